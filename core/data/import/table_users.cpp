#include "data/import/table_users.h"

#include <algorithm>
#include <set>
#include <variant>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/attribute_columns.h"
#include "data/import/delimited_reader.h"
#include "data/import/numbers.h"

namespace up5::data {

namespace {

/// One sensitive column while it is read.
class SensitiveColumn {
public:
    SensitiveColumn(const TableAttribute& attribute, std::size_t column)
        : m_attribute(attribute), m_column(column),
          m_values(attribute.edges.empty() ? Values(DiscoveredAttribute(attribute.name))
                                           : Values(BinnedAttribute(attribute.name, attribute.edges))) {}

    const TableAttribute& attribute() const { return m_attribute; }
    bool isGivenUp() const { return m_isGivenUp; }
    std::int64_t missing() const { return m_missing; }

    /// A sentence if the value of the current row breaks a rule; nothing is added then.
    std::string check(const DelimitedReader& rows, const std::vector<std::string>& missing) {
        m_text = rows.text(m_column);
        m_isMissing = std::find(missing.begin(), missing.end(), m_text) != missing.end();
        if (m_isMissing || m_attribute.edges.empty()) {
            return {};
        }
        const auto number = parseNumber(m_text);
        if (!number) {
            return fmt::format("{} is \"{}\"; a number is expected.", m_attribute.column, m_text);
        }
        m_number = *number;
        return {};
    }

    /// Adds the value that check saw last.
    void append(const DelimitedReader& rows) {
        m_missing += m_isMissing ? 1 : 0;
        if (auto* binned = std::get_if<BinnedAttribute>(&m_values)) {
            m_isMissing ? binned->appendMissing() : binned->append(m_number);
            return;
        }
        if (m_isGivenUp) {
            return;
        }
        auto& discovered = std::get<DiscoveredAttribute>(m_values);
        m_isMissing ? discovered.appendMissing() : discovered.append(m_text);
        const std::size_t limit = m_attribute.isOptional ? kMaxOptionalClasses : kMaxClasses;
        if (discovered.numClasses() > limit) {
            if (!m_attribute.isOptional) {
                throw Error(
                    ErrorCode::InvalidInput,
                    fmt::format("{}, line {}: column \"{}\" has more than {} different values; a sensitive "
                                "attribute needs few classes. Give edges if it holds numbers.",
                                rows.file().display, rows.line(), m_attribute.column, limit));
            }
            m_isGivenUp = true;
        }
    }

    Attribute finish(const SourceFile& file) {
        Attribute attribute = std::visit([](auto& values) { return values.finish(); }, m_values);
        if (static_cast<std::size_t>(m_missing) == attribute.values.size()) {
            throw Error(ErrorCode::InvalidInput, fmt::format("{}: column \"{}\" has no value for any user.",
                                                             file.display, m_attribute.column));
        }
        return attribute;
    }

private:
    using Values = std::variant<DiscoveredAttribute, BinnedAttribute>;

    TableAttribute m_attribute;
    std::size_t m_column;
    Values m_values;
    std::string m_text;
    double m_number = 0;
    bool m_isMissing = false, m_isGivenUp = false;
    std::int64_t m_missing = 0;
};

/// A sentence if the current row breaks a rule; otherwise the user is added.
std::string addUser(const DelimitedReader& rows, std::size_t idColumn,
                    const std::vector<std::string>& missing, std::vector<SensitiveColumn>& columns,
                    IdIndex& ids) {
    const std::string id = rows.text(idColumn);
    if (id.empty()) {
        return "the user's id is empty.";
    }
    for (SensitiveColumn& column : columns) {
        if (std::string fault = column.check(rows, missing); !fault.empty()) {
            return fault;
        }
    }
    if (!ids.insert(id).second) {
        return fmt::format("user {} was listed before; each may appear once.", id);
    }
    for (SensitiveColumn& column : columns) {
        column.append(rows);
    }
    return {};
}

} // namespace

TableUsers readTableUsers(const TableMapping& mapping, ImportSession& session) {
    const SourceFile& file = *mapping.users->file;
    DelimitedReader rows(file, {.dialect = mapping.users->dialect}, session);
    const std::size_t idColumn = rows.column(mapping.userId);
    std::vector<SensitiveColumn> columns;
    std::set<std::string> names;
    for (const TableAttribute& attribute : mapping.attributes) {
        if (!names.insert(attribute.name).second) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("Two sensitive attributes are named \"{}\"; names must be unique.",
                                    attribute.name));
        }
        columns.emplace_back(attribute, rows.column(attribute.column));
    }
    TableUsers users;
    while (rows.next()) {
        if (const std::string fault = addUser(rows, idColumn, mapping.missing, columns, users.ids);
            !fault.empty()) {
            rows.reject(fault);
        }
    }
    if (users.ids.size() == 0) {
        session.refuseUnusable(file, "rows of users are");
    }
    nlohmann::json missing = nlohmann::json::object(), leftOut = nlohmann::json::array();
    for (SensitiveColumn& column : columns) {
        if (column.isGivenUp() || (column.attribute().isOptional &&
                                   column.missing() == static_cast<std::int64_t>(users.ids.size()))) {
            leftOut.push_back(column.attribute().column);
            continue;
        }
        if (column.missing() > 0) {
            missing[column.attribute().name] = column.missing();
        }
        users.attributes.push_back(column.finish(file));
    }
    users.provenance = {{"missing_values", missing}, {"left_out_columns", leftOut}};
    return users;
}

} // namespace up5::data
