// Two runs on the same users: paired differences, tested and corrected for how many there are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/dataset.h"
#include "metrics/bootstrap.h"
#include "report/run_record.h"
#include "report/verdict.h"

namespace up5::report {

/// A run with the per-user values it stored.
struct ComparedRun {
    RunRecord record;
    std::vector<store::UserValues> values;
};

struct RunComparisonOptions {
    /// Figures to compare, e.g. {"hit@10", "probe_auc"}; empty = all both runs have. What is chosen here must
    /// be chosen before looking: it decides how many comparisons the p-values are corrected for.
    std::vector<std::string> only;
    int permutations = 9999;
    int resamples = 1000;
    std::uint64_t seed = 2022;
};

/// One figure of both runs on the users they share.
struct PairedDifference {
    std::string figure;          ///< "hit@10", "ndcg@10", "mrr" or the name of a probe's headline
    std::string task, attribute; ///< one of them is empty
    double a = 0, b = 0;
    metrics::Estimate difference; ///< b − a with its 95 % interval; n = users
    std::string test;             ///< name of the test in words
    double p = 0;                 ///< two-sided; NaN when the users say nothing
    double adjusted = 0;          ///< after Holm, over all differences of the comparison
    double visible = 0;           ///< smallest difference that would show four times in five; NaN if unknown
    std::string sentence;         ///< what may be claimed
};

/// In how many seeds of a run's setting an attribute is still found.
struct SettingLeaks {
    std::string attribute;
    SeedLeaks leaks;
    bool isTreated = false;
};

struct RunComparison {
    std::string a, b;    ///< run ids
    int comparisons = 0; ///< that p-values are corrected for
    std::vector<PairedDifference> differences;
    std::vector<std::string> notes;           ///< what was left out and why
    std::vector<SettingLeaks> leaksA, leaksB; ///< by probed attribute; only where it comes from a store
};

/// Level at which adjusted p-values are read.
constexpr double kClaimLevel = 0.05;

/// hit@1/3/5/10, NDCG@10 and MRR of each task from the ranks, and the AUC of each headline probe from its
/// scores, all on test users; per-user means where a user has several targets. Ranking figures: sign-flip
/// permutation test with a bootstrap interval; binary AUC: DeLong's test; AUC of more classes: permutation of
/// the two models' scores with a bootstrap interval. Throws Error{InvalidInput} for runs that did not
/// succeed, that lie on different data sets, splits or candidates (named), that have no figure in common, or
/// for a figure in `only` that neither has.
RunComparison compareRuns(const ComparedRun& a, const ComparedRun& b, const data::Dataset& dataset,
                          const RunComparisonOptions& options = {});

/// The same from the store, with the leaks of both settings; `datasets` is the workspace's folder of data
/// sets. Throws Error{NotFound} for an
/// unknown run or a data set that is no longer there.
RunComparison compareRuns(store::Store& store, const std::filesystem::path& datasets, const std::string& a,
                          const std::string& b, const RunComparisonOptions& options = {});

/// {a, b, correction, comparisons, level, differences: [{figure, task, attribute, a, b, difference: {value,
/// low, high, n}, test, p, p_adjusted, smallest_visible, sentence}], notes, leaks: {a: [{attribute, leaking,
/// inconclusive, models}], b}}.
nlohmann::json toJson(const RunComparison& comparison);

} // namespace up5::report
