// Options of `up5 run`'s import kind (used by `up5 import` and the wizard).
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct ImportJobOptions {
    std::string mapping; ///< JSON text of a CSV mapping; empty = none
    std::string onError = "strict";
    std::string settings; ///< JSON text of the importer's settings; empty = defaults

    static const OptionSet<ImportJobOptions>& table();
};

} // namespace up5::jobs
