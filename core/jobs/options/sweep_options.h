// Options of a sweep (`up5 sweep` and the Mitigate page write them).
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct SweepOptions {
    std::string plan; ///< JSON text of a SweepPlan
    bool companions = true;
    bool stopDominated = false;

    static const OptionSet<SweepOptions>& table();
};

} // namespace up5::jobs
