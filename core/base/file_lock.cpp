#include "base/file_lock.h"

#include <cerrno>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"

namespace up5 {

namespace {

constexpr auto kLook = std::chrono::milliseconds(50);

} // namespace

FileLock::FileLock(const std::filesystem::path& file) : m_file(file) {
    m_descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_descriptor < 0) {
        throw Error(ErrorCode::Io, "Cannot open " + file.string() + ": " + std::strerror(errno) + ".");
    }
}

FileLock::~FileLock() {
    ::close(m_descriptor);
}

bool FileLock::tryLock(std::chrono::milliseconds patience) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            throw Error(ErrorCode::Io, "Cannot lock " + m_file.string() + ": " + std::strerror(errno) + ".");
        }
        if (std::chrono::steady_clock::now() >= end) {
            return false;
        }
        std::this_thread::sleep_for(kLook);
    }
    return true;
}

void FileLock::unlock() {
    ::flock(m_descriptor, LOCK_UN);
}

} // namespace up5
