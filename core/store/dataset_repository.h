// The data sets a workspace knows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/rows.h"

namespace SQLite {
class Database;
}

namespace up5::store {

class DatasetRepository {
public:
    explicit DatasetRepository(SQLite::Database& database) : m_database(database) {}

    /// Same hash again updates name and time.
    void upsert(const DatasetRow& dataset);
    std::vector<DatasetRow> all() const;
    std::optional<DatasetRow> find(const std::string& hash) const;
    /// By name, hash or unambiguous hash prefix. Throws Error{NotFound} or Error{InvalidInput} (ambiguous),
    /// naming candidates.
    DatasetRow resolve(const std::string& nameOrHash) const;
    /// Error{Conflict} while runs use it.
    void remove(const std::string& hash);

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
