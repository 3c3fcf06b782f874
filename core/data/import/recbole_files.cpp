#include "data/import/recbole_files.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "data/utf8.h"

namespace up5::data {

namespace {

constexpr std::array kTypes = {"token", "token_seq", "float", "float_seq"};

RecboleFile readHeader(const SourceFile& file) {
    RecboleFile read{&file, {}};
    const auto lines = firstLines(file, 1);
    if (lines.empty()) {
        return read;
    }
    FieldSplitter splitter(recboleDialect());
    splitter.split(lines.front());
    for (const std::string_view field : splitter.fields()) {
        const std::size_t colon = field.rfind(':');
        read.columns.push_back(
            {std::string(field), std::string(field.substr(0, colon)),
             colon == std::string_view::npos ? std::string() : std::string(field.substr(colon + 1))});
    }
    return read;
}

bool namesUsersOrItems(const RecboleFile& read) {
    return std::any_of(read.columns.begin(), read.columns.end(), [](const RecboleColumn& column) {
        return !column.type.empty() && (column.name == "user_id" || column.name == "item_id");
    });
}

bool hasNameOfAKind(const SourceFile& file) {
    return file.baseName.ends_with(".inter") || file.baseName.ends_with(".user") ||
           file.baseName.ends_with(".item");
}

[[noreturn]] void refuse(const RecboleFile& read, const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, fmt::format("{}, line 1: {}", read.file->display, sentence));
}

/// A column of another type would otherwise take the whole file with it.
void requireTypes(const RecboleFile& read) {
    for (const RecboleColumn& column : read.columns) {
        if (column.name.empty() || std::find(kTypes.begin(), kTypes.end(), column.type) == kTypes.end()) {
            refuse(read, fmt::format("column \"{}\" has no known type; columns are written name:type and "
                                     "separated by tabs, types are {}.",
                                     isUtf8(column.header) ? column.header : latin1ToUtf8(column.header),
                                     fmt::join(kTypes, ", ")));
        }
    }
}

void take(std::optional<RecboleFile>& place, const RecboleFile& read) {
    if (place) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} and {} have the same kind of columns; give only one .inter, .user and "
                                ".item file.",
                                place->file->display, read.file->display));
    }
    place = read;
}

} // namespace

const RecboleColumn* RecboleFile::find(const std::string& name) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&name](const RecboleColumn& column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

Dialect recboleDialect() {
    return {.separator = "\t", .header = true, .quotes = false};
}

bool isRecboleFile(const SourceFile& file) {
    return file.baseName.ends_with(".inter") || namesUsersOrItems(readHeader(file));
}

RecboleFiles::RecboleFiles(const FileSet& files) {
    for (const SourceFile& file : files.files()) {
        const RecboleFile read = readHeader(file);
        if (!hasNameOfAKind(file) && !namesUsersOrItems(read)) {
            continue;
        }
        requireTypes(read);
        const bool hasUser = read.find("user_id") != nullptr, hasItem = read.find("item_id") != nullptr;
        if (!hasUser && !hasItem) {
            refuse(read, "there is neither a column user_id nor item_id, by which a .inter, .user or .item "
                         "file is read. Name them so or leave the file out.");
        }
        take(hasUser && hasItem ? interactions : hasUser ? users : items, read);
    }
}

} // namespace up5::data
