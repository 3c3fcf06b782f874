#include "report/recipe_results.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"

namespace up5::report {

namespace {

using FigureMember = std::optional<metrics::Estimate> SweepResultRow::*;

/// Values by seed, of one attribute and one value of the option.
using BySeed = std::map<std::uint64_t, double>;

Family familyOfRow(const SweepResultRow& row) {
    return !row.isCompanion ? Family::Cfp : row.isUntrained ? Family::Random : Family::Control;
}

BySeed figuresBySeed(const SweepResults& results, const std::string& attribute, const std::string& value,
                     FigureMember figure, Family family = Family::Cfp) {
    BySeed found;
    for (const SweepResultRow& row : results.rows) {
        if (row.kind == results.plan.base.kind && familyOfRow(row) == family &&
            row.values == std::vector{attribute, value} && row.*figure &&
            std::isfinite((row.*figure)->value)) {
            found[row.seed] = (row.*figure)->value;
        }
    }
    return found;
}

metrics::SeedStatistics over(const BySeed& figures) {
    std::vector<double> values;
    for (const auto& [seed, value] : figures) {
        values.push_back(value);
    }
    return metrics::overSeeds(values);
}

FigureMember memberOf(const std::string& figure) {
    if (figure == "auc") {
        return &SweepResultRow::auc;
    }
    if (figure == "auc_classifier") {
        return &SweepResultRow::aucClassifier;
    }
    if (figure == "auc_soft_prompt") {
        return &SweepResultRow::aucSoftPrompt;
    }
    if (figure == "hit@1") {
        return &SweepResultRow::hit1;
    }
    throw Error(ErrorCode::Internal, "A recipe measures " + figure + ".");
}

RecipeRow recipeRow(const jobs::Recipe& recipe, const SweepResults& results, const std::string& attribute,
                    const std::string& value, Family family) {
    RecipeRow row{attribute, value, family, {}};
    for (const std::string& figure : recipe.figures) {
        row.figures.push_back(over(figuresBySeed(results, attribute, value, memberOf(figure), family)));
    }
    return row;
}

bool isMeasured(const RecipeRow& row) {
    return std::ranges::any_of(row.figures, [](const auto& figure) { return figure.seeds > 0; });
}

/// Control and random prompt, as far as they were measured. Of a figure over λ they have λ = 0, whatever it
/// is beside them.
void addCompanionRows(const jobs::Recipe& recipe, const SweepResults& results, const std::string& attribute,
                      const std::string& value, std::vector<RecipeRow>& rows) {
    for (const Family family : {Family::Control, Family::Random}) {
        RecipeRow row = recipeRow(recipe, results, attribute, recipe.variesLambda() ? "0" : value, family);
        if (isMeasured(row)) {
            row.value = value;
            rows.push_back(std::move(row));
        }
    }
}

ClaimVerdict claimVerdict(const metrics::SeedStatistics& slope, bool rises) {
    if (slope.seeds < 2) {
        return ClaimVerdict::TooFewSeeds;
    }
    if (slope.low <= 0 && slope.high >= 0) {
        return ClaimVerdict::NotDistinguishable;
    }
    return (slope.low > 0) == rises ? ClaimVerdict::Agrees : ClaimVerdict::Contradicts;
}

/// What still counts as "about" a level: the smallest leak that a test of a few thousand users tells from
/// none.
constexpr double kLevelMargin = 0.05;

/// Agrees where the interval at each value of the option lies within the margin of the level, contradicts
/// where one lies outside of it. A wide interval decides nothing.
ClaimVerdict levelVerdict(const SweepResults& results, const std::string& attribute,
                          const std::vector<std::string>& values, const jobs::RecipeClaim& claim) {
    bool allWithin = true, anyOutside = false;
    for (const std::string& value : values) {
        const metrics::SeedStatistics figure =
            over(figuresBySeed(results, attribute, value, memberOf(claim.figure)));
        if (figure.seeds < 2) {
            return ClaimVerdict::TooFewSeeds;
        }
        const double lowest = *claim.level - kLevelMargin, highest = *claim.level + kLevelMargin;
        allWithin = allWithin && figure.low >= lowest && figure.high <= highest;
        anyOutside = anyOutside || figure.low > highest || figure.high < lowest;
    }
    return anyOutside  ? ClaimVerdict::Contradicts
           : allWithin ? ClaimVerdict::Agrees
                       : ClaimVerdict::NotDistinguishable;
}

RecipeTrend trendOf(const SweepResults& results, const std::string& attribute,
                    const std::vector<std::string>& values, const jobs::RecipeClaim& claim) {
    std::map<std::uint64_t, std::vector<double>> bySeed;
    for (const std::string& value : values) {
        for (const auto& [seed, figure] : figuresBySeed(results, attribute, value, memberOf(claim.figure))) {
            bySeed[seed].push_back(figure);
        }
    }
    std::vector<double> slopes;
    for (const auto& [seed, figures] : bySeed) {
        if (figures.size() == values.size()) { // a seed that lacks a value would shift the others
            slopes.push_back(rankSlope(figures));
        }
    }
    RecipeTrend trend{attribute, claim, metrics::overSeeds(slopes), {}};
    trend.verdict = claim.level ? levelVerdict(results, attribute, values, claim)
                                : claimVerdict(trend.slope, claim.rises);
    return trend;
}

} // namespace

const char* toString(ClaimVerdict verdict) {
    switch (verdict) {
    case ClaimVerdict::Agrees:
        return "agrees";
    case ClaimVerdict::Contradicts:
        return "contradicts";
    case ClaimVerdict::NotDistinguishable:
        return "not distinguishable";
    case ClaimVerdict::TooFewSeeds:
        break;
    }
    return "too few seeds";
}

std::vector<std::string> recipeValues(const jobs::Recipe& recipe) {
    std::vector<std::string> values;
    for (const jobs::SweepValues& value : recipe.values) {
        jobs::JobSpec spec;
        spec.options = value;
        values.push_back(jobs::sweptValue(spec, recipe.key));
    }
    return values;
}

double rankSlope(std::span<const double> values) {
    const double middle = (static_cast<double>(values.size()) - 1) / 2;
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double distance = static_cast<double>(i) - middle;
        products += distance * values[i];
        squares += distance * distance;
    }
    return products / squares;
}

RecipeResults recipeResults(const jobs::Recipe& recipe, const SweepResults& results) {
    const std::vector<std::string> values = recipeValues(recipe);
    std::vector<std::string> attributes;
    for (const jobs::SweepValues& place : results.plan.axes.front()) {
        attributes.push_back(place.at("attribute").get<std::string>());
    }
    RecipeResults found;
    for (const std::string& attribute : attributes) {
        for (const std::string& value : values) {
            found.rows.push_back(recipeRow(recipe, results, attribute, value, Family::Cfp));
            if (!recipe.variesLambda()) {
                addCompanionRows(recipe, results, attribute, value, found.rows);
            }
        }
        if (recipe.variesLambda()) {
            addCompanionRows(recipe, results, attribute, {}, found.rows);
        }
    }
    for (const jobs::RecipeClaim& claim : recipe.claims) {
        for (const std::string& attribute : attributes) {
            found.trends.push_back(trendOf(results, attribute, values, claim));
        }
    }
    return found;
}

} // namespace up5::report
