// What a recipe's sweep measured, beside what the paper claims.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jobs/sweep/recipe.h"
#include "metrics/seed_statistics.h"
#include "report/sweep_results.h"

namespace up5::report {

/// One attribute at one value of the option: figures on test users over the seeds that succeeded.
struct RecipeRow {
    std::string attribute, value;
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
    std::vector<RecipeRow> rows;
    std::vector<RecipeTrend> trends; ///< by claim, then attribute
};

/// Least-squares slope of values against their positions 0, 1, 2, …: the mean change from one value of the
/// option to the next larger one. At least two values.
double rankSlope(std::span<const double> values);

/// `results` are those of the sweep recipePlan() makes.
RecipeResults recipeResults(const jobs::Recipe& recipe, const SweepResults& results);

} // namespace up5::report
