// Starting worker processes. The local launcher runs `up5-worker` beside the program, in its own session so
// that a closing window does not end it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace up5::jobs {

/// `up5-worker` in the folder of this program, or UP5_WORKER.
std::filesystem::path workerProgram();

/// A process, told apart from a later one with the same number by its start time.
struct ProcessIdentity {
    std::int64_t pid = 0;
    std::uint64_t startTime = 0; ///< clock ticks since boot (field 22 of /proc/PID/stat)

    bool operator==(const ProcessIdentity&) const = default;
};

/// How a process ended: by a signal, or (signal 0) by itself with an exit code.
struct ProcessExit {
    int exitCode = 0;
    int signal = 0;

    bool operator==(const ProcessExit&) const = default;
};

/// This process.
ProcessIdentity currentProcess();
/// The process that has this number now; pid 0 when there is none.
ProcessIdentity identityOf(std::int64_t pid);
/// True while exactly this process lives; a zombie is dead.
bool isAlive(const ProcessIdentity& process);

class Launcher {
public:
    virtual ~Launcher() = default;
    /// Starts a worker on the run folder; its output goes to worker.log. Throws Error{Io} when it cannot be
    /// started.
    virtual ProcessIdentity start(const std::filesystem::path& runFolder,
                                  const std::filesystem::path& workspaceRoot) = 0;
    virtual void terminate(const ProcessIdentity& process) = 0; ///< SIGTERM
    virtual void kill(const ProcessIdentity& process) = 0;      ///< SIGKILL
    virtual bool isRunning(const ProcessIdentity& process) const { return isAlive(process); }
    /// How a worker ended that this launcher started; nothing while it runs or when another program started
    /// it.
    virtual std::optional<ProcessExit> exitOf(const ProcessIdentity&) { return std::nullopt; }
    /// A living worker of this run folder on this machine, whoever started it.
    virtual std::optional<ProcessIdentity> find(const std::filesystem::path&) const { return std::nullopt; }
};

class LocalLauncher : public Launcher {
public:
    /// `worker` is the program; by default workerProgram().
    explicit LocalLauncher(std::filesystem::path worker = {});
    ProcessIdentity start(const std::filesystem::path& runFolder,
                          const std::filesystem::path& workspaceRoot) override;
    void terminate(const ProcessIdentity& process) override;
    void kill(const ProcessIdentity& process) override;
    std::optional<ProcessExit> exitOf(const ProcessIdentity& process) override;
    std::optional<ProcessIdentity> find(const std::filesystem::path& runFolder) const override;

private:
    std::filesystem::path m_worker;
    std::map<std::int64_t, std::uint64_t> m_children; ///< pid and start time of workers not waited for yet
};

} // namespace up5::jobs
