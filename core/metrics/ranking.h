// hit@k, NDCG@k and MRR from users' ranks (spec F1).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "metrics/bootstrap.h"

namespace up5::metrics {

/// How a target stands among the scores it is ranked with.
struct TargetPlace {
    std::int64_t better = 0; ///< scores that are strictly higher
    std::int64_t equal = 0;  ///< others that are the same

    /// Expected rank over all orders of ties: 1 + #better + ½·#equal.
    double rank() const { return 1.0 + static_cast<double>(better) + 0.5 * static_cast<double>(equal); }
};

/// NaN scores count as worst and as equal to each other. Throws Error{Internal} when target is not a position
/// in scores.
TargetPlace placeOfTarget(std::span<const float> scores, std::size_t target);

/// Expected rank of the target: that of its place.
double rankOfTarget(std::span<const float> scores, std::size_t target);

/// 1 if rank ≤ k. With ties the rank may be fractional: the share of tie orders in which the target is within
/// k is not modelled.
double hitAtK(double rank, int k);
/// 1/log2(rank + 1) if rank ≤ k, else 0.
double ndcgAtK(double rank, int k);
/// 1/rank.
double reciprocalRank(double rank);

/// Ranks of targets and whose they are, a user's targets side by side.
struct RankedTargets {
    std::span<const double> ranks;
    std::span<const std::int32_t> users; ///< as many
};

/// Mean over users of the mean of f(rank) over a user's targets, with a user-level bootstrap interval.
Estimate meanHitAtK(const RankedTargets& targets, int k, const BootstrapOptions& options);
Estimate meanNdcgAtK(const RankedTargets& targets, int k, const BootstrapOptions& options);
Estimate meanReciprocalRank(const RankedTargets& targets, const BootstrapOptions& options);

} // namespace up5::metrics
