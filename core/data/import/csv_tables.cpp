// Finding the tables of a mapping among the imported files, and how they are written.
#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/csv_mapping.h"

namespace up5::data {

namespace {

constexpr std::size_t kSampleLines = 20;

/// Whether a header line, cut by the dialect, names all the columns.
bool headerHas(const std::vector<std::string>& lines, const Dialect& dialect,
               const std::vector<std::string>& columns) {
    if (lines.empty()) {
        return false;
    }
    FieldSplitter splitter(dialect);
    splitter.split(lines.front());
    const auto& fields = splitter.fields();
    return std::all_of(columns.begin(), columns.end(), [&fields](const std::string& column) {
        return std::find(fields.begin(), fields.end(), column) != fields.end();
    });
}

/// Whether the columns are "column 1" …, within what the first line has.
bool numbersFit(const std::vector<std::string>& lines, const Dialect& dialect,
                const std::vector<std::string>& columns) {
    if (lines.empty()) {
        return false;
    }
    FieldSplitter splitter(dialect);
    splitter.split(lines.front());
    return std::all_of(columns.begin(), columns.end(), [&splitter](const std::string& column) {
        for (std::size_t index = 1; index <= splitter.fields().size(); ++index) {
            if (column == fmt::format("column {}", index)) {
                return true;
            }
        }
        return false;
    });
}

bool hasColumns(const std::vector<std::string>& lines, const Dialect& dialect,
                const std::vector<std::string>& columns) {
    return dialect.header ? headerHas(lines, dialect, columns) : numbersFit(lines, dialect, columns);
}

/// The dialect the mapping gives, completed by what the file's first lines show.
Dialect dialectOf(const CsvTable& table, const std::vector<std::string>& lines, Encoding encoding) {
    const auto complete = [&](const std::string& separator) {
        Dialect dialect = dialectFor(separator);
        dialect.encoding = encoding;
        dialect.header =
            table.header.value_or(detectHeader(lines, dialect) || headerHas(lines, dialect, table.columns));
        return dialect;
    };
    if (table.separator) {
        return complete(*table.separator);
    }
    for (const std::string& separator : knownSeparators()) {
        const Dialect dialect = complete(separator);
        if (dialect.header && table.columns.size() > 1 && headerHas(lines, dialect, table.columns)) {
            return dialect;
        }
    }
    const std::string separator = detectSeparator(lines);
    return complete(separator.empty() ? "," : separator);
}

const SourceFile& namedFile(const std::string& name, const FileSet& files) {
    for (const SourceFile& file : files.files()) {
        if (file.display == name) {
            return file;
        }
    }
    return files.require(std::filesystem::path(name).filename().string(), "the mapping of columns");
}

/// The only file that has the columns of the table.
const SourceFile& guessedFile(const CsvTable& table, const FileSet& files, Encoding encoding) {
    const SourceFile* found = nullptr;
    for (const SourceFile& file : files.files()) {
        const auto lines = firstLines(file, kSampleLines);
        if (files.files().size() > 1 &&
            !hasColumns(lines, dialectOf(table, lines, encoding), table.columns)) {
            continue;
        }
        if (found) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("Both {} and {} have the columns {}; name the \"file\" in the mapping.",
                                    found->display, file.display, fmt::join(table.columns, ", ")));
        }
        found = &file;
    }
    if (!found) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("None of the files {} has the columns {} in its first line.", files.names(),
                                fmt::join(table.columns, ", ")));
    }
    return *found;
}

Table resolve(const CsvTable& table, const FileSet& files, Encoding encoding) {
    const SourceFile& file = table.file ? namedFile(*table.file, files) : guessedFile(table, files, encoding);
    return {&file, dialectOf(table, firstLines(file, kSampleLines), encoding)};
}

} // namespace

TableMapping resolveTables(const CsvMapping& mapping, const FileSet& files) {
    TableMapping tables = mapping.columns;
    tables.interactions = resolve(mapping.interactions, files, mapping.encoding);
    if (mapping.users) {
        tables.users = resolve(*mapping.users, files, mapping.encoding);
    }
    if (mapping.items) {
        tables.items = resolve(*mapping.items, files, mapping.encoding);
    }
    return tables;
}

} // namespace up5::data
