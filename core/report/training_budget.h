// What training a baseline was allowed and what it took.
#pragma once

#include <string>

#include "report/run_record.h"

namespace up5::report {

/// Of one run, or of the seeds of a setting together.
struct TrainingBudget {
    bool isTrained = false;              ///< counting models are not
    int settings = 1;                    ///< tried, each with the epochs and minutes allowed
    int epochsAllowed = 0;               ///< of each setting, at most
    double minutesAllowed = 0;           ///< likewise; 0 = no limit
    int leastEpochs = 0, mostEpochs = 0; ///< taken by all settings of a run; 0 = not known
    int leastMinutes = 0,
        mostMinutes = 0; ///< of a run with its audit since it was last started or resumed, rounded; 0 = less
                         ///< than one or not known
};

/// Of a run of kind `baseline`.
TrainingBudget trainingBudget(const RunRecord& record);
/// Of runs that differ in their seeds.
TrainingBudget together(const TrainingBudget& a, const TrainingBudget& b);
/// "4 settings of at most 100 epochs; stopped after 137 in all; 12 min from its last start to its end, audit
/// included"; "–" of what is not trained.
std::string budgetText(const TrainingBudget& budget);

} // namespace up5::report
