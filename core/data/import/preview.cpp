// First rows for the import wizard.
#include <algorithm>

#include "data/import/dialect.h"
#include "data/import/file_set.h"
#include "data/importer.h"
#include "data/utf8.h"

namespace up5::data {

namespace {

/// Fields of a line as UTF-8; what is not UTF-8 is shown as Latin-1.
std::vector<std::string> cellsOf(const std::string& line, const Dialect& dialect) {
    FieldSplitter splitter(dialect);
    if (!splitter.split(line).empty()) { // broken quotes: shown as they stand
        Dialect plain = dialect;
        plain.quotes = false;
        FieldSplitter plainSplitter(plain);
        plainSplitter.split(line);
        splitter = plainSplitter;
    }
    std::vector<std::string> cells;
    for (const std::string_view field : splitter.fields()) {
        cells.push_back(isUtf8(field) ? std::string(field) : latin1ToUtf8(field));
    }
    return cells;
}

FilePreview previewOf(const SourceFile& file, std::size_t maxRows) {
    const auto lines = firstLines(file, maxRows + 1);
    const std::string separator = detectSeparator(lines);
    Dialect dialect = dialectFor(separator.empty() ? "," : separator);
    dialect.header = detectHeader(lines, dialect);
    FilePreview preview{file.display, {}, {}};
    for (const std::string& line : lines) {
        preview.rows.push_back(cellsOf(line, dialect));
    }
    if (dialect.header) {
        preview.columns = preview.rows.front();
        preview.rows.erase(preview.rows.begin());
    } else if (!preview.rows.empty()) {
        for (std::size_t index = 1; index <= preview.rows.front().size(); ++index) {
            preview.columns.push_back("column " + std::to_string(index));
        }
    }
    preview.rows.resize(std::min(preview.rows.size(), maxRows));
    return preview;
}

} // namespace

std::vector<FilePreview> previewFiles(const std::vector<std::filesystem::path>& paths, int maxRows) {
    std::vector<FilePreview> previews;
    const FileSet files(paths); // must outlive the loop
    for (const SourceFile& file : files.files()) {
        previews.push_back(previewOf(file, static_cast<std::size_t>(std::max(maxRows, 1))));
    }
    const auto isText = [](const FilePreview& preview) { return preview.columns.size() < 2; };
    if (!std::all_of(previews.begin(), previews.end(), isText)) {
        std::erase_if(previews, isText);
    }
    return previews;
}

} // namespace up5::data
