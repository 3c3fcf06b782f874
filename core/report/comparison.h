// Measured models side by side: one point per model, attribute and seed, joined from stored runs. Report and
// window both read this, so that no figure is put together twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jobs/baseline_models.h"
#include "metrics/bootstrap.h"
#include "metrics/seed_statistics.h"
#include "report/data_protocol.h"
#include "report/probe_figures.h"
#include "report/run_record.h"
#include "report/training_budget.h"
#include "report/verdict.h"

namespace up5::store {
class Store;
}

namespace up5::report {

/// What was done to the model. Random: a prompt as its training begins. Control: the same prompt (or fair
/// baseline) trained with λ = 0 alone. Fair: a baseline with a treatment of its own.
enum class Family { Untreated, Random, Control, Cfp, Fair };
const char* toString(Family family); ///< "untreated", "random", "control", "cfp", "fair"

/// One ranking figure as stored.
struct RankingFigure {
    std::string name;             ///< "hit@k", "ndcg@k" or "mrr"
    std::string task;             ///< "sequential" or "direct"
    int k = 0;                    ///< 0 for mrr
    std::string attribute, group; ///< set for a group's figure, else empty
    metrics::Estimate estimate;
};

/// One model as measured with one seed for one attribute on one part of the data.
struct ComparisonPoint {
    std::string key; ///< stable identity of the point, made of its run ids and the attribute
    std::string run; ///< the run that stands for it: the cfp run; untreated: the probe, else the evaluate run
    std::vector<std::string> runs; ///< all runs whose figures are in it, `run` first
    std::string label;             ///< e.g. "untreated", "λ = 0 control, n = 5", "CFP λ = 10, n = 5"
    std::string setting;           ///< equal for points that differ in the seed only
    std::string control;           ///< equal for a prompt and its λ = 0 control, and for other prompts of
                                   ///< the same control; empty when untreated
    std::string promptSettings;    ///< otherPromptSettings() of the prompt; empty when untreated
    /// The same of the run that trained it: another one where a prompt for every λ is only audited at this λ.
    std::string trainedSettings;
    bool probedAgain = false; ///< by a probe run of its own instead of the prompt's audit
    Family family = Family::Untreated;
    std::string model;                            ///< id of a baseline ("c-pmf"); empty for P5
    std::optional<jobs::BaselineFamily> baseline; ///< what kind of recommender; none for P5
    std::string subject; ///< what was treated or not: the backbone's run, or the id of the plain baseline
    std::string dataset; ///< hash
    std::string datasetName;
    std::string backboneRun;
    DataProtocol protocol;            ///< of a baseline its own, else that of the backbone
    TrainingBudget budget;            ///< of a baseline
    int history = 0;                  ///< of a baseline: the latest items it is shown; 0 = the model's own
    std::string attribute;            ///< the probed one; empty when nothing was probed
    std::vector<std::string> treated; ///< attributes the prompt was trained to hide; empty when untreated
    std::string split;                ///< "test" or "validation"
    double lambda = std::numeric_limits<double>::quiet_NaN(); ///< NaN when untreated or untrained
    int prefixLength = 0;                                     ///< 0 when untreated
    bool everyLambda = false; ///< one prompt trained for every λ, measured at this one
    std::uint64_t seed = 0;
    std::string finished; ///< ISO 8601 UTC of `run`

    /// The headline: the strongest probe over all targets of the model, chosen on validation users. Missing
    /// in runs of older versions.
    std::optional<metrics::Estimate> aucStrongest;
    std::string strongestTarget, strongestMethod;
    /// User span (of a baseline: its user vector), probe chosen on validation users.
    std::optional<metrics::Estimate> auc;
    std::optional<metrics::Estimate> aucAllTokens; ///< all encoder tokens, likewise
    bool collapsedStrongest = false, collapsed = false, collapsedAllTokens = false; ///< of these probes
    std::vector<TargetFigures> targets;    ///< attacked ones, in the order of jobs::probeTargets()
    std::vector<ProbeFigure> probes;       ///< every probe that was fitted, by target and method
    std::vector<LeakMapCell> leakMap;      ///< by target and layer
    std::optional<double> majorityShare;   ///< of the most frequent class among the test users
    int adversaryOverlap = 0;              ///< users of this probe that the prompt's adversary had seen
    std::optional<double> bestPossibleAuc; ///< generated data only
    std::vector<RankingFigure> ranking;    ///< whole part and, with group set, per group

