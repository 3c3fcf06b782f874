// What a recipe's sweep measured, beside what the paper claims.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jobs/sweep/recipe.h"
#include "metrics/seed_statistics.h"
#include "report/comparison.h"
#include "report/sweep_results.h"

namespace up5::report {

/// One attribute at one value of the option: figures on test users over the seeds that succeeded.
struct RecipeRow {
    std::string attribute;
    std::string value; ///< of a control or random prompt of a figure over λ empty: it stands beside all
    Family family = Family::Cfp; ///< or Control, or Random
    std::vector<metrics::SeedStatistics>
        figures; ///< in the order of the recipe's; hit@1 of the sequential task
};

enum class ClaimVerdict {
    Agrees,             ///< the interval of our slope lies on the claim's side of 0; or, where the claim is a
                        ///< level, the interval at every value of the option contains it
    Contradicts,        ///< it lies on the other side; some interval does not contain the level
    NotDistinguishable, ///< it contains 0
    TooFewSeeds         ///< fewer than two seeds measured at every value: no interval
};
const char*
toString(ClaimVerdict verdict); ///< "agrees", "contradicts", "not distinguishable", "too few seeds"

struct RecipeTrend {
    std::string attribute;
    jobs::RecipeClaim claim;
    metrics::SeedStatistics slope; ///< rankSlope() of each seed; NaN without any
    ClaimVerdict verdict = ClaimVerdict::TooFewSeeds;
};

struct RecipeResults {
    /// By attribute, then value; at each the prompts, measured or not, then the control and the random
    /// prompt, if measured. Those that stand beside all values come last.
    std::vector<RecipeRow> rows;
    std::vector<RecipeTrend> trends; ///< by claim, then attribute
};

/// The recipe's values of the option that it varies, as texts.
std::vector<std::string> recipeValues(const jobs::Recipe& recipe);

/// Least-squares slope of values against their positions 0, 1, 2, …: the mean change from one value of the
/// option to the next larger one. At least two values.
double rankSlope(std::span<const double> values);

/// `results` are those of the plan recipePlan() makes.
RecipeResults recipeResults(const jobs::Recipe& recipe, const SweepResults& results);

} // namespace up5::report
