#include "data/import/file_set.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/archive.h"

namespace up5::data {

namespace fs = std::filesystem;

namespace {

SourceFile plainFile(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) {
        throw Error(ErrorCode::Io, "Cannot read " + path.string() + ": " + error.message() + ".");
    }
    return {path.string(), path.filename().string(), path, {}, static_cast<std::int64_t>(size)};
}

} // namespace

FileSet::FileSet(const std::vector<fs::path>& paths) {
    if (paths.empty()) {
        throw Error(ErrorCode::InvalidInput, "No file was given; give a file, a folder or a zip file.");
    }
    for (const fs::path& path : paths) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (status.type() == fs::file_type::not_found) {
            throw Error(ErrorCode::NotFound, "There is no file or folder " + path.string() + ".");
        }
        if (fs::is_directory(status)) {
            addFolder(path);
        } else if (fs::is_regular_file(status)) {
            addFile(path);
        } else {
            throw Error(ErrorCode::InvalidInput, path.string() + " is neither a file nor a folder.");
        }
    }
}

void FileSet::addFolder(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code unreadable; // such an entry is no file to import
        if (entry->is_regular_file(unreadable) && !entry->path().filename().string().starts_with('.')) {
            paths.push_back(entry->path());
        }
    }
    if (error) {
        throw Error(ErrorCode::Io, "Cannot read folder " + folder.string() + ": " + error.message() + ".");
    }
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) {
        m_files.push_back(plainFile(path));
    }
}

void FileSet::addFile(const fs::path& path) {
    if (!looksLikeZip(path)) {
        if (path.extension() == ".zip") {
            throw Error(ErrorCode::InvalidInput, path.string() +
                                                     " is named like a zip file but is none. Download "
                                                     "it again.");
        }
        m_files.push_back(plainFile(path));
        return;
    }
    for (ArchiveMember& member : listZip(path)) {
        SourceFile file{path.string() + "/" + member.name, fs::path(member.name).filename().string(), path,
                        std::move(member.name), member.size};
        m_files.push_back(std::move(file));
    }
}

const SourceFile* FileSet::find(const std::string& baseName) const {
    const SourceFile* found = nullptr;
    for (const SourceFile& file : m_files) {
        if (file.baseName != baseName) {
            continue;
        }
        if (found) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("There are two files named {}: {} and {}. Give only one.", baseName,
                                    found->display, file.display));
        }
        found = &file;
    }
    return found;
}

const SourceFile& FileSet::require(const std::string& baseName, const std::string& neededFor) const {
    if (const SourceFile* file = find(baseName)) {
        return *file;
    }
    throw Error(ErrorCode::InvalidInput,
                fmt::format("{} is missing; {} needs it. Found: {}.", baseName, neededFor, names()));
}

std::string FileSet::names() const {
    constexpr std::size_t kShown = 10;
    std::string names;
    for (std::size_t index = 0; index < std::min(kShown, m_files.size()); ++index) {
        names += (names.empty() ? "" : ", ") + m_files[index].baseName;
    }
    if (m_files.size() > kShown) {
        names += fmt::format(" and {} more", m_files.size() - kShown);
    }
    return names.empty() ? "nothing" : names;
}

std::unique_ptr<ByteSource> open(const SourceFile& file) {
    return file.member ? openZipMember(file.path, *file.member) : openFile(file.path);
}

std::vector<std::string> firstLines(const SourceFile& file, std::size_t count) {
    std::string head(1 << 16, '\0');
    const auto source = open(file);
    std::size_t length = 0;
    for (std::size_t got = 1; got > 0 && length < head.size(); length += got) {
        got = source->read(std::span(head).subspan(length));
    }
    const bool whole = length < head.size();
    head.resize(length);
    std::size_t at = head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::vector<std::string> lines;
    while (at < head.size() && lines.size() < count) {
        std::size_t end = head.find('\n', at);
        if (end == std::string::npos) {
            if (!whole) {
                break;
            }
            end = head.size();
        }
        std::string line = head.substr(at, end - at);
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        lines.push_back(std::move(line));
        at = end + 1;
    }
    return lines;
}

} // namespace up5::data
