#include "data/shipped_datasets.h"

#include <cstdlib>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

namespace fs = std::filesystem;

fs::path shippedDatasets() {
    if (const char* chosen = std::getenv("UP5_DATASETS"); chosen && *chosen) {
        if (!fs::is_directory(chosen)) {
            throw Error(ErrorCode::NotFound,
                        fmt::format("UP5_DATASETS names {}, which is not a folder.", chosen));
        }
        return chosen;
    }
    std::error_code ignored; // no /proc: only the source tree is looked at
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    const fs::path installed = program.parent_path().parent_path() / "share/up5-workbench/datasets";
    const fs::path source = UP5_DATASETS_DIR;
    for (const fs::path& folder : {installed, source}) {
        if (fs::is_directory(folder)) {
            return folder;
        }
    }
    throw Error(ErrorCode::NotFound,
                fmt::format("The shipped data sets were not found in {} or {}. Set UP5_DATASETS to "
                            "the folder that holds them.",
                            installed.string(), source.string()));
}

fs::path demoDataset() {
    const fs::path demo = shippedDatasets() / "demo";
    if (!fs::is_directory(demo)) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("The demonstration data set was not found at {}.", demo.string()));
    }
    return demo;
}

} // namespace up5::data
