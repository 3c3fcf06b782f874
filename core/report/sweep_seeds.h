// Settings of a sweep over the seeds they were run with.
#pragma once

#include <string>
#include <vector>

#include "report/comparison.h"
#include "report/sweep_results.h"

namespace up5::report {

/// Succeeded runs of a sweep that differ in the seed only.
struct SweepSetting {
    std::string kind;
    bool isCompanion = false, isUntrained = false; ///< as of a row
    std::vector<std::string> values;               ///< of the swept keys
    SeedSpread auc, hit10;                         ///< of those rows that have the figure
    SeedLeaks leaks;
};

/// Those of two seeds and more, in the order of their first row.
std::vector<SweepSetting> settingsOverSeeds(const SweepResults& results);

} // namespace up5::report
