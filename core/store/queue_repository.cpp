#include "store/queue_repository.h"

#include "base/clock.h"
#include "store/sql.h"

namespace up5::store {

namespace {

#define UP5_SERVED_COLUMNS                                                                                   \
    "id, host_name, host_pid, host_start, host_instance, worker_host, worker_pid, worker_start, "            \
    "lease_until, event_offset, "                                                                            \
    "hello_seen, cancel_requested, kind"
#define UP5_SERVED_BY                                                                                        \
    "state = 'running' AND host_name = ? AND host_pid = ? AND host_start = ? AND host_instance = ?"

// What the run `waiting` builds on.
#define UP5_NEEDED_RUNS                                                                                      \
    "(SELECT waiting.backbone_run UNION SELECT waiting.prompt_run UNION "                                    \
    "SELECT prompt FROM run_prompts WHERE run = waiting.id)"

/// Runs without a device do not wait for others, but a hundred files dropped at once must not start a hundred
/// workers.
constexpr int kMostWithoutDevice = 4;

ServedRun rowToServedRun(const Query& query) {
    ServedRun run;
    run.id = query.text(0);
    run.host = {query.text(1), query.integer(2), static_cast<std::uint64_t>(query.integer(3)),
                query.integer(4)};
    run.worker = {query.text(5), query.integer(6), static_cast<std::uint64_t>(query.integer(7))};
    run.leaseUntil = query.integer(8);
    run.eventOffset = query.integer(9);
    run.helloSeen = query.integer(10) != 0;
    run.cancelRequested = query.integer(11) != 0;
    run.kind = query.text(12);
    return run;
}

RunState stateOf(SQLite::Database& database, const std::string& id) {
    Query query(database, "SELECT state FROM runs WHERE id = ?", id);
    if (!query.step()) {
        throw Error(ErrorCode::NotFound, "There is no run " + id + ".");
    }
    return runStateFromString(query.text(0));
}

} // namespace

std::optional<ServedRun>
QueueRepository::claimNext(const ProcessRow& host, std::int64_t leaseUntil,
                           const std::function<std::int64_t(const std::string& id)>& eventsEnd) {
    WriteTransaction transaction(m_database);
    Query next(m_database, R"(
        SELECT id, kind FROM runs AS waiting
        WHERE state = 'queued'
          AND (SELECT count(*) FROM runs WHERE state = 'running' AND queue_device = waiting.queue_device)
              < CASE queue_device WHEN '' THEN ?1 ELSE 1 END
          AND NOT EXISTS (
                SELECT 1 FROM runs AS needed
                WHERE needed.id IN )" UP5_NEEDED_RUNS R"( AND needed.state <> 'succeeded')
        ORDER BY queue_order LIMIT 1)",
               kMostWithoutDevice);
    if (!next.step()) {
        return std::nullopt;
    }
    ServedRun run;
    run.id = next.text(0);
    run.kind = next.text(1);
    run.host = host;
    run.leaseUntil = leaseUntil;
    run.eventOffset = eventsEnd(run.id);
    Query(m_database,
          "UPDATE runs SET state = 'running', started = ?, finished = NULL, host_name = ?, host_pid = ?, "
          "host_start = ?, "
          "host_instance = ?, lease_until = ?, worker_host = '', worker_pid = 0, worker_start = 0, "
          "event_offset = ?, hello_seen = 0, "
          "cancel_requested = 0 WHERE id = ? AND state = 'queued'",
          nowIso8601(), host.machine, host.pid, host.startTime, host.instance, leaseUntil, run.eventOffset,
          run.id)
        .run();
    transaction.commit();
    return run;
}

std::vector<std::pair<std::string, std::string>> QueueRepository::blocked() const {
    Query query(m_database, R"(
        SELECT waiting.id, needed.id FROM runs AS waiting
        JOIN runs AS needed ON needed.id IN )" UP5_NEEDED_RUNS R"(
        WHERE waiting.state = 'queued' AND needed.state IN ('failed', 'cancelled', 'interrupted')
        ORDER BY waiting.queue_order)");
    std::vector<std::pair<std::string, std::string>> pairs;
    while (query.step()) {
        pairs.emplace_back(query.text(0), query.text(1));
    }
    return pairs;
}

bool QueueRepository::isIdle() const {
    return !Query(m_database, "SELECT 1 FROM runs WHERE state IN ('queued', 'running') LIMIT 1").step();
}

void QueueRepository::setWorker(const std::string& id, const ProcessRow& host, const ProcessRow& worker) {
    Query(m_database,
          "UPDATE runs SET worker_host = ?, worker_pid = ?, worker_start = ? WHERE id = ? AND " UP5_SERVED_BY,
          worker.machine, worker.pid, worker.startTime, id, host.machine, host.pid, host.startTime,
          host.instance)
        .run();
}

