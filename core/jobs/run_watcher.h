// Watches one running run for its host: ingests its events, passes on wishes to cancel, notices a vanished
// worker.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "jobs/event_reader.h"
#include "jobs/launcher.h"
#include "jobs/run_folder.h"
#include "store/queue_repository.h"
#include "store/store.h"

namespace up5::jobs {

/// How long a host waits for what.
struct HostTimes {
    std::chrono::milliseconds poll{250};
    std::chrono::milliseconds lease{10'000};     ///< a host silent for so long is taken for gone
    std::chrono::milliseconds killAfter{10'000}; ///< from SIGTERM to SIGKILL
    /// A worker of another machine cannot be looked at; it is taken for gone when it has written nothing for
    /// so long.
    std::chrono::milliseconds remoteSilence{600'000};
};

/// What every watcher of a host needs.
struct HostServices {
    Workspace workspace;
    store::Store& store;
    Launcher& launcher;
    store::ProcessRow host; ///< this host, as it stands in the store
    HostTimes times;
};

/// Ends a process in steps: SIGTERM, wait, SIGKILL.
class WorkerStopper {
public:
    /// The first call asks politely; calls after `killAfter` kill.
    void poll(Launcher& launcher, const ProcessIdentity& process, std::chrono::milliseconds killAfter);

private:
    std::optional<std::chrono::steady_clock::time_point> m_asked;
};

class RunWatcher {
public:
    enum class Outcome {
        Unchanged,
        Changed, ///< something new is in the store
        Ended,   ///< the run has an end
        Lost     ///< another host serves the run by now, or the store is ahead: look again
    };

    RunWatcher(const HostServices& services, const store::ServedRun& run);

    /// `run` as the store has it now. Throws what the store throws; errors of the run end the run.
    Outcome poll(const store::ServedRun& run);

private:
    Outcome ingest(bool untilEnd);
    Outcome ingestStretch(std::string_view bytes);
    Outcome fail(const Error& error);
    Outcome endVanished(const store::ServedRun& run);
    bool isWorkerAlive(const store::ServedRun& run) const;

    const HostServices& m_services;
    std::string m_id;
    RunFolder m_folder;
    EventReader m_reader;
    std::int64_t m_readOffset; ///< bytes up to here have been fed to the reader
    bool m_helloSeen;
    WorkerStopper m_stopper;
};

} // namespace up5::jobs
