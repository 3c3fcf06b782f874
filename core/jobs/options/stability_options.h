// Options of `up5 run stability`.
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct StabilityOptions {
    int users = 500; ///< 0 = all
    int k = 10;
    double rboP = 0.9;
    double minSimilarity = 0.05;
    int resamples = 1000;
    std::string remove; ///< of a mixture; empty = all its attributes

    static const OptionSet<StabilityOptions>& table();
};

} // namespace up5::jobs
