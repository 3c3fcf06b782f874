// Starting worker processes. The local launcher runs `up5-worker` beside the program, in its own session so that a
// closing window does not end it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace up5::jobs {

/// A process, told apart from a later one with the same number by its start time.
struct ProcessIdentity {
    std::int64_t pid = 0;
    std::uint64_t startTime = 0; ///< clock ticks since boot (field 22 of /proc/PID/stat)

    bool operator==(const ProcessIdentity&) const = default;
};

/// This process.
ProcessIdentity currentProcess();
/// True while exactly this process lives.
bool isAlive(const ProcessIdentity& process);

class Launcher {
public:
    virtual ~Launcher() = default;
    /// Starts a worker on the run folder; its output goes to worker.log. Throws Error{Io} when it cannot be started.
    virtual ProcessIdentity start(const std::filesystem::path& runFolder, const std::filesystem::path& workspaceRoot) = 0;
    virtual void terminate(const ProcessIdentity& process) = 0; ///< SIGTERM
    virtual void kill(const ProcessIdentity& process) = 0;      ///< SIGKILL
};

class LocalLauncher : public Launcher {
public:
    /// `worker` is the program; by default `up5-worker` in the folder of this program (or UP5_WORKER).
    explicit LocalLauncher(std::filesystem::path worker = {});
    ProcessIdentity start(const std::filesystem::path& runFolder, const std::filesystem::path& workspaceRoot) override;
    void terminate(const ProcessIdentity& process) override;
    void kill(const ProcessIdentity& process) override;

private:
    std::filesystem::path m_worker;
};

} // namespace up5::jobs
