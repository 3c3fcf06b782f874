// The user's own CSV or TSV files, read through a mapping of columns.
#include "data/import/builtin_importers.h"
#include "data/import/csv_mapping.h"
#include "data/import/settings.h"

namespace up5::data {

namespace {

const std::string kFormat = "csv";

class CsvImporter : public Importer {
public:
    std::string format() const override { return kFormat; }
    std::string description() const override { return "CSV or TSV files with a mapping of columns"; }

    bool recognises(const std::vector<std::filesystem::path>&, const ImportOptions& options) const override {
        return !options.mapping.is_null();
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        ImportSession session(options, report, progress, cancel);
        const CsvMapping mapping = parseCsvMapping(options.mapping);
        const FileSet files(paths);
        const TableMapping tables = resolveTables(mapping, files);
        DatasetContent content = readTables(tables, session);
        const std::string fileName =
            std::filesystem::path(tables.interactions.file->baseName).stem().string();
        content.name = !options.name.empty() ? options.name : !mapping.name.empty() ? mapping.name : fileName;
        content.format = kFormat;
        content.noun = mapping.noun;
        content.provenance.update(session.provenance(kFormat));
        session.finish();
        return content;
    }
};

} // namespace

std::unique_ptr<Importer> makeCsvImporter() {
    return std::make_unique<CsvImporter>();
}

} // namespace up5::data
