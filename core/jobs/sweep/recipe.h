// Named recipes: the paper's experiments over one option, as data (resources/recipes).
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/job_spec.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

/// What the paper says a figure does when the option grows; it prints no numbers.
struct RecipeClaim {
    std::string figure; ///< "auc" or "hit@1"
    bool rises = false;
    std::string words;
};

struct Recipe {
    std::string name;    ///< as it is asked for: "fig5"
    std::string title;   ///< e.g. "Prompt length on MovieLens"
    std::string figure;  ///< the paper's number of it
    std::string dataset; ///< beginning of the name of the data set the paper has
    std::vector<std::string> attributes;
    std::string key;                 ///< option that varies
    std::vector<SweepValues> values; ///< ascending
    nlohmann::json paper;            ///< settings of the paper; a list where it gives several
    std::vector<RecipeClaim> claims;
};

std::vector<std::string> recipeNames();
/// Throws Error{NotFound} naming the recipes there are.
Recipe recipeNamed(const std::string& name);

/// The sweep of a recipe: its values at each attribute with each seed. `base` is a cfp job without
/// attributes.
SweepPlan recipePlan(const Recipe& recipe, JobSpec base, const std::vector<std::string>& attributes,
                     const std::vector<std::uint64_t>& seeds);

/// In what the runs differ from the paper's protocol, as sentences: data set and options.
std::vector<std::string> protocolDifferences(const Recipe& recipe, const JobSpec& base,
                                             const std::string& datasetName);

} // namespace up5::jobs
