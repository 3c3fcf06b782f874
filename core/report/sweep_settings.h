// The settings of a sweep over their seeds: what is measured in the mean, how much it varies, how often it
// fails.
#pragma once

#include <string>
#include <vector>

#include "report/comparison.h"
#include "report/sweep_results.h"

namespace up5::report {

/// A setting of prompts, mixtures (all attributes removed) or baselines for one attribute; that of controls,
/// too.
struct SweepSetting {
    std::string kind;
    bool isCompanion = false, isUntrained = false; ///< as of its rows
    std::vector<std::string> values;               ///< likewise
    SettingSummary summary;                        ///< its positions point to nothing here

    /// As of its rows: of the strongest probe, or of the user span where that alone was attacked.
    const std::optional<SeedSpread>& auc() const {
        return summary.aucStrongest ? summary.aucStrongest : summary.auc;
    }
};

/// Those with test figures of two seeds or more, in the order of the rows. `records`: those that the results
/// were put together of.
std::vector<SweepSetting> settingsOverSeeds(const std::vector<RunRecord>& records,
                                            const SweepResults& results);

} // namespace up5::report
