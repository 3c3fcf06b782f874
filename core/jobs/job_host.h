// Owns the queue of one workspace: starts workers, ingests their events, adopts runs whose host is gone.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <string>

#include "jobs/job_spec.h"
#include "jobs/run_folder.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

class Launcher;   // starts a worker process for a run folder (launcher.h)
struct HostTimes; // how long a host waits for what (run_watcher.h)

/// Lives in the thread that owns `store`; all signals come in that thread. Several hosts (window, command
/// lines) may serve one workspace: each run belongs to one of them by a renewed lease.
class JobHost : public QObject {
    Q_OBJECT
public:
    JobHost(Workspace workspace, store::Store& store, std::unique_ptr<Launcher> launcher,
            QObject* parent = nullptr);
    ~JobHost() override;

    /// For tests and slow file systems.
    void setTimes(const HostTimes& times);

    /// Checks and stores the spec, queues it and returns the run id; the data set of a job on a backbone is
    /// taken from there when it is not given. Jobs of one device run one after the other, in order; import
    /// jobs do not wait for devices; a job waits for the runs it builds on. Throws Error{InvalidInput},
    /// Error{NotFound}.
    std::string submit(const JobSpec& spec);
    /// Tells of a run that submitJob queued with another connection, as in another thread.
    void announceSubmitted(const std::string& runId);
    /// SIGTERM, after 10 s SIGKILL; a queued run is cancelled at once. Throws Error{Conflict} when it has
    /// ended.
    void cancel(const std::string& runId);
    /// Queues a cancelled, failed or interrupted run again; it goes on from its saved state. Throws
    /// Error{Conflict}.
    void resume(const std::string& runId);
    /// Deletes an ended run from the database and its folder from the disk. Throws Error{Conflict},
    /// Error{Io}.
    void removeForever(const std::string& runId);
    /// Takes a data set out of the database, as DatasetRepository::remove() says, and deletes the folders of
    /// the runs that go with it. Throws Error{Conflict}, and changes nothing, while other runs use it;
    /// Error{Io} when a folder stays on the disk, naming it.
    void removeDataset(const std::string& hash);

    /// True when nothing is queued or running in the workspace.
    bool isIdle() const;

public Q_SLOTS:
    /// Reads new events, renews leases, adopts orphans, starts what can start. Also called by a timer (4 a
    /// second). Throws what the store throws (a locked or full disk); the next call tries again.
    void poll();

Q_SIGNALS:
    /// State, progress, metrics or artifacts of a run changed in the store.
    void runChanged(const QString& runId);
    void runEnded(const QString& runId);
    /// A poll by the timer failed with this sentence; sent once until it succeeds again.
    void pollFailed(const QString& message);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace up5::jobs
