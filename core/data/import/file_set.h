// The files an import is given: plain files, the files of a folder, the members of a zip file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/import/byte_source.h"

namespace up5::data {

/// One readable file.
struct SourceFile {
    std::string display;               ///< for people: its path, or that of the zip file + "/" + the member's
    std::string baseName;              ///< without folders
    std::filesystem::path path;        ///< the file or the zip file
    std::optional<std::string> member; ///< inside the zip file
    std::int64_t size = 0;             ///< bytes, unpacked
};

class FileSet {
public:
    /// Folders give their direct files, zip files their members. Throws Error{NotFound} for a path that does
    /// not exist and Error{InvalidInput} for one that is no file, or a zip file that is damaged or hostile.
    explicit FileSet(const std::vector<std::filesystem::path>& paths);

    const std::vector<SourceFile>& files() const { return m_files; }

    /// The file with this name, nullptr if there is none. Throws Error{InvalidInput} if there are several.
    const SourceFile* find(const std::string& baseName) const;
    /// As find, but throws Error{InvalidInput} saying for what the file is needed and which files there are.
    const SourceFile& require(const std::string& baseName, const std::string& neededFor) const;
    /// The names of all files, for messages: "a, b, c", cut after ten.
    std::string names() const;

private:
    void addFolder(const std::filesystem::path& folder);
    void addFile(const std::filesystem::path& path);

    std::vector<SourceFile> m_files;
};

std::unique_ptr<ByteSource> open(const SourceFile& file);

/// The first lines of a file without terminators, from its first 64 KiB; a byte-order mark is removed, an
/// incomplete last line left out.
std::vector<std::string> firstLines(const SourceFile& file, std::size_t count);

} // namespace up5::data
