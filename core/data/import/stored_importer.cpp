// Data sets in the program's own form: what another workspace, the generator or the shipped demonstration
// holds.
#include <fmt/format.h>

#include "base/error.h"
#include "data/import/builtin_importers.h"
#include "data/import/file_set.h"
#include "data/import/settings.h"

namespace up5::data {

namespace {

const std::string kStoredFormat = "up5";

/// The manifests among the files: named by a hash, with the columns beside them.
std::vector<std::filesystem::path> manifests(const std::vector<std::filesystem::path>& paths) {
    std::vector<std::filesystem::path> found;
    const FileSet files(paths); // must outlive the loop
    for (const SourceFile& file : files.files()) {
        const bool isNamedByHash = file.path.stem().string().size() == 64 && !file.member;
        auto columns = file.path;
        if (isNamedByHash && file.path.extension() == ".json" &&
            std::filesystem::exists(columns.replace_extension(".safetensors"))) {
            found.push_back(file.path);
        }
    }
    return found;
}

class StoredImporter : public Importer {
public:
    std::string format() const override { return kStoredFormat; }
    std::string description() const override {
        return "A data set of this program: <hash>.json and <hash>.safetensors";
    }

    bool recognises(const std::vector<std::filesystem::path>& paths, const ImportOptions&) const override {
        return !manifests(paths).empty();
    }

    DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                        ImportReport& report, const ImportProgress& progress,
                        const CancelToken& cancel) const override {
        checkSettingNames(settings(), options.settings);
        const auto found = manifests(paths);
        if (found.size() != 1) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{} data sets were found; give the .json file of one.", found.size()));
        }
        cancel.throwIfCancelled();
        const Dataset dataset = Dataset::open(found.front().parent_path(), found.front().stem().string(),
                                              Dataset::Check::Content);
        cancel.throwIfCancelled();
        DatasetContent content;
        content.name = options.name.empty() ? dataset.name() : options.name;
        content.format = dataset.format();
        content.noun = dataset.noun();
        content.ordered = dataset.isOrdered();
        content.userIds = dataset.userIds();
        content.itemIds = dataset.itemIds();
        content.itemTitles = dataset.itemTitles();
        content.itemGenres = dataset.itemGenres();
        content.userOffsets.assign(dataset.userOffsets().begin(), dataset.userOffsets().end());
        content.item.assign(dataset.items().begin(), dataset.items().end());
        content.timestamp.assign(dataset.timestamps().begin(), dataset.timestamps().end());
        content.rating.assign(dataset.ratings().begin(), dataset.ratings().end());
        content.attributes = dataset.attributes();
        content.provenance = dataset.provenance();
        report.rowsRead = dataset.numInteractions();
        if (progress) {
            progress(1, 1);
        }
        return content;
    }
};

} // namespace

std::unique_ptr<Importer> makeStoredImporter() {
    return std::make_unique<StoredImporter>();
}

} // namespace up5::data
