// What figures of a recommender are credible: the ranges known from elsewhere, and the popularity baseline.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace up5::report {

/// A range in which a published evaluation of a model lies.
struct SanityRange {
    std::string model;   ///< id of jobs::baselineModels(), or "p5"
    std::string dataset; ///< as publishedDataset()
    std::string task, metric;
    double low = 0, high = 1; ///< shares
    std::string source;
};

/// All of resources/baselines/sanity.json. Throws Error{Corrupt} when the shipped file breaks its format.
const std::vector<SanityRange>& sanityRanges();

/// What is odd about a figure: below what popularity alone reaches on the same targets, or outside the known
/// range. nullopt when nothing is. `metric` as "hit@10"; `value` and `popularityValue` are shares from 0
/// to 1.
std::optional<std::string> sanityWarning(const std::string& model, const std::string& dataset,
                                         const std::string& task, const std::string& metric, double value,
                                         std::optional<double> popularityValue);

} // namespace up5::report
