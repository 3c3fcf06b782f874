// Strict reading of a JSON object: every member has one type, missing and unknown members are refused by
// name.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::jobs {

/// Members are taken one by one; finish() refuses what was not taken. All functions throw Error{Protocol}
/// with a sentence that begins with `what`.
class JsonMembers {
public:
    /// `what` names the object in sentences, e.g. "The event metric". `object` must outlive this.
    JsonMembers(const nlohmann::json& object, std::string what);

    /// Whether there is such a member, for those that may be left out.
    bool has(const char* name) const { return m_object.contains(name); }
    std::string text(const char* name);
    bool boolean(const char* name);
    std::int64_t integer(const char* name);
    std::uint64_t unsignedInteger(const char* name);
    /// null gives NaN.
    double number(const char* name);
    std::vector<std::string> texts(const char* name);
    /// A member that is itself an object, or a list.
    const nlohmann::json& object(const char* name);
    const nlohmann::json& array(const char* name);

    void finish() const;

private:
    const nlohmann::json& take(const char* name);
    [[noreturn]] void refuse(const char* name, const char* expected, const nlohmann::json& found) const;

    const nlohmann::json& m_object;
    std::string m_what;
    std::vector<std::string> m_taken;
};

} // namespace up5::jobs
