#include "metrics/ranking.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"

namespace up5::metrics {

namespace {

template <class Metric>
Estimate meanOver(std::span<const double> ranks, const BootstrapOptions& options, Metric metric) {
    std::vector<double> values(ranks.size());
    std::transform(ranks.begin(), ranks.end(), values.begin(), metric);
    return bootstrapMean(values, options);
}

} // namespace

double rankOfTarget(std::span<const float> scores, std::size_t target) {
    if (target >= scores.size()) {
        throw Error(ErrorCode::Internal, "Target " + std::to_string(target) + " is not among the " +
                                             std::to_string(scores.size()) + " candidates.");
    }
    const float own = scores[target];
    std::size_t better = 0, equal = 0; // equal counts the target itself
    for (const float score : scores) {
        if (std::isnan(own)) {
            (std::isnan(score) ? equal : better) += 1;
        } else {
            better += score > own ? 1 : 0; // false for NaN: it is worse than any number
            equal += score == own ? 1 : 0;
        }
    }
    return 1.0 + static_cast<double>(better) + 0.5 * static_cast<double>(equal - 1);
}

double hitAtK(double rank, int k) {
    return rank <= k ? 1.0 : 0.0;
}

double ndcgAtK(double rank, int k) {
    return rank <= k ? 1.0 / std::log2(rank + 1.0) : 0.0;
}

double reciprocalRank(double rank) {
    return 1.0 / rank;
}

Estimate meanHitAtK(std::span<const double> ranks, int k, const BootstrapOptions& options) {
    return meanOver(ranks, options, [k](double rank) { return hitAtK(rank, k); });
}

Estimate meanNdcgAtK(std::span<const double> ranks, int k, const BootstrapOptions& options) {
    return meanOver(ranks, options, [k](double rank) { return ndcgAtK(rank, k); });
}

Estimate meanReciprocalRank(std::span<const double> ranks, const BootstrapOptions& options) {
    return meanOver(ranks, options, reciprocalRank);
}

} // namespace up5::metrics
