// How far one prompt for every λ lies from prompts trained for one λ each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/comparison.h"
#include "report/trade_off_estimate.h"

namespace up5::report {

/// At one λ: figures of the prompt for every λ minus those of the one trained for this λ alone.
struct ConditionDistance {
    double lambda = 0;
    double auc = 0;                     ///< of the user span; positive: more leaks
    std::optional<double> aucStrongest; ///< where both have it
    double figure = 0;                  ///< of the choice; negative: worse recommendations
    std::string everyLambdaRun, separateRun;
};

/// One for each λ at which both were audited on the user span and have the figure, ascending; the newest run
/// of each side. The points are those of one backbone, attribute and part; prompts that hide something else,
/// have another prefix length or were probed again do not count. λ = 0 is compared with the control.
std::vector<ConditionDistance> conditionDistances(const std::vector<ComparisonPoint>& points,
                                                  const std::string& attribute, int prefixLength,
                                                  const FigureChoice& figure);

} // namespace up5::report