    /// Figure over all users of the part; nullptr when it was not measured.
    const metrics::Estimate* rankingFigure(const std::string& name, const std::string& task, int k) const;
    /// nullptr when the target was not attacked.
    const TargetFigures* figuresOf(const std::string& target) const;
    /// nullptr when there is no such probe.
    const ProbeFigure* probeFigure(const std::string& target, const std::string& probe) const;
    /// That of leakVerdict().
    Verdict verdict() const;
};

/// Which points are wanted; empty members do not restrict.
struct ComparisonFilter {
    std::string dataset;   ///< hash
    std::string attribute; ///< probed attribute
    std::string split = "test";
    std::vector<std::string> runs; ///< only points that rest on one of these
};

/// In what baselines rank otherwise than the P5 beside them (protocolDifference), and the runs of both; empty
/// where all rank alike.
std::map<std::string, std::set<std::string>> protocolsBesideP5(const std::vector<ComparisonPoint>& points);

/// Options of a prompt besides λ and prefix length, of a λ = 0 control without those of its adversary; equal
/// texts are equal settings. Throws
/// Error{InvalidInput} for options this version does not know.
std::string otherPromptSettings(const nlohmann::json& options);

/// Points from runs already loaded: untreated first, then controls, then CFP by λ, prefix length and seed.
/// Untreated points join a `probe` run without prompt with the `evaluate` run without prompt of the same
/// backbone that ranks all users against the stored candidates (both tasks rather than one, the same seed if
/// there is one, else the newest), or with the backbone's own figures. Runs with a problem are passed over.
std::vector<ComparisonPoint> comparisonPoints(const std::vector<RunRecord>& records,
                                              const ComparisonFilter& filter);

/// Fills bestPossibleAuc from the data sets in the folder; sets that are no longer there are passed over.
/// Returns a sentence for each set that is there and cannot be read.
std::vector<std::string> addBestPossible(std::vector<ComparisonPoint>& points,
                                         const std::filesystem::path& datasets);

/// The same from the store; `datasets` (the workspace's folder of data sets) supplies bestPossibleAuc and may
/// be empty. Reads only; call it in the store's thread.
std::vector<ComparisonPoint> comparisonPoints(store::Store& store, const std::filesystem::path& datasets,
                                              const ComparisonFilter& filter);

/// What `auc` of these points is of: "user span"; with baselines among them, which know a user by one vector,
/// "user span (baselines: user vector)".
std::string userSpanTitle(const std::vector<ComparisonPoint>& points);

/// The newest point of each model, in the order given: of each backbone and seed, of an untreated backbone
/// the newest whatever the seeds of its probes. A run repeated with its seed is no second sample.
std::vector<const ComparisonPoint*> newestPerSeed(const std::vector<const ComparisonPoint*>& points);

/// One figure over trained models; `seeds` counts the different ones.
using SeedSpread = metrics::SeedStatistics;

/// Points that differ in the seed only, taken together.
struct SettingSummary {
    std::string setting, control, label;
    Family family = Family::Untreated;
    std::optional<jobs::BaselineFamily> baseline;
    std::string dataset, attribute;
    double lambda = std::numeric_limits<double>::quiet_NaN();
    int prefixLength = 0;
    std::vector<std::size_t> points;  ///< positions in the points given
    std::vector<std::size_t> counted; ///< those of them that the means are over: see newestPerSeed()
    int seeds = 0;                    ///< different ones
    SeedLeaks leaks;                  ///< of the counted points
    std::optional<SeedSpread> aucStrongest, auc, aucAllTokens;

    struct Ranking {
        std::string name, task;
        int k = 0;
        SeedSpread spread;
    };
    std::vector<Ranking> ranking;
    const SeedSpread* rankingSpread(const std::string& name, const std::string& task, int k) const;
};

/// In the order of the first point of each setting.
std::vector<SettingSummary> summarise(const std::vector<ComparisonPoint>& points);

} // namespace up5::report
