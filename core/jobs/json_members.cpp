#include "jobs/json_members.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::jobs {

namespace {

/// Values from outside may be long; sentences stay short.
std::string shortened(const nlohmann::json& value) {
    std::string text = value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    if (text.size() > 80) {
        text = text.substr(0, 77) + "...";
    }
    return text;
}

} // namespace

JsonMembers::JsonMembers(const nlohmann::json& object, std::string what)
    : m_object(object), m_what(std::move(what)) {
    if (!object.is_object()) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("{} must be a JSON object, but is {}.", m_what, shortened(object)));
    }
}

const nlohmann::json& JsonMembers::take(const char* name) {
    const auto found = m_object.find(name);
    if (found == m_object.end()) {
        throw Error(ErrorCode::Protocol, fmt::format("{} has no member {}.", m_what, name));
    }
    m_taken.emplace_back(name);
    return *found;
}

void JsonMembers::refuse(const char* name, const char* expected, const nlohmann::json& found) const {
    throw Error(ErrorCode::Protocol, fmt::format("{} has {} for its member {}, where {} is expected.", m_what,
                                                 shortened(found), name, expected));
}

std::string JsonMembers::text(const char* name) {
    const nlohmann::json& value = take(name);
    if (!value.is_string()) {
        refuse(name, "text", value);
    }
    return value.get<std::string>();
}

bool JsonMembers::boolean(const char* name) {
    const nlohmann::json& value = take(name);
    if (!value.is_boolean()) {
        refuse(name, "true or false", value);
    }
    return value.get<bool>();
}

std::int64_t JsonMembers::integer(const char* name) {
    const nlohmann::json& value = take(name);
    const bool tooLarge =
        value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    if (!value.is_number_integer() || tooLarge) {
        refuse(name, "a whole number", value);
    }
    return value.get<std::int64_t>();
}

std::uint64_t JsonMembers::unsignedInteger(const char* name) {
    const nlohmann::json& value = take(name);
    if (!value.is_number_unsigned()) {
        refuse(name, "a whole number of at least 0", value);
    }
    return value.get<std::uint64_t>();
}

double JsonMembers::number(const char* name) {
    const nlohmann::json& value = take(name);
    if (value.is_null()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (!value.is_number()) {
        refuse(name, "a number or null", value);
    }
    return value.get<double>();
}

std::vector<std::string> JsonMembers::texts(const char* name) {
    const nlohmann::json& value = take(name);
    const bool fits = value.is_array() && std::all_of(value.begin(), value.end(), [](const auto& element) {
                          return element.is_string();
                      });
    if (!fits) {
        refuse(name, "a list of texts", value);
    }
    return value.get<std::vector<std::string>>();
}

const nlohmann::json& JsonMembers::object(const char* name) {
    const nlohmann::json& value = take(name);
    if (!value.is_object()) {
        refuse(name, "an object", value);
    }
    return value;
}

const nlohmann::json& JsonMembers::array(const char* name) {
    const nlohmann::json& value = take(name);
    if (!value.is_array()) {
        refuse(name, "a list", value);
    }
    return value;
}

void JsonMembers::finish() const {
    for (const auto& [name, value] : m_object.items()) {
        if (std::find(m_taken.begin(), m_taken.end(), name) == m_taken.end()) {
            throw Error(ErrorCode::Protocol,
                        fmt::format("{} has the unknown member {} ({}).", m_what, name, shortened(value)));
        }
    }
}

} // namespace up5::jobs
