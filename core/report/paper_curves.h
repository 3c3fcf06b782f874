// The paper's Figures 5 to 9 in its layout: ours over the option that one varies, from stored runs, beside
// what it claims.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/sweep/recipe.h"
#include "report/document.h"
#include "report/recipe_results.h"
#include "report/run_record.h"

namespace up5::report {

struct PaperCurves {
    jobs::Recipe recipe; ///< of a figure
    std::string dataset, datasetName;
    std::string backbone; ///< run
    RecipeResults results;
    std::vector<std::string> runs;        ///< behind the results, companions included
    std::vector<std::string> differences; ///< sentences: in what they are not the paper's
    std::string rule;                     ///< how the runs were chosen, as a sentence; empty when asked for

    bool hasOurs() const { return !runs.empty(); }
};

/// Of the runs that do as those of the recipe's plan (jobs::recipePlan), whoever asked for them.
/// `datasetName`: the user's; `paperDataset`: see publishedDataset().
PaperCurves paperCurves(const std::vector<RunRecord>& records, const jobs::Recipe& recipe,
                        const jobs::SweepPlan& plan, const std::string& datasetName,
                        const std::string& paperDataset);

/// The paper's figures of what the records hold of a data set (hash; `paperDataset`: see publishedDataset();
/// of a set that the paper does not use each experiment once). Each is of prompts that differ in nothing but
/// the attribute, the recipe's option and the seed, and is left out where no attribute has two values of the
/// option. Nothing is chosen by figures; see PaperCurves::rule.
std::vector<PaperCurves> measuredCurves(const std::vector<RunRecord>& records, const std::string& dataset,
                                        const std::string& paperDataset);

/// "Figure 7 of the paper, Demo: Weight of the adversary on MovieLens".
std::string curvesCaption(const PaperCurves& curves);

/// What the recipe measures, e.g. "AUC, strongest probe"; `figure` as in RecipeClaim.
std::string curveName(const std::string& figure);
/// Whether it is a share of hits and not an AUC.
bool isHitCurve(const std::string& figure);

/// A panel for each figure of the recipe: a line per attribute with 95 % intervals over the seeds, controls
/// and random prompts as faint lines. nullopt when nothing was measured.
std::optional<Figure> curvesFigure(const PaperCurves& curves);

/// The drawing, its values as a table, the paper's claims with what ours say of them, the differences from
/// its protocol, and what is not measured yet.
std::vector<Block> curveBlocks(const PaperCurves& curves);

/// {figure, title, dataset, dataset_name, backbone, key, runs, rule, rows: [{attribute, value, family,
/// figures}], claims: [{attribute, figure, words, verdict, slope}], differences}; null where there is
/// nothing.
nlohmann::json toJson(const PaperCurves& curves);

} // namespace up5::report
