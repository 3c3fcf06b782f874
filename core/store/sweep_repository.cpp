#include "store/sweep_repository.h"

#include "store/sql.h"

namespace up5::store {

namespace {

SweepChildRow rowToSweepChild(const Query& query) {
    return {query.text(0), runStateFromString(query.text(1)), query.integer(2) != 0,
            static_cast<int>(query.integer(3))};
}

} // namespace

std::vector<SweepChildRow> SweepRepository::children(const std::string& sweep) const {
    return readAll(Query(m_database,
                         "SELECT run, state, own, tries FROM sweep_children JOIN runs ON runs.id = run "
                         "WHERE sweep = ? ORDER BY position",
                         sweep),
                   rowToSweepChild);
}

void SweepRepository::adopt(const std::string& sweep, const std::string& run) {
    Query(m_database,
          "INSERT INTO sweep_children (sweep, position, run, own, tries) VALUES (?1, "
          "(SELECT coalesce(max(position), 0) + 1 FROM sweep_children WHERE sweep = ?1), ?2, 0, 1)",
          sweep, run)
        .run();
}

void SweepRepository::restarted(const std::string& sweep, const std::string& run, int tries) {
    Query(m_database, "UPDATE sweep_children SET tries = ?, own = 1 WHERE sweep = ? AND run = ?", tries,
          sweep, run)
        .run();
}

bool SweepRepository::begin(const std::string& sweep, const ProcessRow& host) {
    WriteTransaction transaction(m_database);
    const int changed = Query(m_database,
                              "UPDATE runs SET hello_seen = 1, stage = 'sweeping', done = 0, total = 0 "
                              "WHERE id = ? AND state = 'running' AND host_name = ? AND host_pid = ? AND "
                              "host_start = ? AND host_instance = ?",
                              sweep, host.machine, host.pid, host.startTime, host.instance)
                            .run();
    Query(m_database, "UPDATE sweep_children SET tries = 0 WHERE sweep = ?", sweep).run();
    if (changed == 1) {
        transaction.commit();
    }
    return changed == 1;
}

void SweepRepository::setProgress(const std::string& sweep, std::int64_t done, std::int64_t total) {
    Query(m_database, "UPDATE runs SET done = ?2, total = ?3 WHERE id = ?1 AND (done <> ?2 OR total <> ?3)",
          sweep, done, total)
        .run();
}

} // namespace up5::store