void QueueRepository::renewLeases(const ProcessRow& host, std::int64_t leaseUntil) {
    Query(m_database, "UPDATE runs SET lease_until = ? WHERE " UP5_SERVED_BY, leaseUntil, host.machine,
          host.pid, host.startTime, host.instance)
        .run();
}

void QueueRepository::releaseLeases(const ProcessRow& host) {
    renewLeases(host, 0);
}

std::vector<ServedRun> QueueRepository::running() const {
    Query query(m_database,
                "SELECT " UP5_SERVED_COLUMNS " FROM runs WHERE state = 'running' ORDER BY queue_order");
    std::vector<ServedRun> runs;
    while (query.step()) {
        runs.push_back(rowToServedRun(query));
    }
    return runs;
}

bool QueueRepository::adopt(const ServedRun& run, const ProcessRow& host, std::int64_t leaseUntil) {
    // The lease as it was read must still stand: its host may have woken up and renewed it.
    return Query(m_database,
                 "UPDATE runs SET host_name = ?, host_pid = ?, host_start = ?, host_instance = ?, "
                 "lease_until = ? "
                 "WHERE id = ? AND lease_until = ? AND " UP5_SERVED_BY,
                 host.machine, host.pid, host.startTime, host.instance, leaseUntil, run.id, run.leaseUntil,
                 run.host.machine, run.host.pid, run.host.startTime, run.host.instance)
               .run() == 1;
}

bool QueueRepository::end(const std::string& id, const ProcessRow& host, RunState state,
                          const std::string& errorCode, const std::string& message) {
    return Query(m_database,
                 "UPDATE runs SET state = ?, finished = ?, error_code = ?, error_message = ? "
                 "WHERE id = ? AND " UP5_SERVED_BY,
                 toString(state), nowIso8601(), errorCode, message, id, host.machine, host.pid,
                 host.startTime, host.instance)
               .run() == 1;
}

bool QueueRepository::putBack(const std::string& id, const ProcessRow& host) {
    return Query(m_database,
                 "UPDATE runs SET state = CASE cancel_requested WHEN 0 THEN 'queued' ELSE 'cancelled' END, "
                 "started = NULL, finished = CASE cancel_requested WHEN 0 THEN NULL ELSE ? END "
                 "WHERE id = ? AND " UP5_SERVED_BY,
                 nowIso8601(), id, host.machine, host.pid, host.startTime, host.instance)
               .run() == 1;
}

RunState QueueRepository::requestCancel(const std::string& id) {
    WriteTransaction transaction(m_database);
    RunState state = stateOf(m_database, id);
    if (isEnded(state)) {
        throw Error(ErrorCode::Conflict, "The run " + id + " has already ended: it is " + toString(state) +
                                             ". Nothing is left to cancel.");
    }
    if (state == RunState::Queued) {
        state = RunState::Cancelled;
        Query(m_database, "UPDATE runs SET state = 'cancelled', finished = ? WHERE id = ?", nowIso8601(), id)
            .run();
    } else {
        Query(m_database, "UPDATE runs SET cancel_requested = 1 WHERE id = ?", id).run();
    }
    transaction.commit();
    return state;
}

bool QueueRepository::failQueued(const std::string& id, const std::string& errorCode,
                                 const std::string& message) {
    WriteTransaction transaction(m_database);
    const int changed =
        Query(m_database,
              "UPDATE runs SET state = 'failed', finished = ?, error_code = ?, error_message = ? "
              "WHERE id = ? AND state = 'queued'",
              nowIso8601(), errorCode, message, id)
            .run();
    if (changed == 1) {
        Query(m_database, "UPDATE sweep_children SET tries = max(tries - 1, 0) WHERE run = ?", id).run();
        transaction.commit();
    }
    return changed == 1;
}

void QueueRepository::requeue(const std::string& id) {
    WriteTransaction transaction(m_database);
    const RunState state = stateOf(m_database, id);
    if (!isEnded(state) || state == RunState::Succeeded) {
        throw Error(ErrorCode::Conflict, "The run " + id + " is " + toString(state) +
                                             "; only a cancelled, failed or interrupted run can be resumed.");
    }
    Query(m_database,
          "UPDATE runs SET state = 'queued', finished = NULL, error_code = '', error_message = '', deleted = "
          "0, "
          "queue_order = (SELECT max(queue_order) + 1 FROM runs) WHERE id = ?",
          id)
        .run();
    transaction.commit();
}

} // namespace up5::store
