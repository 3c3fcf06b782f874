#include "data/import/byte_source.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"

namespace up5::data {

namespace {

class FileSource : public ByteSource {
public:
    explicit FileSource(const std::filesystem::path& path)
        : m_path(path), m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (m_descriptor < 0) {
            throw Error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                        "Cannot open " + path.string() + ": " + std::strerror(errno) + ".");
        }
    }
    ~FileSource() override { ::close(m_descriptor); }

    std::size_t read(std::span<char> buffer) override {
        ssize_t count = 0;
        do {
            count = ::read(m_descriptor, buffer.data(), buffer.size());
        } while (count < 0 && errno == EINTR);
        if (count < 0) {
            throw Error(ErrorCode::Io, "Cannot read " + m_path.string() + ": " + std::strerror(errno) + ".");
        }
        return static_cast<std::size_t>(count);
    }

private:
    std::filesystem::path m_path;
    int m_descriptor;
};

} // namespace

std::unique_ptr<ByteSource> openFile(const std::filesystem::path& path) {
    return std::make_unique<FileSource>(path);
}

} // namespace up5::data
