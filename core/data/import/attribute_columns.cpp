#include "data/import/attribute_columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "data/import/numbers.h"

namespace up5::data {

namespace {

/// Names of the classes between edges; whole-number edges read as ranges of whole numbers.
std::vector<std::string> binLabels(const std::vector<double>& edges) {
    const bool whole =
        std::all_of(edges.begin(), edges.end(), [](double edge) { return edge == std::floor(edge); });
    std::vector<std::string> labels = {fmt::format("under {}", edges.front())};
    for (std::size_t index = 0; index + 1 < edges.size(); ++index) {
        const double from = edges[index], to = edges[index + 1];
        labels.push_back(!whole           ? fmt::format("{} to under {}", from, to)
                         : to - from == 1 ? fmt::format("{}", from)
                                          : fmt::format("{}–{}", from, to - 1));
    }
    labels.push_back(whole ? fmt::format("{}+", edges.back()) : fmt::format("{} or more", edges.back()));
    return labels;
}

} // namespace

CodedAttribute::CodedAttribute(std::string name, const std::vector<AttributeCode>& codes) {
    m_attribute.name = std::move(name);
    for (const AttributeCode& code : codes) {
        m_codes.insert(code.code);
        m_classes.push_back(code.isKept ? static_cast<std::int32_t>(m_attribute.classes.size()) : -1);
        if (code.isKept) {
            m_attribute.classes.push_back(code.label);
        }
    }
}

void CodedAttribute::append(std::string_view code) {
    const std::int32_t value = m_classes[static_cast<std::size_t>(m_codes.find(code).value())];
    m_attribute.values.push_back(value);
    if (value < 0) {
        ++m_leftOut[std::string(code)];
    }
}

std::string CodedAttribute::rule() const {
    return fmt::format("{} must be one of {}", m_attribute.name, fmt::join(m_codes.ids(), ", "));
}

Attribute CodedAttribute::finish(nlohmann::json& leftOut) {
    if (!m_leftOut.empty()) {
        leftOut[m_attribute.name] = m_leftOut;
    }
    return std::move(m_attribute);
}

BinnedAttribute::BinnedAttribute(std::string name, std::vector<double> edges, std::vector<std::string> labels)
    : m_edges(std::move(edges)) {
    m_attribute.name = std::move(name);
    m_attribute.classes = labels.empty() ? binLabels(m_edges) : std::move(labels);
}

void BinnedAttribute::append(double value) {
    const auto bin = std::upper_bound(m_edges.begin(), m_edges.end(), value) - m_edges.begin();
    m_attribute.values.push_back(static_cast<std::int32_t>(bin));
}

Attribute DiscoveredAttribute::finish() {
    const std::vector<std::string>& found = m_values.ids();
    const bool numeric = std::all_of(
        found.begin(), found.end(), [](const std::string& value) { return parseInteger(value).has_value(); });
    std::vector<std::size_t> order(found.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return numeric && parseInteger(found[a]) != parseInteger(found[b])
                   ? *parseInteger(found[a]) < *parseInteger(found[b])
                   : found[a] < found[b];
    });
    std::vector<std::int32_t> rank(found.size());
    for (std::size_t position = 0; position < order.size(); ++position) {
        rank[order[position]] = static_cast<std::int32_t>(position);
        m_attribute.classes.push_back(found[order[position]]);
    }
    for (std::int32_t& value : m_attribute.values) {
        value = value < 0 ? -1 : rank[static_cast<std::size_t>(value)];
    }
    return std::move(m_attribute);
}

} // namespace up5::data
