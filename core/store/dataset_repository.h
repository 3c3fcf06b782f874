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
    /// Takes the data set out of the database and with it, for good, the runs that imported it and those of
    /// its runs that lie in the bin; returns their ids (the caller deletes their folders). Throws
    /// Error{Conflict}, and changes nothing, while any other run uses it or one of these waits or runs.
    std::vector<std::string> remove(const std::string& hash);

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
