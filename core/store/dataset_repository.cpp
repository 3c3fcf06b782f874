#include "store/dataset_repository.h"

#include <fmt/format.h>

#include "store/sql.h"

namespace up5::store {

namespace {

#define UP5_DATASET_COLUMNS "hash, name, format, users, items, interactions, imported_at"

DatasetRow rowToDataset(const Query& query) {
    return {query.text(0),    query.text(1),    query.text(2), query.integer(3),
            query.integer(4), query.integer(5), query.text(6)};
}

// Runs of the data set ?1 that go with it: they made it, or they were deleted.
#define UP5_GOES_ALONG                                                                                       \
    "dataset = ?1 AND (kind = 'import' OR deleted = 1) AND state NOT IN ('queued', 'running')"

std::string listed(const std::vector<DatasetRow>& rows) {
    std::vector<std::string> texts;
    for (const DatasetRow& row : rows) {
        texts.push_back(fmt::format("{} ({})", row.name, row.hash.substr(0, 12)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

} // namespace

void DatasetRepository::upsert(const DatasetRow& dataset) {
    Query(m_database,
          "INSERT INTO datasets (" UP5_DATASET_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (hash) DO UPDATE SET name = excluded.name, imported_at = excluded.imported_at",
          dataset.hash, dataset.name, dataset.format, dataset.users, dataset.items, dataset.interactions,
          dataset.importedAt)
        .run();
}

std::vector<DatasetRow> DatasetRepository::all() const {
    return readAll(
        Query(m_database, "SELECT " UP5_DATASET_COLUMNS " FROM datasets ORDER BY imported_at DESC, hash"),
        rowToDataset);
}

std::optional<DatasetRow> DatasetRepository::find(const std::string& hash) const {
    Query query(m_database, "SELECT " UP5_DATASET_COLUMNS " FROM datasets WHERE hash = ?", hash);
    return query.step() ? std::optional(rowToDataset(query)) : std::nullopt;
}

DatasetRow DatasetRepository::resolve(const std::string& nameOrHash) const {
    if (auto exact = find(nameOrHash)) {
        return *exact;
    }
    std::vector<DatasetRow> found =
        readAll(Query(m_database, "SELECT " UP5_DATASET_COLUMNS " FROM datasets WHERE name = ? ORDER BY hash",
                      nameOrHash),
                rowToDataset);
    if (found.empty() && !nameOrHash.empty()) {
        found = readAll(Query(m_database,
                              "SELECT " UP5_DATASET_COLUMNS
                              " FROM datasets WHERE substr(hash, 1, length(?1)) = ?1 "
                              "ORDER BY hash",
                              nameOrHash),
                        rowToDataset);
    }
    if (found.size() == 1) {
        return found.front();
    }
    if (found.empty()) {
        const std::vector<DatasetRow> known = all();
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no data set \"{}\". {}", nameOrHash,
                                known.empty() ? "The workspace has none yet: import one first."
                                              : "Data sets are: " + listed(known) + "."));
    }
    throw Error(
        ErrorCode::InvalidInput,
        fmt::format("\"{}\" means more than one data set: {}. Give the hash.", nameOrHash, listed(found)));
}

std::vector<std::string> DatasetRepository::remove(const std::string& hash) {
    WriteTransaction transaction(m_database);
    Query users(m_database,
                "SELECT count(*), min(id) FROM runs WHERE dataset = ?1 AND NOT (" UP5_GOES_ALONG ")", hash);
    users.step();
    if (users.integer(0) > 0) {
        throw Error(ErrorCode::Conflict,
                    fmt::format("The data set {} is used by {} run(s), for example {}. Move them to the bin "
                                "first; what lies there goes with the data set.",
                                hash.substr(0, 12), users.integer(0), users.text(1)));
    }
    std::vector<std::string> runs = readAll<std::string>(
        Query(m_database, "SELECT id FROM runs WHERE " UP5_GOES_ALONG " ORDER BY id", hash),
        [](const Query& query) { return query.text(0); });
    Query(m_database,
          "DELETE FROM notes WHERE subject = ?1 OR subject IN (SELECT id FROM runs WHERE " UP5_GOES_ALONG ")",
          hash)
        .run();
    // In one statement, since they build on each other.
    Query(m_database, "DELETE FROM runs WHERE " UP5_GOES_ALONG, hash).run();
    Query(m_database, "DELETE FROM datasets WHERE hash = ?", hash).run();
    transaction.commit();
    return runs;
}

} // namespace up5::store
