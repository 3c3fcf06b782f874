#include "jobs/job_host.h"

#include <atomic>
#include <map>
#include <set>

#include <QtCore/QSysInfo>
#include <QtCore/QTimer>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/clock.h"
#include "base/error.h"
#include "jobs/job_submission.h"
#include "jobs/run_watcher.h"
#include "jobs/sweep/sweep_conductor.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"

namespace up5::jobs {

namespace {

store::ProcessRow thisHost() {
    static std::atomic<std::int64_t> instances{0};
    const ProcessIdentity process = currentProcess();
    return {QSysInfo::machineHostName().toStdString(), process.pid, process.startTime, instances++};
}

std::int64_t fileSize(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

} // namespace

struct JobHost::Impl {
    /// A worker whose run has an end and which should be gone soon.
    struct Lingerer {
        std::string run;
        ProcessIdentity process;
        std::chrono::steady_clock::time_point since;
        bool isWelcome; ///< it said its end itself and has time to leave
        WorkerStopper stopper;
    };

    Impl(JobHost& owner, Workspace workspace, store::Store& store, std::unique_ptr<Launcher> ownLauncher)
        : host(owner),
          launcher(std::move(ownLauncher)), services{std::move(workspace), store, *launcher, thisHost(), {}} {
    }

    std::int64_t leaseEnd() const { return nowMilliseconds() + services.times.lease.count(); }
    store::QueueRepository& queue() { return services.store.queue(); }

    void pollAll();
    void renewLeases();
    bool isGone(const store::ServedRun& run) const;
    void adoptOrphans();
    void serve(store::ServedRun run);
    void conduct(const store::ServedRun& sweep);
    bool findWorker(store::ServedRun& run);
    void serveAll();
    void linger(const store::ServedRun& run);
    void sendLingerersAway();
    void failBlocked();
    void startWaiting();
    void start(const store::ServedRun& run);
    /// Of runs that are gone from the database. All are tried; throws Error{Io} naming the first that stays.
    void deleteFolders(const std::vector<std::string>& runs);
    void announce();
    void pollByTimer();

