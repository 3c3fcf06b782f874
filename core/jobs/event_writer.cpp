#include "jobs/event_writer.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jobs/event_reader.h"

namespace up5::jobs {

namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(100);

std::string systemReason() {
    return std::strerror(errno);
}

bool endsInsideALine(int descriptor) {
    struct stat status {};
    char last = '\n';
    return ::fstat(descriptor, &status) == 0 && status.st_size > 0 &&
           ::pread(descriptor, &last, 1, status.st_size - 1) == 1 && last != '\n';
}

} // namespace

EventWriter::EventWriter(const std::filesystem::path& file) : m_file(file) {
    m_descriptor = ::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (m_descriptor < 0) {
        throw Error(ErrorCode::Io, "Cannot open " + file.string() + " for writing: " + systemReason() + ".");
    }
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        const std::string reason = systemReason();
        const bool locked = errno == EWOULDBLOCK;
        ::close(m_descriptor);
        throw Error(locked ? ErrorCode::Conflict : ErrorCode::Io,
                    locked ? "Another worker is still writing " + file.string() + "."
                           : "Cannot lock " + file.string() + ": " + reason + ".");
    }
    if (endsInsideALine(m_descriptor)) {
        append(std::string{kTornLine, '\n'});
    }
}

EventWriter::~EventWriter() {
    ::close(m_descriptor);
}

void EventWriter::emitEvent(const JobEvent& event) {
    if (m_ended) {
        throw Error(ErrorCode::Internal,
                    "An event was sent after the end of the run: " + toJson(event).dump() + ".");
    }
    if (const auto* progress = std::get_if<ProgressEvent>(&event); progress && isThinnedOut(*progress)) {
        return;
    }
    const std::string line =
        toJson(event).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
    if (line.size() - 1 > kMaxEventLine) {
        throw Error(ErrorCode::Internal, "An event is too long to be sent: " + line.substr(0, 80) + "...");
    }
    append(line);
    if (isEnd(event)) {
        m_ended = true;
        ::fsync(m_descriptor);
    }
}

bool EventWriter::isThinnedOut(const ProgressEvent& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (m_lastProgress && m_lastProgress->stage == progress.stage) {
        const bool repeated =
            m_lastProgress->done == progress.done && m_lastProgress->total == progress.total;
        const bool last = progress.total > 0 && progress.done == progress.total;
        if (repeated || (!last && now - m_lastProgressTime < kProgressInterval)) {
            return true;
        }
    }
    m_lastProgress = progress;
    m_lastProgressTime = now;
    return false;
}

void EventWriter::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            throw Error(ErrorCode::Io, "Cannot write " + m_file.string() + ": " + systemReason() + ".");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace up5::jobs
