// Files that appear whole or not at all: written under a temporary name, synced, renamed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace up5 {

/// A temporary sibling of `target`; commit() syncs it and moves it into place, otherwise it is removed.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    /// Write here before commit().
    const std::filesystem::path& temporaryPath() const { return m_temporary; }

    /// Writes the whole text under the temporary name. Throws Error{Io}.
    void write(std::string_view content) const;

    /// fsync, rename, fsync of the folder. Throws Error{Io}.
    void commit();
    /// As commit, but moves the file to another name in the same folder.
    void commitAs(std::filesystem::path target);
    /// Takes a file that was committed away again, as far as the system lets it; nothing for another one.
    void withdraw() noexcept;

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    bool m_committed = false;
};

/// Writes the whole text atomically. Throws Error{Io}.
void writeFileAtomically(const std::filesystem::path& path, std::string_view content);

/// Whole file as bytes in a string. Throws Error{NotFound}, Error{Io} for a folder or when reading fails.
std::string readFile(const std::filesystem::path& path);

/// Parses a JSON file. Throws Error{Corrupt} with file and position.
nlohmann::json readJsonFile(const std::filesystem::path& path);

} // namespace up5