    JobHost& host;
    std::unique_ptr<Launcher> launcher;
    HostServices services;
    std::map<std::string, RunWatcher> watchers;
    std::map<std::string, SweepConductor> conductors;
    std::vector<Lingerer> lingerers;
    std::chrono::steady_clock::time_point lastRenewal{};
    std::set<std::string> changed, ended; ///< to be announced when the store is consistent
    bool isPolling = false;
    std::string lastTrouble;
    QTimer timer;
};

void JobHost::Impl::pollAll() {
    renewLeases();
    adoptOrphans();
    serveAll();
    sendLingerersAway();
    failBlocked();
    startWaiting();
}

void JobHost::Impl::renewLeases() {
    const auto now = std::chrono::steady_clock::now();
    if (now - lastRenewal >= services.times.lease / 4) {
        queue().renewLeases(services.host, leaseEnd());
        lastRenewal = now;
    }
}

bool JobHost::Impl::isGone(const store::ServedRun& run) const {
    const bool here = run.host.machine == services.host.machine;
    return run.leaseUntil < nowMilliseconds() || (here && !isAlive({run.host.pid, run.host.startTime}));
}

void JobHost::Impl::adoptOrphans() {
    for (const store::ServedRun& run : queue().running()) {
        if (run.host != services.host && isGone(run) && queue().adopt(run, services.host, leaseEnd())) {
            spdlog::info("adopted the run {} of process {} on {}", run.id, run.host.pid, run.host.machine);
            changed.insert(run.id);
        }
    }
}

/// For a run whose worker is not known: its host vanished between claiming it and noting the worker. True
/// when the run is to be watched.
bool JobHost::Impl::findWorker(store::ServedRun& run) {
    const RunFolder folder{services.workspace.run(run.id)};
    if (const auto process = launcher->find(folder.root)) {
        run.worker = {services.host.machine, process->pid, process->startTime, 0};
        queue().setWorker(run.id, services.host, run.worker);
        return true;
    }
    if (run.helloSeen || fileSize(folder.events()) > run.eventOffset) {
        return true; // it was started and has gone; the watcher says so
    }
    if (queue().putBack(run.id, services.host)) {
        changed.insert(run.id);
    }
    return false;
}

void JobHost::Impl::conduct(const store::ServedRun& sweep) {
    auto conductor = conductors.try_emplace(sweep.id, services, sweep.id).first;
    SweepConductor::Outcome outcome;
    try {
        outcome = conductor->second.poll(sweep);
    } catch (const Error&) {
        conductors.erase(conductor); // what it knows may be older than the store: begin again from there
        throw;
    }
    changed.merge(outcome.changed);
    ended.merge(outcome.ended);
    if (outcome.isOver) {
        conductors.erase(conductor);
    }
}

void JobHost::Impl::serve(store::ServedRun run) {
    if (run.kind == kSweepKind) {
        conduct(run);
        return;
    }
    if (run.worker.pid == 0 && !findWorker(run)) {
        return;
    }
    auto watcher = watchers.try_emplace(run.id, services, run).first;
    RunWatcher::Outcome outcome = RunWatcher::Outcome::Lost;
    try {
        outcome = watcher->second.poll(run);
    } catch (const Error&) {
        watchers.erase(watcher); // what it has read is not in the store: begin again from there
        throw;
    }
    if (outcome == RunWatcher::Outcome::Changed || outcome == RunWatcher::Outcome::Ended) {
        changed.insert(run.id);
    }
    if (outcome == RunWatcher::Outcome::Ended) {
        ended.insert(run.id);
        linger(run);
    }
    if (outcome == RunWatcher::Outcome::Ended || outcome == RunWatcher::Outcome::Lost) {
        watchers.erase(watcher);
    }
}

void JobHost::Impl::serveAll() {
    std::set<std::string> served;
    for (const store::ServedRun& run : queue().running()) {
        if (run.host == services.host) {
            served.insert(run.id);
            serve(run);
        }
    }
    const auto isOthers = [&](const auto& entry) { return !served.contains(entry.first); };
    std::erase_if(watchers, isOthers);
    std::erase_if(conductors, isOthers);
}

void JobHost::Impl::linger(const store::ServedRun& run) {
    const bool ours = run.worker.machine == services.host.machine && run.worker.pid != 0;
    const std::optional<store::RunRow> row = services.store.runs().find(run.id);
    if (ours && row) {
        const bool refused = row->errorCode == toString(ErrorCode::Protocol);
        lingerers.push_back(
            {run.id, {run.worker.pid, run.worker.startTime}, std::chrono::steady_clock::now(), !refused, {}});
    }
}

void JobHost::Impl::sendLingerersAway() {
    std::erase_if(lingerers, [this](Lingerer& lingerer) {
        launcher->exitOf(lingerer.process); // waits for it, so that no zombie stays
        if (!launcher->isRunning(lingerer.process)) {
            return true;
        }
        const bool overdue = std::chrono::steady_clock::now() - lingerer.since >= services.times.killAfter;
        if (!lingerer.isWelcome || overdue) {
            lingerer.stopper.poll(*launcher, lingerer.process, services.times.killAfter);
        }
        return false;
    });
}

void JobHost::Impl::failBlocked() {
    for (const auto& [waiting, needed] : queue().blocked()) {
        const std::optional<store::RunRow> row = services.store.runs().find(needed);
        const std::string state = row ? store::toString(row->state) : "gone";
        if (queue().failQueued(waiting, toString(ErrorCode::Conflict),
                               fmt::format("The run {} it builds on is {}. Resume that one, then this one.",
                                           needed, state))) {
            changed.insert(waiting);
            ended.insert(waiting);
        }
    }
}

void JobHost::Impl::startWaiting() {
    const auto eventsEnd = [this](const std::string& id) {
        return fileSize(RunFolder{services.workspace.run(id)}.events());
    };
    while (const auto run = queue().claimNext(services.host, leaseEnd(), eventsEnd)) {
        changed.insert(run->id);
        start(*run);
    }
}

void JobHost::Impl::start(const store::ServedRun& run) {
    if (run.kind == kSweepKind) {
        return; // its conductor does the rest
    }
    ProcessIdentity process;
    try {
        process = launcher->start(services.workspace.run(run.id), services.workspace.root);
    } catch (const Error& error) {
        if (queue().end(run.id, services.host, store::RunState::Failed, toString(error.code()),
                        error.what())) {
            ended.insert(run.id);
        }
        return;
    }
    queue().setWorker(run.id, services.host, {services.host.machine, process.pid, process.startTime, 0});
}

void JobHost::Impl::deleteFolders(const std::vector<std::string>& runs) {
    std::string problem;
    for (const std::string& run : runs) {
        const std::filesystem::path folder = services.workspace.run(run);
        std::error_code error;
        std::filesystem::remove_all(folder, error);
        if (error && problem.empty()) {
            problem = "The folder " + folder.string() + " cannot be deleted: " + error.message() + ".";
        }
        Q_EMIT host.runChanged(QString::fromStdString(run));
    }
    if (!problem.empty()) {
        throw Error(ErrorCode::Io, problem);
    }
}

void JobHost::Impl::announce() {
    // Receivers may submit, cancel or poll: the sets are taken first.
    const std::set<std::string> nowChanged = std::exchange(changed, {});
    const std::set<std::string> nowEnded = std::exchange(ended, {});
    for (const std::string& id : nowChanged) {
        Q_EMIT host.runChanged(QString::fromStdString(id));
    }
    for (const std::string& id : nowEnded) {
        Q_EMIT host.runEnded(QString::fromStdString(id));
    }
}

void JobHost::Impl::pollByTimer() {
    try {
        host.poll();
        lastTrouble.clear();
    } catch (const Error& error) {
        if (lastTrouble != error.what()) {
            lastTrouble = error.what();
            spdlog::error("{}", lastTrouble);
            Q_EMIT host.pollFailed(QString::fromStdString(lastTrouble));
        }
    }
}

JobHost::JobHost(Workspace workspace, store::Store& store, std::unique_ptr<Launcher> launcher,
                 QObject* parent)
    : QObject(parent),
      m_impl(std::make_unique<Impl>(*this, std::move(workspace), store, std::move(launcher))) {
    connect(&m_impl->timer, &QTimer::timeout, this, [this] { m_impl->pollByTimer(); });
    setTimes({});
}

JobHost::~JobHost() {
    try {
        m_impl->queue().releaseLeases(m_impl->services.host);
    } catch (const Error& error) {
        // Leases end by themselves a little later.
        spdlog::warn("{}", error.what());
    }
}

void JobHost::setTimes(const HostTimes& times) {
    m_impl->services.times = times;
    m_impl->timer.start(times.poll);
}

std::string JobHost::submit(const JobSpec& spec) {
    const std::string id = submitJob(spec, m_impl->services.workspace, m_impl->services.store);
    announceSubmitted(id);
    return id;
}

void JobHost::announceSubmitted(const std::string& runId) {
    Q_EMIT runChanged(QString::fromStdString(runId));
}

void JobHost::cancel(const std::string& runId) {
    const store::RunState state = m_impl->queue().requestCancel(runId);
    Q_EMIT runChanged(QString::fromStdString(runId));
    if (state == store::RunState::Cancelled) {
        Q_EMIT runEnded(QString::fromStdString(runId));
    }
}

void JobHost::resume(const std::string& runId) {
    m_impl->queue().requeue(runId);
    Q_EMIT runChanged(QString::fromStdString(runId));
}

void JobHost::removeForever(const std::string& runId) {
    m_impl->services.store.runs().remove(runId, true);
    m_impl->deleteFolders({runId});
}

void JobHost::removeDataset(const std::string& hash) {
    m_impl->deleteFolders(m_impl->services.store.datasets().remove(hash));
}

bool JobHost::isIdle() const {
    return m_impl->queue().isIdle();
}

void JobHost::poll() {
    if (m_impl->isPolling) {
        return; // called by a receiver of a signal
    }
    m_impl->isPolling = true;
    try {
        m_impl->pollAll();
    } catch (const Error&) {
        m_impl->isPolling = false;
        m_impl->announce();
        throw;
    }
    m_impl->isPolling = false;
    m_impl->announce();
}

} // namespace up5::jobs
