// Zip files as downloaded: members are listed, checked for hostile content and read as streams, never
// unpacked to disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/import/byte_source.h"

namespace up5::data {

/// What an archive may hold at most. A data set that compresses better than `maxRatio` is not real data.
struct ArchiveLimits {
    std::size_t maxMembers = 1000;
    std::int64_t maxTotalBytes = std::int64_t(16) << 30;
    std::int64_t maxRatio = 200;            ///< unpacked bytes to bytes of the zip file
    std::int64_t ratioFreeBytes = 16 << 20; ///< up to here the ratio does not matter
};

struct ArchiveMember {
    std::string name;      ///< path inside the archive, '/'-separated
    std::int64_t size = 0; ///< unpacked, as the central directory says
};

/// Whether the file begins like a zip file. Throws Error{NotFound} or Error{Io}.
bool looksLikeZip(const std::filesystem::path& path);

/// The regular files inside, without macOS resource forks. Throws Error{InvalidInput} naming archive, member
/// and rule when the archive is damaged or cut off, or a member is encrypted, listed twice, a link or device,
/// has an absolute path or one with "..", or breaks a limit.
std::vector<ArchiveMember> listZip(const std::filesystem::path& path, const ArchiveLimits& limits = {});

/// Streams one member. Reading throws Error{InvalidInput} when the data are damaged (checksum) or longer than
/// the directory says.
std::unique_ptr<ByteSource> openZipMember(const std::filesystem::path& path, const std::string& member);

} // namespace up5::data
