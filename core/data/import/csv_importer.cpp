// The user's own CSV or TSV files, read through a mapping of columns.
#include <fmt/format.h>

#include "base/error.h"
#include "data/import/builtin_importers.h"
#include "data/import/csv_mapping.h"
#include "data/import/settings.h"

namespace up5::data {

namespace {

const std::string kCsvFormat = "csv";
const std::string kMappingFile = "mapping.json"; // as exportCsv writes it
constexpr std::int64_t kMostMappingBytes = 1 << 20;

nlohmann::json readMapping(const SourceFile& file) {
    if (file.size > kMostMappingBytes) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} has {} bytes; a mapping of columns has at most {}.", file.display,
                                file.size, kMostMappingBytes));
    }
    const auto source = open(file);
    std::string text, buffer(1 << 16, '\0');
    while (const std::size_t count = source->read(buffer)) {
        text.append(buffer, 0, count);
    }
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} is not a mapping of columns: {}.", file.display, error.what()));
    }
}

/// The mapping given, else the one that lies among the files.
ImportOptions withMapping(const ImportOptions& given, const FileSet& files) {
    ImportOptions options = given;
    if (options.mapping.is_null()) {
        options.mapping = readMapping(files.require(kMappingFile, "reading tables without a given mapping"));
    }
    return options;
}

void stateBestPossibleAuc(const CsvMapping& mapping, std::vector<Attribute>& attributes) {
    for (Attribute& attribute : attributes) {
        if (const auto found = mapping.bestPossibleAuc.find(attribute.name);
            found != mapping.bestPossibleAuc.end()) {
            attribute.bestPossibleAuc = found->second;
        }
    }
}

class CsvImporter : public Importer {
public:
    std::string format() const override { return kCsvFormat; }
    std::string description() const override { return "CSV or TSV files with a mapping of columns"; }

    bool recognises(const std::vector<std::filesystem::path>& paths,
                    const ImportOptions& options) const override {
        return !options.mapping.is_null() || FileSet(paths).find(kMappingFile);
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& given,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), given.settings);
        const FileSet files(paths);
        const ImportOptions options = withMapping(given, files);
        ImportSession session(options, report, progress, cancel);
        const CsvMapping mapping = parseCsvMapping(options.mapping);
        const TableMapping tables = resolveTables(mapping, files);
        DatasetContent content = readTables(tables, session);
        const std::string fileName =
            std::filesystem::path(tables.interactions.file->baseName).stem().string();
        content.name = !options.name.empty() ? options.name : !mapping.name.empty() ? mapping.name : fileName;
        content.format = kCsvFormat;
        content.noun = mapping.noun;
        stateBestPossibleAuc(mapping, content.attributes);
        content.provenance.update(session.provenance(kCsvFormat));
        session.finish();
        return content;
    }
};

} // namespace

std::unique_ptr<Importer> makeCsvImporter() {
    return std::make_unique<CsvImporter>();
}

} // namespace up5::data
