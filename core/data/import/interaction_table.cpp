#include "data/import/interaction_table.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

void InteractionTable::add(const Interaction& row, std::int64_t line) {
    if (m_user.size() >= std::numeric_limits<Row>::max()) {
        throw Error(ErrorCode::Unsupported,
                    fmt::format("More than {} interactions cannot be imported at once.",
                                std::numeric_limits<Row>::max()));
    }
    if (line != m_nextLine) {
        m_lines.emplace_back(static_cast<Row>(m_user.size()), line);
    }
    m_nextLine = line + 1;
    m_user.push_back(row.user);
    m_item.push_back(row.item);
    if (m_columns.time) {
        m_time.push_back(row.time);
    }
    if (m_columns.rating) {
        m_rating.push_back(row.rating);
    }
}

std::int64_t InteractionTable::lineOf(Row row) const {
    const auto after = std::upper_bound(m_lines.begin(), m_lines.end(), row,
                                        [](Row value, const auto& entry) { return value < entry.first; });
    const auto& [first, line] = *std::prev(after);
    return line + (row - first);
}

std::vector<InteractionTable::Row> InteractionTable::groupByUser(std::size_t numUsers,
                                                                 std::vector<std::int64_t>& offsets) const {
    offsets.assign(numUsers + 1, 0);
    for (const std::int32_t user : m_user) {
        ++offsets[static_cast<std::size_t>(user) + 1];
    }
    for (std::size_t user = 0; user < numUsers; ++user) {
        offsets[user + 1] += offsets[user];
    }
    std::vector<std::int64_t> next(offsets.begin(), offsets.end() - 1);
    std::vector<Row> order(m_user.size());
    for (std::size_t row = 0; row < m_user.size(); ++row) {
        order[static_cast<std::size_t>(next[static_cast<std::size_t>(m_user[row])]++)] =
            static_cast<Row>(row);
    }
    return order;
}

std::vector<std::pair<InteractionTable::Row, InteractionTable::Row>>
InteractionTable::repeatedRows(const std::vector<Row>& order, std::size_t numItems) const {
    // Per item the user who had it last, and in which row: one pass, no hashing.
    std::vector<std::int32_t> lastUser(numItems, -1);
    std::vector<Row> lastRow(numItems, 0);
    std::vector<std::pair<Row, Row>> repeated;
    for (const Row row : order) {
        const auto item = static_cast<std::size_t>(m_item[row]);
        if (lastUser[item] == m_user[row]) {
            repeated.emplace_back(row, lastRow[item]);
        } else {
            lastUser[item] = m_user[row];
            lastRow[item] = row;
        }
    }
    std::sort(repeated.begin(), repeated.end());
    return repeated;
}

void InteractionTable::finish(const IdIndex& users, const IdIndex& items, const SourceFile& file,
                              ImportSession& session, DatasetContent& content) {
    session.cancel().throwIfCancelled();
    std::vector<std::int64_t> offsets;
    std::vector<Row> order = groupByUser(users.size(), offsets);
    std::vector<bool> dropped;
    for (const auto& [row, first] : repeatedRows(order, items.size())) {
        dropped.resize(m_user.size());
        dropped[row] = true;
        session.reject(file, lineOf(row),
                       fmt::format("user {} already has item {} on line {}; each pair may appear once.",
                                   users.ids()[static_cast<std::size_t>(m_user[row])],
                                   items.ids()[static_cast<std::size_t>(m_item[row])], lineOf(first)));
    }
    session.cancel().throwIfCancelled();
    content.userOffsets = {0};
    content.item.reserve(order.size());
    content.timestamp.reserve(m_time.size());
    content.rating.reserve(m_rating.size());
    for (std::size_t user = 0; user < users.size(); ++user) {
        const auto begin = order.begin() + offsets[user];
        auto end = order.begin() + offsets[user + 1];
        if (!dropped.empty()) {
            end = std::remove_if(begin, end, [&dropped](Row row) { return dropped[row]; });
        }
        if (m_columns.time) {
            std::stable_sort(begin, end, [this](Row a, Row b) { return m_time[a] < m_time[b]; });
        }
        for (auto row = begin; row != end; ++row) {
            content.item.push_back(m_item[*row]);
            if (m_columns.time) {
                content.timestamp.push_back(m_time[*row]);
            }
            if (m_columns.rating) {
                content.rating.push_back(m_rating[*row]);
            }
        }
        content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
    }
    *this = InteractionTable(m_columns);
}

} // namespace up5::data
