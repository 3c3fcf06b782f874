// The waiting line of runs and who serves which: claims, leases, workers, wishes to cancel.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/rows.h"

namespace SQLite {
class Database;
}

namespace up5::store {

/// A process on a machine.
struct ProcessRow {
    std::string machine;
    std::int64_t pid = 0; ///< 0 = none
    std::uint64_t startTime = 0;
    std::int64_t instance = 0; ///< tells apart several hosts within one process

    bool operator==(const ProcessRow&) const = default;
};

/// A running run, as its host needs it.
struct ServedRun {
    std::string id, kind;
    ProcessRow host, worker;
    std::int64_t leaseUntil = 0; ///< milliseconds since 1970
    std::int64_t eventOffset = 0;
    bool helloSeen = false; ///< the worker of this attempt has said hello
    bool cancelRequested = false;
};

/// Two hosts never serve one run: every change says which host (or queued state) it expects to find.
/// Times are milliseconds since 1970.
class QueueRepository {
public:
    explicit QueueRepository(SQLite::Database& database) : m_database(database) {}

    /// Takes the first queued run that may start: its device has no other running run (an empty device never
    /// waits) and the runs it builds on are not waiting or running. It becomes running, served by `host`; its
    /// events begin at `eventsEnd(id)`, the present size of its events file.
    std::optional<ServedRun> claimNext(const ProcessRow& host, std::int64_t leaseUntil,
                                       const std::function<std::int64_t(const std::string& id)>& eventsEnd);
    /// Queued runs that can never start, with the run they build on that failed, was cancelled or
    /// interrupted.
    std::vector<std::pair<std::string, std::string>> blocked() const;
    bool isIdle() const;

    void setWorker(const std::string& id, const ProcessRow& host, const ProcessRow& worker);
    void renewLeases(const ProcessRow& host, std::int64_t leaseUntil);
    /// Lets other hosts adopt at once.
    void releaseLeases(const ProcessRow& host);
    std::vector<ServedRun> running() const;
    /// Makes `host` serve a run whose other host is gone. False when that host (or another) came first.
    bool adopt(const ServedRun& run, const ProcessRow& host, std::int64_t leaseUntil);

    /// A run that stops without an end event of its worker: failed, cancelled or interrupted. False when
    /// `host` no longer serves it.
    bool end(const std::string& id, const ProcessRow& host, RunState state, const std::string& errorCode,
             const std::string& message);
    /// Puts a run back that was claimed but never started. False when `host` no longer serves it.
    bool putBack(const std::string& id, const ProcessRow& host);

    /// Queued becomes cancelled at once; of a running run the wish is noted for its host. Throws
    /// Error{Conflict} when the run has ended, Error{NotFound}.
    RunState requestCancel(const std::string& id);
    /// Ends a queued run that cannot start; sweeps do not count it as a start. False when it is not queued
    /// any more.
    bool failQueued(const std::string& id, const std::string& errorCode, const std::string& message);
    /// Queues a cancelled, failed or interrupted run again, at the end of the line. Throws Error{Conflict}
    /// otherwise.
    void requeue(const std::string& id);

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
