#include "ui/datasets/import_jobs.h"

#include "data/shipped_datasets.h"

namespace up5::ui {

jobs::JobSpec importSpec(const ImportRequest& request) {
    jobs::JobSpec spec;
    spec.kind = "import";
    spec.name = request.name;
    for (const std::filesystem::path& path : request.paths) {
        spec.paths.push_back(std::filesystem::absolute(path).string());
    }
    spec.options = {{"mapping", request.mapping},
                    {"settings", request.settings},
                    {"on_error", request.skipBadRows ? "skip" : "strict"}};
    return spec;
}

jobs::JobSpec demoSpec() {
    ImportRequest request;
    request.paths = {data::demoDataset()};
    return importSpec(request);
}

} // namespace up5::ui
