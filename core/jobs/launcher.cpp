#include "jobs/launcher.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/run_folder.h"

namespace up5::jobs {

namespace {

/// Standard input from nowhere, both outputs appended to the log; own session, default signals.
class SpawnSettings {
public:
    explicit SpawnSettings(const std::filesystem::path& log) {
        ::posix_spawn_file_actions_init(&m_files);
        ::posix_spawn_file_actions_addopen(&m_files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&m_files, STDOUT_FILENO, log.c_str(),
                                           O_WRONLY | O_CREAT | O_APPEND, 0644);
        ::posix_spawn_file_actions_adddup2(&m_files, STDOUT_FILENO, STDERR_FILENO);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none, all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        ::posix_spawnattr_setflags(
            &m_attributes,
            static_cast<short>(POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF));
    }
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&m_files);
        ::posix_spawnattr_destroy(&m_attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    const posix_spawn_file_actions_t* files() const { return &m_files; }
    const posix_spawnattr_t* attributes() const { return &m_attributes; }

private:
    posix_spawn_file_actions_t m_files;
    posix_spawnattr_t m_attributes;
};

void sendSignal(const ProcessIdentity& process, int signal) {
    // A process that has ended meanwhile needs no signal, and its number may belong to another one.
    if (isAlive(process)) {
        ::kill(static_cast<pid_t>(process.pid), signal);
    }
}

/// Whether the arguments (each ended by a zero byte) hold `--run FOLDER`.
bool isWorkerOf(const std::string& arguments, const std::string& folder) {
    const std::string wanted = std::string("\0--run\0", 7) + folder + '\0';
    return arguments.find(wanted) != std::string::npos;
}

} // namespace

std::filesystem::path workerProgram() {
    if (const char* chosen = std::getenv("UP5_WORKER"); chosen != nullptr && *chosen != '\0') {
        return chosen;
    }
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "up5-worker";
}

LocalLauncher::LocalLauncher(std::filesystem::path worker)
    : m_worker(worker.empty() ? workerProgram() : std::move(worker)) {}

ProcessIdentity LocalLauncher::start(const std::filesystem::path& runFolder,
                                     const std::filesystem::path& workspaceRoot) {
    const SpawnSettings settings(RunFolder{runFolder}.log());
    std::string arguments[] = {m_worker.string(), "--run", runFolder.string(), "--workspace",
                               workspaceRoot.string()};
    char* argv[] = {arguments[0].data(), arguments[1].data(), arguments[2].data(),
                    arguments[3].data(), arguments[4].data(), nullptr};
    pid_t pid = 0;
    const int error =
        ::posix_spawn(&pid, m_worker.c_str(), settings.files(), settings.attributes(), argv, environ);
    if (error != 0) {
        throw Error(ErrorCode::Io,
                    "The worker " + m_worker.string() + " cannot be started: " + std::strerror(error) + ".");
    }
    // The child cannot disappear before it is waited for, so its number is still its own.
    const ProcessIdentity identity = identityOf(pid);
    m_children[identity.pid] = identity.startTime;
    return identity;
}

void LocalLauncher::terminate(const ProcessIdentity& process) {
    sendSignal(process, SIGTERM);
}

void LocalLauncher::kill(const ProcessIdentity& process) {
    sendSignal(process, SIGKILL);
}

std::optional<ProcessExit> LocalLauncher::exitOf(const ProcessIdentity& process) {
    const auto child = m_children.find(process.pid);
    if (child == m_children.end() || child->second != process.startTime) {
        return std::nullopt;
    }
    int status = 0;
    if (::waitpid(static_cast<pid_t>(process.pid), &status, WNOHANG) != process.pid) {
        return std::nullopt;
    }
    m_children.erase(child);
    return WIFSIGNALED(status) ? ProcessExit{0, WTERMSIG(status)} : ProcessExit{WEXITSTATUS(status), 0};
}

std::optional<ProcessIdentity> LocalLauncher::find(const std::filesystem::path& runFolder) const {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const std::string name = entry.path().filename().string();
        std::int64_t pid = 0;
        const auto [stop, failure] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (failure != std::errc() || stop != name.data() + name.size()) {
            continue;
        }
        try {
            if (const ProcessIdentity identity = identityOf(pid);
                isWorkerOf(readFile(entry.path() / "cmdline"), runFolder.string()) && isAlive(identity)) {
                return identity;
            }
        } catch (const Error&) {
            // The process ended while it was looked at.
        }
    }
    return std::nullopt;
}

} // namespace up5::jobs
