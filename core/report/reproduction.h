// One of the paper's tables or figures on a data set: what is to be run for it, and ours beside it. Command
// line and window share this.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jobs/sweep/recipe.h"
#include "report/document.h"
#include "report/paper_curves.h"
#include "report/paper_table.h"

namespace up5::jobs {
class JobHost;
}
namespace up5::store {
class Store;
}

namespace up5::report {

/// What a user asks for.
struct ReproductionWish {
    std::string recipe;                  ///< name, e.g. "table4"
    std::string dataset;                 ///< hash
    std::string backbone;                ///< run of P5
    std::vector<std::string> attributes; ///< empty: those of the paper that the data set has
    std::vector<std::uint64_t> seeds = {1, 2, 3};
    std::string device = "auto";
    /// Of a figure: options of its job. Of a table: by kind of job, as in RecipeInputs.
    nlohmann::json options = nlohmann::json::object();
    std::map<std::string, nlohmann::json> settings = {};
};

/// Adds settings to a wish: of a table's jobs with their kind in front ("cfp.batches=50"), of a figure's
/// without ("batches=50"); `named`, if not empty, is a set of settings (jobs::namedSettings) that they go on
/// from: of prompts, and of a table's every kind of run that has such sets. Throws Error{InvalidInput} for a
/// key without kind, Error{NotFound} for an unknown kind or set, and what OptionSet::parse() does.
void addSettings(ReproductionWish& wish, const std::map<std::string, std::string>& settings,
                 const std::string& named = {});

struct Reproduction {
    jobs::Recipe recipe;
    std::string dataset, datasetName, paperDataset, backbone;
    std::vector<std::string> leftOut; ///< attributes of the paper that the data set has not
    /// Of prompts and mixtures, where the settings of a table name them: the table then shows no others.
    std::optional<double> lambda, mixtureLambda;
    std::optional<int> prefixLength;
    std::map<std::string, nlohmann::json> settings; ///< of a table, as wished
    jobs::SweepPlan plan;
};

/// Throws Error{NotFound} for an unknown recipe, data set or backbone, Error{InvalidInput} for a table or
/// figure of another data set of the paper, for settings that do not fit, or without any attribute.
Reproduction reproductionOf(const ReproductionWish& wish, store::Store& store,
                            const std::filesystem::path& datasets);

/// "The paper's Table 4: One attribute removed, matching models".
std::string reproductionTitle(const jobs::Recipe& recipe);

/// Queues the sweep of what is missing, or takes up again the one that asked for the same. Returns its id.
std::string queueReproduction(const Reproduction& reproduction, store::Store& store, jobs::JobHost& host);

/// The table from whatever the store has, with its marks against `reference` (PaperRequest). Of a table's
/// recipe only.
PaperTable reproducedTable(const Reproduction& reproduction, store::Store& store,
                           const std::filesystem::path& datasets, const std::string& reference = {});

/// The figure from whatever the store has of its plan. Of a figure's recipe only.
PaperCurves reproducedCurves(const Reproduction& reproduction, store::Store& store);

/// Titles of the models that a table's others can be marked against, in its order; none of a figure.
std::vector<std::string> referenceTitles(const Reproduction& reproduction, store::Store& store);

/// Ours beside the paper as blocks: the table with its marks against `reference`, or a figure's drawing, its
/// values and what is to be said of its claims; last, what is not measured yet.
Section reproductionSection(const Reproduction& reproduction, store::Store& store,
                            const std::filesystem::path& datasets, const std::string& reference = {});

} // namespace up5::report
