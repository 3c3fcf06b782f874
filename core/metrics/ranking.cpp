#include "metrics/ranking.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"

namespace up5::metrics {

namespace {

template <class Metric>
Estimate meanOver(const RankedTargets& targets, const BootstrapOptions& options, Metric metric) {
    if (targets.ranks.size() != targets.users.size()) {
        throw Error(ErrorCode::Internal, std::to_string(targets.ranks.size()) + " ranks were given for " +
                                             std::to_string(targets.users.size()) + " targets.");
    }
    std::vector<double> values;
    for (std::size_t begin = 0, end = 0; begin < targets.users.size(); begin = end) {
        double sum = 0;
        for (; end < targets.users.size() && targets.users[end] == targets.users[begin]; ++end) {
            sum += metric(targets.ranks[end]);
        }
        values.push_back(sum / static_cast<double>(end - begin));
    }
    return bootstrapMean(values, options);
}

} // namespace

TargetPlace placeOfTarget(std::span<const float> scores, std::size_t target) {
    if (target >= scores.size()) {
        throw Error(ErrorCode::Internal, "Target " + std::to_string(target) + " is not among the " +
                                             std::to_string(scores.size()) + " candidates.");
    }
    const float own = scores[target];
    TargetPlace place{.equal = -1}; // the target itself is counted below
    for (const float score : scores) {
        if (std::isnan(own)) {
            (std::isnan(score) ? place.equal : place.better) += 1;
        } else {
            place.better += score > own ? 1 : 0; // false for NaN: it is worse than any number
            place.equal += score == own ? 1 : 0;
        }
    }
    return place;
}

double rankOfTarget(std::span<const float> scores, std::size_t target) {
    return placeOfTarget(scores, target).rank();
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

Estimate meanHitAtK(const RankedTargets& targets, int k, const BootstrapOptions& options) {
    return meanOver(targets, options, [k](double rank) { return hitAtK(rank, k); });
}

Estimate meanNdcgAtK(const RankedTargets& targets, int k, const BootstrapOptions& options) {
    return meanOver(targets, options, [k](double rank) { return ndcgAtK(rank, k); });
}

Estimate meanReciprocalRank(const RankedTargets& targets, const BootstrapOptions& options) {
    return meanOver(targets, options, reciprocalRank);
}

} // namespace up5::metrics
