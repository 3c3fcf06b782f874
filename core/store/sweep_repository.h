// Which runs belong to a sweep, and how far it is.
#pragma once

#include <string>
#include <vector>

#include "store/queue_repository.h"
#include "store/rows.h"

namespace SQLite {
class Database;
}

namespace up5::store {

/// A run of a sweep.
struct SweepChildRow {
    std::string run;
    RunState state = RunState::Queued;
    bool own = false; ///< queued by this sweep rather than found in the workspace
    int tries = 0;    ///< starts in the present attempt of the sweep
};

class SweepRepository {
public:
    explicit SweepRepository(SQLite::Database& database) : m_database(database) {}

    /// In the order in which they joined.
    std::vector<SweepChildRow> children(const std::string& sweep) const;
    /// Makes a run that is there already part of the sweep. Throws Error{Conflict} when it is part of it.
    void adopt(const std::string& sweep, const std::string& run);
    /// Says how often the sweep has started a run; one that it started itself is cancelled with it.
    void restarted(const std::string& sweep, const std::string& run, int tries);

    /// The sweep's present attempt begins: nothing of it has been tried yet. False when `host` does not serve
    /// it any more.
    bool begin(const std::string& sweep, const ProcessRow& host);
    /// Runs that have ended, of all. Writes only what changed.
    void setProgress(const std::string& sweep, std::int64_t done, std::int64_t total);

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
