// Bytes of a file or of a zip member, read in pieces.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace up5::data {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills the front of `buffer` and returns how many bytes; 0 at the end. Throws Error{Io} or
    /// Error{InvalidInput} (damaged archive).
    virtual std::size_t read(std::span<char> buffer) = 0;
};

/// Opens a regular file. Throws Error{NotFound} or Error{Io}.
std::unique_ptr<ByteSource> openFile(const std::filesystem::path& path);

} // namespace up5::data
