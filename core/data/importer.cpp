#include "data/importer.h"

#include <fmt/format.h>

#include "base/error.h"
#include "data/import/builtin_importers.h"
#include "data/import/file_set.h"

namespace up5::data {

const std::vector<std::unique_ptr<Importer>>& importers() {
    static const std::vector<std::unique_ptr<Importer>> all = [] {
        std::vector<std::unique_ptr<Importer>> list;
        list.push_back(makeCsvImporter()); // first: a mapping is the user's own word
        list.push_back(makeStoredImporter());
        list.push_back(makeMovielens1mImporter());
        list.push_back(makeMovielens100kImporter());
        list.push_back(makeInsuranceImporter());
        list.push_back(makeRecboleImporter());
        return list;
    }();
    return all;
}

const Importer& detectImporter(const std::vector<std::filesystem::path>& paths,
                               const ImportOptions& options) {
    for (const auto& importer : importers()) {
        if (importer->recognises(paths, options)) {
            return *importer;
        }
    }
    const FileSet files(paths);
    for (const SourceFile& file : files.files()) {
        if (file.size == 0) {
            throw Error(ErrorCode::InvalidInput, file.display + " is empty.");
        }
    }
    std::string known;
    for (const auto& importer : importers()) {
        known += (known.empty() ? "" : "; ") + importer->description();
    }
    throw Error(ErrorCode::InvalidInput,
                fmt::format("The format of {} was not recognised. Looked for: {}.", files.names(), known));
}

} // namespace up5::data
