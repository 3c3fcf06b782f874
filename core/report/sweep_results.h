// The runs of a sweep with their settings and test figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/sweep/sweep_plan.h"
#include "metrics/bootstrap.h"
#include "store/rows.h"

namespace up5::store {
class Store;
}

namespace up5::report {

struct RunRecord;

/// One run of a sweep. A wanted run that was not queued (yet, or at all, because its setting is dominated)
/// has an empty id and no state. Figures of a mixture are those with all its attributes removed, its AUCs
/// means over them; so are those of the untreated probe beside it, over the attributes it is wanted for.
/// A mean has the interval of metrics::meanEstimate().
struct SweepResultRow {
    std::string run;
    std::string kind;
    std::optional<store::RunState> state;
    bool isCompanion = false;
    bool isUntrained = false;        ///< a companion: the prompt as its training begins
    std::vector<std::string> values; ///< of the swept keys, in their order; empty where the kind has none
    std::uint64_t seed = 0;
    std::optional<metrics::Estimate> auc;           ///< headline on test users
    std::optional<metrics::Estimate> aucClassifier; ///< user span (of a baseline: its user vector)
    std::optional<metrics::Estimate>
        aucSoftPrompt;                            ///< of the learned question; missing where it was not asked
    std::optional<metrics::Estimate> hit1, hit10; ///< sequential task, test users
    std::string error;                            ///< why it did not succeed
};

struct SweepResults {
    jobs::SweepPlan plan;
    std::vector<std::string> keys;    ///< swept ones
    std::vector<SweepResultRow> rows; ///< companions first, then as they were queued
};

/// Throws Error{NotFound}, Error{InvalidInput} when the run is no sweep, Error{Protocol}.
SweepResults sweepResults(store::Store& store, const std::string& sweep);
/// With the workspace's records at hand: see loadRunRecords().
SweepResults sweepResults(store::Store& store, const std::vector<RunRecord>& records,
                          const std::string& sweep);

/// The runs among the records that do as those of a plan over one job, whoever asked for them and on whatever
/// device, the newest of each; of their companions the λ = 0 controls and random prompts. What there is no
/// such run of has a row as what was not queued. Throws Error{InvalidInput} for a plan that cannot be run.
SweepResults planResults(const std::vector<RunRecord>& records, const jobs::SweepPlan& plan);

/// As `up5 show --json` has it: a list of {run, kind, state, companion, untrained, settings, seed, auc,
/// auc_classifier, auc_soft_prompt, hit@1, hit@10, error}, with null where there is nothing.
nlohmann::json toJson(const SweepResults& results);

} // namespace up5::report
