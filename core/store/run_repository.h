// Runs, their metrics, series, per-user values and artifacts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/rows.h"

namespace SQLite {
class Database;
}

namespace up5::store {

/// One value per user for a figure: `name` "rank" (task set) or "probe_score…" (attribute set).
struct UserValues {
    std::string name, split, task, attribute;
    std::vector<std::int32_t> users;
    std::vector<double> values;
};

class RunRepository {
public:
    explicit RunRepository(SQLite::Database& database) : m_database(database) {}

    void insert(const RunRow& run);
    std::optional<RunRow> find(const std::string& id) const;
    /// Newest first; deleted runs are left out.
    std::vector<RunRow> all() const;
    std::vector<RunRow> ofKind(const std::string& kind) const;

    /// Moves a run to another state and stamps started/finished. Ending twice is Error{Conflict}.
    void setState(const std::string& id, RunState state);
    void rename(const std::string& id, const std::string& name);
    /// Into the bin (recoverable) or, with `forever`, out of the database. Error{Conflict} while running or used by others.
    void remove(const std::string& id, bool forever);
    void restore(const std::string& id);

    std::vector<MetricRow> metrics(const std::string& id) const;
    std::vector<SeriesRow> series(const std::string& id) const;
    std::vector<ArtifactRow> artifacts(const std::string& id) const;
    std::vector<UserValues> userValues(const std::string& id) const;

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
