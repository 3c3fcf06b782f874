#include "jobs/run_watcher.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "jobs/event_batch.h"

namespace up5::jobs {

namespace {

constexpr std::size_t kStretch = std::size_t{1} << 20;
/// Per poll of a living worker, so that a long record does not hold up the window.
constexpr int kStretchesPerPoll = 4;

ProcessIdentity workerOf(const store::ServedRun& run) {
    return {run.worker.pid, run.worker.startTime};
}

/// At most kStretch bytes from the offset on; empty at the end of the file or before there is one.
std::string readStretch(const std::filesystem::path& file, std::int64_t offset) {
    std::ifstream in(file, std::ios::binary | std::ios::ate);
    if (!in) {
        return {};
    }
    const auto size = static_cast<std::int64_t>(in.tellg());
    if (size < offset) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("{} has become shorter: it has {} bytes, where {} had been read.",
                                file.string(), size, offset));
    }
    std::string bytes(std::min<std::size_t>(kStretch, static_cast<std::size_t>(size - offset)), '\0');
    in.seekg(offset);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in) {
        throw Error(ErrorCode::Io, "Cannot read " + file.string() + ".");
    }
    return bytes;
}

/// The last line of the worker's log, for a sentence.
std::string lastLogLine(const std::filesystem::path& log) {
    std::ifstream in(log);
    std::string line, last;
    while (std::getline(in, line)) {
        if (!line.empty()) {
            last = line;
        }
    }
    return last.substr(0, 500);
}

std::string describe(const std::optional<ProcessExit>& exit) {
    if (!exit) {
        return "The worker is gone and did not say why.";
    }
    if (exit->signal == 0) {
        return fmt::format("The worker ended with exit code {} without saying why.", exit->exitCode);
    }
    return fmt::format("The worker was ended by signal {} ({}){}.", exit->signal, ::strsignal(exit->signal),
                       exit->signal == SIGKILL ? "; the system may have run out of memory" : "");
}

} // namespace

void WorkerStopper::poll(Launcher& launcher, const ProcessIdentity& process,
                         std::chrono::milliseconds killAfter) {
    const auto now = std::chrono::steady_clock::now();
    if (!m_asked) {
        m_asked = now;
        launcher.terminate(process);
    } else if (now - *m_asked >= killAfter) {
        launcher.kill(process);
    }
}

RunWatcher::RunWatcher(const HostServices& services, const store::ServedRun& run)
    : m_services(services), m_id(run.id), m_folder{services.workspace.run(run.id)},
      m_reader(run.eventOffset, !run.helloSeen), m_readOffset(run.eventOffset), m_helloSeen(run.helloSeen) {}

RunWatcher::Outcome RunWatcher::poll(const store::ServedRun& run) {
    // Looked at before its events: whatever a dead worker wrote is there to be read.
    const bool alive = isWorkerAlive(run);
    const Outcome outcome = ingest(!alive);
    if (outcome == Outcome::Ended || outcome == Outcome::Lost) {
        return outcome;
    }
    if (!alive) {
        return endVanished(run);
    }
    if (run.cancelRequested) {
        m_stopper.poll(m_services.launcher, workerOf(run), m_services.times.killAfter);
    }
    return outcome;
}

bool RunWatcher::isWorkerAlive(const store::ServedRun& run) const {
    if (run.worker.machine.empty() || run.worker.machine == m_services.host.machine) {
        return m_services.launcher.isRunning(workerOf(run));
    }
    std::error_code error;
    auto last = std::filesystem::last_write_time(m_folder.events(), error);
    if (error) {
        last = std::filesystem::last_write_time(m_folder.spec(), error);
    }
    return !error && std::filesystem::file_time_type::clock::now() - last < m_services.times.remoteSilence;
}

RunWatcher::Outcome RunWatcher::ingest(bool untilEnd) {
    Outcome outcome = Outcome::Unchanged;
    for (int i = 0; untilEnd || i < kStretchesPerPoll; ++i) {
        std::string bytes;
        try {
            bytes = readStretch(m_folder.events(), m_readOffset);
        } catch (const Error& error) {
            return fail(error);
        }
        if (bytes.empty()) {
            break;
        }
        m_readOffset += static_cast<std::int64_t>(bytes.size());
        const Outcome stretch = ingestStretch(bytes);
        if (stretch == Outcome::Ended || stretch == Outcome::Lost) {
            return stretch;
        }
        outcome = std::max(outcome, stretch);
    }
    return outcome;
}

RunWatcher::Outcome RunWatcher::ingestStretch(std::string_view bytes) {
    EventBatch batch(m_services.workspace, m_folder, m_reader.offset());
    std::optional<Error> broken;
    try {
        m_reader.feed(bytes);
        while (const auto event = m_reader.next()) {
            batch.add(*event);
        }
    } catch (const Error& error) {
        broken = error;
    }
    // What came before a broken event counts; an end event before it must not hide it.
    store::RunBatch applied = batch.batch();
    if (broken) {
        applied.ended.reset();
    }
    if (!batch.isEmpty() && !store::applyBatch(m_services.store.database(), m_id, m_services.host, applied)) {
        return Outcome::Lost;
    }
    m_helloSeen = m_helloSeen || applied.hello.has_value();
    if (broken) {
        return fail(*broken);
    }
    return applied.ended ? Outcome::Ended : batch.isEmpty() ? Outcome::Unchanged : Outcome::Changed;
}

RunWatcher::Outcome RunWatcher::fail(const Error& error) {
    const bool ended = m_services.store.queue().end(m_id, m_services.host, store::RunState::Failed,
                                                    toString(error.code()), error.what());
    return ended ? Outcome::Ended : Outcome::Lost;
}

RunWatcher::Outcome RunWatcher::endVanished(const store::ServedRun& run) {
    const std::optional<ProcessExit> exit = m_services.launcher.exitOf(workerOf(run));
    store::RunState state = store::RunState::Interrupted;
    std::string code;
    std::string message = describe(exit);
    if (run.cancelRequested) {
        state = store::RunState::Cancelled;
        message.clear();
    } else if (!m_helloSeen && exit && exit->signal == 0 && exit->exitCode != 0) {
        // It ended by itself before it began: trying again would not help.
        state = store::RunState::Failed;
        code = toString(ErrorCode::Internal);
        message = fmt::format("The worker could not begin (exit code {}). The end of its log: {}",
                              exit->exitCode, lastLogLine(m_folder.log()));
    }
    const bool ended = m_services.store.queue().end(m_id, m_services.host, state, code, message);
    return ended ? Outcome::Ended : Outcome::Lost;
}

} // namespace up5::jobs
