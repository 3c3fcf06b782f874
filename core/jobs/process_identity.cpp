// Processes by number and start time, as /proc tells them.
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "jobs/launcher.h"

namespace up5::jobs {

namespace {

struct ProcessStatus {
    char state = 'X';
    std::uint64_t startTime = 0;
};

/// /proc/PID/stat: the name in parentheses may itself hold spaces and parentheses, so fields count from the
/// last ')'.
std::optional<ProcessStatus> statusOf(std::int64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(file, text)) {
        return std::nullopt;
    }
    const std::size_t nameEnd = text.rfind(')');
    if (nameEnd == std::string::npos) {
        return std::nullopt;
    }
    std::istringstream fields(text.substr(nameEnd + 1));
    ProcessStatus status;
    std::string skipped;
    fields >> status.state; // field 3
    for (int field = 4; field < 22; ++field) {
        fields >> skipped;
    }
    fields >> status.startTime;
    return fields ? std::optional(status) : std::nullopt;
}

} // namespace

ProcessIdentity currentProcess() {
    const std::int64_t pid = ::getpid();
    const auto status = statusOf(pid);
    return {pid, status ? status->startTime : 0};
}

bool isAlive(const ProcessIdentity& process) {
    if (process.pid <= 0) {
        return false;
    }
    const auto status = statusOf(process.pid);
    return status && status->startTime == process.startTime && status->state != 'Z' && status->state != 'X';
}

ProcessIdentity identityOf(std::int64_t pid) {
    const auto status = statusOf(pid);
    return status ? ProcessIdentity{pid, status->startTime} : ProcessIdentity{};
}

} // namespace up5::jobs
