// Runs: what was asked, their state, the bin; and what belongs to a run: metrics, series, per-user values,
// artifacts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/rows.h"

namespace SQLite {
class Database;
}

namespace up5::store {

class RunRepository {
public:
    explicit RunRepository(SQLite::Database& database) : m_database(database) {}

    /// Adds a queued run at the end of the line of its device (`queueDevice`; empty = waits for none), as
    /// part of a sweep when one is given.
    /// Throws Error{Conflict} when the id is taken or a data set or run it refers to is not there.
    void insert(const RunRow& run, const std::string& queueDevice = {}, const std::string& sweep = {});
    /// Also finds runs in the bin.
    std::optional<RunRow> find(const std::string& id) const;
    /// By id, unambiguous beginning or end of an id, or name. Throws Error{NotFound} or Error{InvalidInput}
    /// (ambiguous), naming candidates.
    RunRow resolve(const std::string& idOrName) const;
    /// Newest first; deleted runs are left out.
    std::vector<RunRow> all() const;
    std::vector<RunRow> ofKind(const std::string& kind) const;
    /// The bin, newest first.
    std::vector<RunRow> deleted() const;

    /// Moves a run to another state and stamps started/finished: queued → running or cancelled; running → an
    /// end; a failed, cancelled or interrupted run → queued. Anything else, ending twice above all, is
    /// Error{Conflict}.
    void setState(const std::string& id, RunState state);
    void rename(const std::string& id, const std::string& name);
    /// Into the bin (recoverable) or, with `forever`, out of the database (the caller deletes the folder).
    /// Error{Conflict} while queued or running or used by other runs.
    void remove(const std::string& id, bool forever);
    void restore(const std::string& id);

    /// What belongs to a run; defined in run_results.cpp. Figures and values of single subsets of a mixture
    /// are apart, so that nobody takes one of them for the run's own.
    std::vector<MetricRow> metrics(const std::string& id) const;
    std::vector<MetricRow> subsetMetrics(const std::string& id) const;
    std::vector<SeriesRow> series(const std::string& id) const;
    std::vector<ArtifactRow> artifacts(const std::string& id) const;
    /// `removed`: key of the subset whose values are wanted; empty = those of the run as a whole.
    std::vector<UserValues> userValues(const std::string& id, const std::string& removed = {}) const;

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
