#include "data/import/archive.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_set>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

namespace {

struct ArchiveCloser {
    void operator()(archive* handle) const { archive_read_free(handle); }
};
using ArchiveHandle = std::unique_ptr<archive, ArchiveCloser>;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, path.string() + ": " + sentence);
}

[[noreturn]] void refuseDamaged(const std::filesystem::path& path, archive* handle) {
    const char* reason = archive_error_string(handle);
    refuse(path, fmt::format("the zip file is damaged or cut off ({}). Download it again.",
                             reason ? reason : "no reason given"));
}

ArchiveHandle openArchive(const std::filesystem::path& path) {
    ArchiveHandle handle(archive_read_new());
    // Only the seekable reader: it trusts the central directory, so a cut-off file is noticed at once.
    archive_read_support_format_zip_seekable(handle.get());
    if (archive_read_open_filename(handle.get(), path.c_str(), 1 << 16) != ARCHIVE_OK) {
        refuseDamaged(path, handle.get());
    }
    return handle;
}

/// Advances to the next member; false at the end.
bool nextEntry(const std::filesystem::path& path, archive* handle, archive_entry*& entry) {
    const int status = archive_read_next_header(handle, &entry);
    if (status == ARCHIVE_EOF) {
        return false;
    }
    // A warning only says that a name could not be converted to the locale; entryName takes the bytes.
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
        refuseDamaged(path, handle);
    }
    return true;
}

std::string entryName(const std::filesystem::path& path, archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) {
        name = archive_entry_pathname(entry);
    }
    if (!name || !*name) {
        refuse(path, "a member of the zip file has no readable name.");
    }
    return name;
}

void checkName(const std::filesystem::path& path, const std::string& name) {
    const bool drive = name.size() >= 2 && name[1] == ':';
    if (name.front() == '/' || name.find('\\') != std::string::npos || drive) {
        refuse(path,
               fmt::format("member \"{}\" has an absolute or foreign path; relative paths with \"/\" are "
                           "allowed.",
                           name));
    }
    for (const std::filesystem::path& part : std::filesystem::path(name)) {
        if (part == "..") {
            refuse(path,
                   fmt::format("member \"{}\" leads out of the archive; paths with \"..\" are not allowed.",
                               name));
        }
    }
}

void checkEntry(const std::filesystem::path& path, archive_entry* entry, const std::string& name) {
    checkName(path, name);
    if (archive_entry_is_encrypted(entry) != 0) {
        refuse(path,
               fmt::format("member \"{}\" is encrypted; unpack the archive with its password first.", name));
    }
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) ||
        archive_entry_symlink(entry)) {
        refuse(path,
               fmt::format("member \"{}\" is a link or a device; only files and folders are allowed.", name));
    }
    if (!archive_entry_size_is_set(entry) || archive_entry_size(entry) < 0) {
        refuse(path, fmt::format("member \"{}\" does not say how large it is.", name));
    }
}

/// Data of the entry at which the archive stands.
class MemberSource : public ByteSource {
public:
    MemberSource(std::filesystem::path path, std::string member, std::int64_t size, ArchiveHandle handle)
        : m_path(std::move(path)), m_member(std::move(member)), m_remaining(size),
          m_handle(std::move(handle)) {}

    std::size_t read(std::span<char> buffer) override {
        const la_ssize_t count = archive_read_data(m_handle.get(), buffer.data(), buffer.size());
        if (count < 0) {
            refuseDamaged(m_path, m_handle.get());
        }
        m_remaining -= count;
        if (m_remaining < 0 || (count == 0 && m_remaining > 0)) {
            refuse(m_path,
                   fmt::format("member \"{}\" is not as long as the zip file's directory says. Download the "
                               "file again.",
                               m_member));
        }
        return static_cast<std::size_t>(count);
    }

private:
    std::filesystem::path m_path;
    std::string m_member;
    std::int64_t m_remaining;
    ArchiveHandle m_handle;
};

} // namespace

bool looksLikeZip(const std::filesystem::path& path) {
    std::array<char, 4> head{};
    if (openFile(path)->read(head) < head.size()) {
        return false;
    }
    return std::memcmp(head.data(), "PK\x03\x04", 4) == 0 || std::memcmp(head.data(), "PK\x05\x06", 4) == 0;
}

std::vector<ArchiveMember> listZip(const std::filesystem::path& path, const ArchiveLimits& limits) {
    const ArchiveHandle handle = openArchive(path);
    const auto packed = static_cast<std::int64_t>(std::filesystem::file_size(path));
    std::vector<ArchiveMember> members;
    std::unordered_set<std::string> names;
    std::int64_t total = 0;
    archive_entry* entry = nullptr;
    while (nextEntry(path, handle.get(), entry)) {
        const std::string name = entryName(path, entry);
        if (archive_entry_filetype(entry) == AE_IFDIR) {
            checkName(path, name);
            continue;
        }
        checkEntry(path, entry, name);
        if (!names.insert(name).second) {
            refuse(path, fmt::format("member \"{}\" is listed twice; names must be unique.", name));
        }
        if (names.size() > limits.maxMembers) {
            refuse(path, fmt::format("the zip file has more than {} members.", limits.maxMembers));
        }
        const std::int64_t size = archive_entry_size(entry);
        total = size > limits.maxTotalBytes - total ? limits.maxTotalBytes + 1 : total + size;
        if (total > limits.maxTotalBytes ||
            (total > limits.ratioFreeBytes && total / std::max<std::int64_t>(packed, 1) > limits.maxRatio)) {
            refuse(path, fmt::format(
                             "the zip file of {} bytes claims to hold more than {} bytes, like a compression "
                             "bomb; at most {} times its size and {} GiB are allowed.",
                             packed, total - 1, limits.maxRatio, limits.maxTotalBytes >> 30));
        }
        if (!name.starts_with("__MACOSX/")) {
            members.push_back({name, size});
        }
    }
    return members;
}

std::unique_ptr<ByteSource> openZipMember(const std::filesystem::path& path, const std::string& member) {
    ArchiveHandle handle = openArchive(path);
    archive_entry* entry = nullptr;
    while (nextEntry(path, handle.get(), entry)) {
        if (entryName(path, entry) == member && archive_entry_filetype(entry) != AE_IFDIR) {
            checkEntry(path, entry, member);
            const std::int64_t size = archive_entry_size(entry);
            return std::make_unique<MemberSource>(path, member, size, std::move(handle));
        }
    }
    throw Error(ErrorCode::NotFound, path.string() + " has no member \"" + member + "\".");
}

} // namespace up5::data
