// Small files and zip files for tests of the importers, and reading them.
#pragma once

#include <QtCore/QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "data/importer.h"

namespace up5::test {

/// What an import gave.
struct Imported {
    data::DatasetContent content;
    data::ImportReport report;
};

/// Detects the format of the paths and reads them.
inline Imported import(const std::vector<std::filesystem::path>& paths,
                       const data::ImportOptions& options = {}) {
    Imported result;
    result.content =
        data::detectImporter(paths, options).read(paths, options, result.report, {}, CancelToken());
    return result;
}

inline data::ImportOptions skipping() {
    data::ImportOptions options;
    options.onError = data::OnError::Skip;
    return options;
}

inline std::filesystem::path writeText(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

/// Name → content of the files of a data set.
using Files = std::map<std::string, std::string>;

inline std::filesystem::path writeFolder(const std::filesystem::path& folder, const Files& files) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, text] : files) {
        writeText(folder / name, text);
    }
    return folder;
}

/// A member of a zip file; a link when `linkTo` is set.
struct ZipMember {
    std::string name;
    std::string text;
    std::string linkTo;
};

/// Writes a zip file member by member, in order, whatever their names. `password` encrypts it.
inline std::filesystem::path writeZip(const std::filesystem::path& path,
                                      const std::vector<ZipMember>& members,
                                      const std::string& password = {}) {
    archive* zip = archive_write_new();
    archive_write_set_format_zip(zip);
    if (!password.empty()) {
        archive_write_set_options(zip, "zip:encryption=zipcrypt");
        archive_write_set_passphrase(zip, password.c_str());
    }
    archive_write_open_filename(zip, path.c_str());
    for (const ZipMember& member : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.c_str());
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_filetype(entry, member.linkTo.empty() ? AE_IFREG : AE_IFLNK);
        if (!member.linkTo.empty()) {
            archive_entry_set_symlink(entry, member.linkTo.c_str());
        }
        archive_entry_set_size(entry, static_cast<la_int64_t>(member.text.size()));
        archive_write_header(zip, entry);
        archive_write_data(zip, member.text.data(), member.text.size());
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    return path;
}

/// Unpacks the regular files of a zip file that is known to be harmless.
inline void unpackZip(const std::filesystem::path& path, const std::filesystem::path& folder) {
    archive* zip = archive_read_new();
    archive_read_support_format_zip(zip);
    archive_read_open_filename(zip, path.c_str(), 1 << 16);
    archive_entry* entry = nullptr;
    while (archive_read_next_header(zip, &entry) == ARCHIVE_OK) {
        std::string text(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
        if (archive_entry_filetype(entry) == AE_IFREG &&
            archive_read_data(zip, text.data(), text.size()) == static_cast<la_ssize_t>(text.size())) {
            writeText(folder / archive_entry_pathname(entry), text);
        }
    }
    archive_read_free(zip);
}

/// A tiny MovieLens-1M: 2 users, 3 movies, 4 ratings. "é" is Latin-1.
inline Files smallMovielens1m() {
    return {
        {"users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n"},
        {"movies.dat", "1::Toy Story (1995)::Animation|Comedy\n2::Jumanji (1995)::Adventure\n"
                       "5::Caf\xE9 au lait (1993)::Comedy\n"},
        {"ratings.dat", "1::1::5::978300760\n1::5::3::978300000\n2::2::4::978300000\n2::1::1::978300000\n"}};
}

/// How many users are in each class, then how many have no value.
inline std::vector<int> classCounts(const data::DatasetContent& content, const std::string& name) {
    for (const data::Attribute& attribute : content.attributes) {
        if (attribute.name == name) {
            std::vector<int> counts(attribute.classes.size() + 1);
            for (const std::int32_t value : attribute.values) {
                ++counts[value < 0 ? attribute.classes.size() : static_cast<std::size_t>(value)];
            }
            return counts;
        }
    }
    return {};
}

} // namespace up5::test
