#include "base/atomic_file.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"

namespace up5 {

namespace {

void syncPath(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0 || ::fsync(descriptor) != 0) {
        const std::string reason = std::strerror(errno);
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        throw Error(ErrorCode::Io, "Cannot write " + path.string() + " to disk: " + reason + ".");
    }
    ::close(descriptor);
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path target) : m_target(std::move(target)) {
    // Unlike any that another program or another thread of this one writes beside it at the same time.
    static std::atomic<unsigned> count = 0;
    m_temporary = m_target;
    m_temporary += ".tmp" + std::to_string(::getpid()) + "-" + std::to_string(++count);
}

AtomicFile::~AtomicFile() {
    if (!m_committed) {
        std::error_code ignored;
        std::filesystem::remove(m_temporary, ignored);
    }
}

void AtomicFile::write(std::string_view content) const {
    std::ofstream out(m_temporary, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) {
        throw Error(ErrorCode::Io, "Cannot write " + m_target.string() + ": " + std::strerror(errno) + ".");
    }
}

void AtomicFile::commit() {
    syncPath(m_temporary, O_RDONLY);
    std::error_code error;
    std::filesystem::rename(m_temporary, m_target, error);
    if (error) {
        throw Error(ErrorCode::Io, "Cannot create " + m_target.string() + ": " + error.message() + ".");
    }
    m_committed = true;
    const std::filesystem::path folder = m_target.parent_path();
    syncPath(folder.empty() ? std::filesystem::path(".") : folder, O_RDONLY | O_DIRECTORY);
}

void AtomicFile::commitAs(std::filesystem::path target) {
    m_target = std::move(target);
    commit();
}

void AtomicFile::withdraw() noexcept {
    if (m_committed) {
        std::error_code ignored;
        std::filesystem::remove(m_target, ignored);
    }
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view content) {
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

std::string readFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        const bool exists = std::filesystem::exists(path);
        throw Error(exists ? ErrorCode::Io : ErrorCode::NotFound,
                    (exists ? "Cannot read " : "There is no file ") + path.string() + ".");
    }
    if (std::filesystem::is_directory(path)) { // opens, but cannot be read
        throw Error(ErrorCode::Io, "Cannot read " + path.string() + ": it is a folder, not a file.");
    }
    std::string content;
    std::array<char, 1 << 16> block;
    while (in.read(block.data(), block.size()) || in.gcount() > 0) {
        content.append(block.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) {
        throw Error(ErrorCode::Io, "Cannot read " + path.string() + " to its end.");
    }
    return content;
}

nlohmann::json readJsonFile(const std::filesystem::path& path) {
    try {
        return nlohmann::json::parse(readFile(path));
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(ErrorCode::Corrupt, path.string() + " is not valid JSON: " + error.what() + ".");
    }
}

} // namespace up5
