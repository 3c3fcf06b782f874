// Which measured points are worth choosing from: the Pareto front of leak against recommendation quality.
#pragma once

#include <vector>

#include "metrics/bootstrap.h"

namespace up5::report {

/// What an AUC says of a leak: guessing the other way round is still guessing, so below one half is no
/// smaller leak than one half.
double leakOf(double auc);

/// Leak (probe AUC; less is better, below 0.5 counts as 0.5) and quality (a ranking figure; more is better).
struct TradeOff {
    metrics::Estimate leak, quality;
    bool collapsed = false; ///< the probe's: its AUC may be low although much leaks
};

enum class FrontState {
    Front,              ///< no other point is at least as good in both and better in one
    NotDistinguishable, ///< dominated by value, but by no point whose interval is apart from this one's
    Dominated,          ///< some point is at least as good in both, with an interval apart in at least one
    NotComparable,      ///< its probe collapsed: neither on the front nor a reason to leave it
};

/// State of each point, in the order given. Estimates without interval (NaN) count as exact values.
std::vector<FrontState> paretoFront(const std::vector<TradeOff>& points);

} // namespace up5::report
