// A lock on a file that ends with the process that holds it, on whatever machine that was.
#pragma once

#include <chrono>
#include <filesystem>

namespace up5 {

/// Advisory (flock): keeps out only those who ask for it too. The file stays when the lock ends.
class FileLock {
public:
    /// Creates the file if it is missing, without locking it. Throws Error{Io}.
    explicit FileLock(const std::filesystem::path& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// False when another holder keeps it for all of `patience`. Throws Error{Io} where files cannot be
    /// locked.
    bool tryLock(std::chrono::milliseconds patience);
    void unlock();

private:
    std::filesystem::path m_file;
    int m_descriptor = -1;
};

} // namespace up5
