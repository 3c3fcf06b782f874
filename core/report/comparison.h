// Measured models side by side: one point per model, attribute and seed, joined from stored runs. Report and
// window both read this, so that no figure is put together twice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "metrics/bootstrap.h"
#include "report/run_record.h"

namespace up5::store {
class Store;
}

namespace up5::report {

/// What was done to the model. Control: the same prompt trained with λ = 0.
enum class Family { Untreated, Control, Cfp };
const char* toString(Family family); ///< "untreated", "control", "cfp"

/// One ranking figure as stored.
struct RankingFigure {
    std::string name;             ///< "hit@k", "ndcg@k" or "mrr"
    std::string task;             ///< "sequential" or "direct"
    int k = 0;                    ///< 0 for mrr
    std::string attribute, group; ///< set for a group's figure, else empty
    metrics::Estimate estimate;
};

/// AUC of one probe on one representation.
struct ProbeFigure {
    std::string probe;      ///< "logistic", "mlp7"
    bool allTokens = false; ///< false: user span
    metrics::Estimate estimate;
    bool collapsed = false; ///< see metrics::checkCollapse()
};

/// What may be said about a leak; there is no "fair".
enum class Verdict {
    LeakFound,    ///< the interval lies above 0.5, whatever the probe's decisions look like
    NoneFound,    ///< no leak found by these probes
    Inconclusive, ///< the interval reaches 0.5 and the probe collapsed, no interval, or not measured
};
const char* toString(Verdict verdict); ///< "leak found", "no leak found by these probes", "inconclusive"
/// Of one AUC: its interval against 0.5. A collapsed probe can still rank users, e.g. one whose training loss
/// stayed at the class shares. So the flag excuses no interval above 0.5.
Verdict verdictOf(const std::optional<metrics::Estimate>& auc, bool collapsed);

/// One model as measured with one seed for one attribute on one part of the data.
struct ComparisonPoint {
    std::string key; ///< stable identity of the point, made of its run ids and the attribute
    std::string run; ///< the run that stands for it: the cfp run; untreated: the probe, else the evaluate run
    std::vector<std::string> runs; ///< all runs whose figures are in it, `run` first
    std::string label;             ///< e.g. "untreated", "λ = 0 control, n = 5", "CFP λ = 10, n = 5"
    std::string setting;           ///< equal for points that differ in the seed only
    std::string control;           ///< the setting without family and λ: equal for a prompt and its λ = 0
                                   ///< control, and for nothing else; empty when untreated
    std::string promptSettings;    ///< otherPromptSettings() of the prompt; empty when untreated
    bool probedAgain = false;      ///< by a probe run of its own instead of the prompt's audit
    Family family = Family::Untreated;
    std::string dataset; ///< hash
    std::string datasetName;
    std::string backboneRun;
    std::string attribute;            ///< the probed one; empty when nothing was probed
    std::vector<std::string> treated; ///< attributes the prompt was trained to hide; empty when untreated
    std::string split;                ///< "test" or "validation"
    double lambda = std::numeric_limits<double>::quiet_NaN(); ///< NaN when untreated
    int prefixLength = 0;                                     ///< 0 when untreated
    std::uint64_t seed = 0;
    std::string finished; ///< ISO 8601 UTC of `run`

    std::optional<metrics::Estimate> auc;               ///< user span, probe chosen on validation users
    std::optional<metrics::Estimate> aucAllTokens;      ///< all encoder tokens, likewise
    bool collapsed = false, collapsedAllTokens = false; ///< of the chosen probes
    std::vector<ProbeFigure> probes;                    ///< every probe that was fitted
    std::optional<double> bestPossibleAuc;              ///< generated data only
    std::vector<RankingFigure> ranking;                 ///< whole part and, with group set, per group

    /// Figure over all users of the part; nullptr when it was not measured.
    const metrics::Estimate* rankingFigure(const std::string& name, const std::string& task, int k) const;
    /// Leak found on either representation wins; none found needs both measured and sound.
    Verdict verdict() const;
};

/// Which points are wanted; empty members do not restrict.
struct ComparisonFilter {
    std::string dataset;   ///< hash
    std::string attribute; ///< probed attribute
    std::string split = "test";
    std::vector<std::string> runs; ///< only points that rest on one of these
};

/// Options of a prompt besides λ and prefix length; equal texts are equal settings. Throws
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

/// The newest point of each backbone and seed, in the order given: a run repeated with its seed is no second
/// sample.
std::vector<const ComparisonPoint*> newestPerSeed(const std::vector<const ComparisonPoint*>& points);

/// Mean over seeds of one figure.
struct SeedSpread {
    double mean = 0;
    double deviation = 0; ///< sample standard deviation; 0 for one seed
    double min = 0, max = 0;
    int seeds = 0; ///< different ones
};

/// Points that differ in the seed only, taken together.
struct SettingSummary {
    std::string setting, control, label;
    Family family = Family::Untreated;
    std::string dataset, attribute;
    double lambda = std::numeric_limits<double>::quiet_NaN();
    int prefixLength = 0;
    std::vector<std::size_t> points;  ///< positions in the points given
    std::vector<std::size_t> counted; ///< those of them that the means are over: see newestPerSeed()
    int seeds = 0;                    ///< different ones
    std::optional<SeedSpread> auc, aucAllTokens;

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
