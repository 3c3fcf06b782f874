// What figures of a recommender are credible: the ranges known from elsewhere, and the popularity baseline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::report {

/// A range in which evaluations of a model elsewhere lie, and the data protocol that they were made under.
struct SanityRange {
    std::string model;   ///< id of jobs::baselineModels()
    std::string dataset; ///< as publishedDataset()
    std::string task, metric;
    double low = 0, high = 1;     ///< shares
    std::string split, negatives; ///< never "auto"
    int negativeCount = 0;        ///< 0: every item is ranked
    int minInteractions = 1;
    int leastHistory = 0; ///< items that the model is shown, at least
    std::string source;
};

/// A model on a data set of the paper for which no range is known, and why.
struct UnknownRange {
    std::string model, dataset, task, reason;
};

/// All of resources/baselines/sanity.json. Throws Error{Corrupt} when the shipped file breaks its format.
const std::vector<SanityRange>& sanityRanges();
const std::vector<UnknownRange>& unknownRanges();

/// A model as it was measured.
struct MeasuredModel {
    std::string model;       ///< id of jobs::baselineModels(), or "p5"; empty where none is asked for
    std::string dataset;     ///< as publishedDataset()
    nlohmann::json protocol; ///< DataProtocol::options
    int history = 0;         ///< items that it is shown; 0 = its own number, which is long enough
    bool onTest = true;      ///< test figures, not validation ones
};

/// What is odd about a figure: below what popularity alone reaches on the same targets and candidates, or, on
/// test, outside the range known from elsewhere under this protocol. nullopt when nothing is. `metric` as
/// "hit@10"; `value` and `popularityValue` are shares from 0 to 1.
std::optional<std::string> sanityWarning(const MeasuredModel& measured, const std::string& task,
                                         const std::string& metric, double value,
                                         std::optional<double> popularityValue);

/// That no range is known for the model's hits of this task, and why; nullopt when there is one.
std::optional<std::string> withoutRange(const MeasuredModel& measured, const std::string& task);

/// The lowest share that popularity alone is known to reach on a data set of the paper, whatever the split;
/// nullopt when none is known.
std::optional<double> leastPopularity(const std::string& dataset, const std::string& task,
                                      const std::string& metric);

} // namespace up5::report
