// Named recipes: the paper's figures over one option and its tables, as data (resources/recipes).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/job_spec.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

/// What the paper says a figure does when the option grows; it prints no numbers.
struct RecipeClaim {
    std::string figure; ///< "auc", "auc_classifier", "auc_soft_prompt" or "hit@1"
    bool rises = false;
    std::optional<double> level; ///< it stays at this value instead of rising or falling
    std::string words;
};

/// One kind of run that a table needs.
struct RecipeJob {
    /// A run without any, with the first alone, for each of them, or with all of them at once.
    enum class Attributes { None, First, Each, All };
    std::string id; ///< of the runs of `Each`: the id, "/" and the attribute
    std::string kind;
    Attributes attributes = Attributes::None;
    bool once = false;    ///< with the first seed only
    std::string backbone; ///< job whose run it starts from; empty = the P5 backbone where the kind needs one
    std::string prompt;   ///< job whose prompts it measures, that of the same attribute
    std::string mixes;    ///< job whose prompts of all attributes it mixes
    /// It is the λ = 0 control or the random prompt of another job's prompt of the same attribute, and takes
    /// its settings from there.
    enum class Companion { None, Control, Random };
    Companion companion = Companion::None;
    std::string companionOf; ///< that job
    nlohmann::json
        options; ///< an object in place of a value has one for each data set of the paper, "" the rest
};

/// A figure is one job over one option (`key`, `values`, `claims`), a table a list of jobs (`jobs`).
struct Recipe {
    std::string name;    ///< as it is asked for: "fig5", "table4"
    std::string title;   ///< e.g. "Prompt length on MovieLens"
    std::string figure;  ///< the paper's number of it; empty for a table
    int table = 0;       ///< the paper's number of it; 0 for a figure
    std::string dataset; ///< the paper's data set; empty: both of them
    /// Of the paper, by its data set; figures have one entry.
    std::map<std::string, std::vector<std::string>> attributes;
    /// Settings of the paper in this experiment alone, by kind of job; see paper_protocol.h.
    nlohmann::json paper = nlohmann::json::object();

    std::string key;                  ///< option that varies
    std::vector<SweepValues> values;  ///< ascending
    nlohmann::json options;           ///< settings that make the experiment
    std::vector<std::string> figures; ///< what is measured, named as in claims
    std::vector<RecipeClaim> claims;

    std::vector<RecipeJob> jobs;
    bool companions = true; ///< untreated figures, λ = 0 controls and random prompts belong to the table

    bool isTable() const { return table > 0; }
    /// A figure over λ has one control beside all values.
    bool variesLambda() const { return key == "lambda"; }
    /// Those the paper has for this data set of it; empty when it has none.
    std::vector<std::string> attributesOf(const std::string& paperDataset) const;
};

/// What a table's jobs work on.
struct RecipeInputs {
    std::string dataset;      ///< hash
    std::string paperDataset; ///< what the paper calls it; empty for a set it does not use
    std::string backboneRun;  ///< of P5
    nlohmann::json protocol = nlohmann::json::object(); ///< options of that backbone; baselines get its split
    std::string device = "auto";
    std::vector<std::string> attributes;
    std::map<std::string, nlohmann::json> settings; ///< by kind: options that are set over the recipe's
};

std::vector<std::string> recipeNames();
/// Throws Error{NotFound} naming the recipes there are.
Recipe recipeNamed(const std::string& name);

/// The sweep of a figure: its values at each attribute with each seed. `base` is a cfp job without
/// attributes; its options, those that are given, go over the recipe's. Throws Error{InvalidInput} for the
/// one that the recipe varies, or as checkPlan().
SweepPlan recipePlan(const Recipe& recipe, JobSpec base, const std::vector<std::string>& attributes,
                     const std::vector<std::uint64_t>& seeds);

/// The sweep of a table: its jobs for the attributes, with each seed. A setting goes to those jobs of its
/// kind that take it. Throws Error{InvalidInput} for settings of a kind that the table has no job of, for
/// options that none of its jobs takes or in which its jobs of a kind differ, or as checkPlan().
SweepPlan tablePlan(const Recipe& recipe, const RecipeInputs& inputs,
                    const std::vector<std::uint64_t>& seeds);

} // namespace up5::jobs
