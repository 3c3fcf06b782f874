// Which measured points are worth choosing from: the Pareto front of leak against recommendation quality.
#pragma once

#include <vector>

#include "metrics/bootstrap.h"

namespace up5::report {

/// Leak (probe AUC; less is better, below 0.5 counts as 0.5) and quality (a ranking figure; more is better).
struct TradeOff {
    metrics::Estimate leak, quality;
};

enum class FrontState {
    Front,              ///< no other point is at least as good in both and better in one
    NotDistinguishable, ///< dominated by value, but by no point whose interval is apart from this one's
    Dominated,          ///< some point is at least as good in both, with an interval apart in at least one
};

/// State of each point, in the order given. Estimates without interval (NaN) count as exact values.
std::vector<FrontState> paretoFront(const std::vector<TradeOff>& points);

} // namespace up5::report
