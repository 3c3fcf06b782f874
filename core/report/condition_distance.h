// How far one prompt for every λ lies from prompts trained for one λ each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/comparison.h"
#include "report/trade_off_estimate.h"

namespace up5::report {

/// At one λ: figures of the prompt for every λ minus those of the one trained for this λ alone with the same
/// seed. Pairs are measured on the same users, so a user's own difficulty cancels out; the interval is that
/// of the mean over the seeds.
struct ConditionDistance {
    double lambda = 0;
    /// Options in which the two nearest prompts differ ("seed" where it is their seeds alone); the figures
    /// are then empty. Empty where prompts of equal settings were found.
    std::vector<std::string> differing;
    SeedSpread auc;                         ///< of the user span; positive: more leaks
    std::optional<SeedSpread> aucStrongest; ///< where all pairs have it
    SeedSpread figure;                      ///< of the choice; negative: worse recommendations
    std::vector<std::string> everyLambdaRuns, separateRuns; ///< the pairs

    bool isComparable() const { return differing.empty(); }
};

/// One for each λ at which both were audited on the user span and have the figure, ascending. Prompts are
/// paired by seed, the newest of each, and only where all other options of their training and audit agree,
/// but for those that only a prompt for every λ has; of several such settings the one with the most pairs
/// counts, then the newest. The points are those of one backbone, attribute and part; prompts that hide
/// something else, have another prefix length or were probed again do not count. λ = 0 is compared with the
/// control, whose adversary has no say.
std::vector<ConditionDistance> conditionDistances(const std::vector<ComparisonPoint>& points,
                                                  const std::string& attribute, int prefixLength,
                                                  const FigureChoice& figure);

/// Options of a prompt for every λ without those that only such a prompt has: those of the prompts trained
/// for one λ each that it is compared with.
nlohmann::json withoutCondition(nlohmann::json options);

/// Names of options whose values differ, or that only one of them has, in the order of the alphabet.
std::vector<std::string> differingOptions(const nlohmann::json& a, const nlohmann::json& b);

} // namespace up5::report
