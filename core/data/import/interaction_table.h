// Interactions in the order of a file, turned into histories: by user, in time order, each item once per
// user.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "data/import/id_index.h"
#include "data/import/import_session.h"

namespace up5::data {

/// One row of a file of interactions.
struct Interaction {
    std::int32_t user = 0, item = 0;
    std::int64_t time = 0; ///< seconds; unused if the file has none
    float rating = 0;      ///< unused if the file has none
};

class InteractionTable {
public:
    struct Columns {
        bool time = false;
        bool rating = false;
    };
    explicit InteractionTable(Columns columns) : m_columns(columns) {}

    /// `line` is where the row stands in its file; lines ascend.
    void add(const Interaction& row, std::int64_t line);
    std::size_t size() const { return m_user.size(); }

    /// Fills userOffsets, item, timestamp and rating of `content`. Within a user stable by time: equal times,
    /// and files without times, keep the file's order. A pair of user and item that comes again is rejected;
    /// the first one in the file stays. Leaves the table empty.
    void finish(const IdIndex& users, const IdIndex& items, const SourceFile& file, ImportSession& session,
                DatasetContent& content);

private:
    using Row = std::uint32_t; ///< position in the file's order

    std::int64_t lineOf(Row row) const;
    /// Rows grouped by user, in file order within a user; the users' ends go to `offsets`.
    std::vector<Row> groupByUser(std::size_t numUsers, std::vector<std::int64_t>& offsets) const;
    /// The rows whose pair came before, ascending, each with the row it repeats.
    std::vector<std::pair<Row, Row>> repeatedRows(const std::vector<Row>& order, std::size_t numItems) const;

    Columns m_columns;
    std::vector<std::int32_t> m_user, m_item;
    std::vector<std::int64_t> m_time;
    std::vector<float> m_rating;
    /// (row, line) wherever a row does not stand on the line after the row before it.
    std::vector<std::pair<Row, std::int64_t>> m_lines;
    std::int64_t m_nextLine = -1;
};

} // namespace up5::data
