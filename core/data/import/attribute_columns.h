// Sensitive columns of a users' file turned into classes: by a list of codes, by bins, or as they come.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/dataset.h"
#include "data/import/id_index.h"

namespace up5::data {

/// A code that may stand in a file; without a class, users with it count as missing.
struct AttributeCode {
    std::string code;
    std::string label;
    bool isKept = true;
};

/// An attribute whose codes are known beforehand; classes are the kept codes' labels in order.
class CodedAttribute {
public:
    CodedAttribute(std::string name, const std::vector<AttributeCode>& codes);

    /// Whether the code may stand in the file.
    bool allows(std::string_view code) const { return m_codes.find(code).has_value(); }
    /// The next user has this code, which must be allowed.
    void append(std::string_view code);
    /// "gender must be one of F, M"
    std::string rule() const;
    /// Adds how many users of which code are missing to `leftOut[name]`.
    Attribute finish(nlohmann::json& leftOut);

private:
    Attribute m_attribute;
    IdIndex m_codes;
    std::vector<std::int32_t> m_classes; ///< per code, -1 = left out
    std::map<std::string, std::int64_t> m_leftOut;
};

/// Numbers cut at ascending edges: class 0 below the first edge, class i from edge i−1 to below edge i.
class BinnedAttribute {
public:
    /// Classes are named after the edges ("under 18", "18–24", …, "56+") unless labels are given.
    BinnedAttribute(std::string name, std::vector<double> edges, std::vector<std::string> labels = {});

    void append(double value);
    void appendMissing() { m_attribute.values.push_back(-1); }
    Attribute finish() { return std::move(m_attribute); }

private:
    Attribute m_attribute;
    std::vector<double> m_edges;
};

/// Classes are the values found, sorted (as numbers if all are whole numbers).
class DiscoveredAttribute {
public:
    explicit DiscoveredAttribute(std::string name) { m_attribute.name = std::move(name); }

    void append(std::string_view value) { m_attribute.values.push_back(m_values.insert(value).first); }
    void appendMissing() { m_attribute.values.push_back(-1); }
    std::size_t numClasses() const { return m_values.size(); }
    Attribute finish();

private:
    Attribute m_attribute;
    IdIndex m_values;
};

} // namespace up5::data
