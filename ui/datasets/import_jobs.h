// Imports as jobs: what the wizard, a dropped file and "Open the demo" hand to the JobHost.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "jobs/job_spec.h"

namespace up5::ui {

struct ImportRequest {
    std::vector<std::filesystem::path> paths;
    std::string name;     ///< empty = the importer's
    std::string mapping;  ///< JSON text; empty = none
    std::string settings; ///< JSON text of the importer's settings; empty = its defaults
    bool skipBadRows = false;
};

jobs::JobSpec importSpec(const ImportRequest& request);

/// The import of the demonstration set. Throws Error{NotFound} when it is not installed.
jobs::JobSpec demoSpec();

} // namespace up5::ui
