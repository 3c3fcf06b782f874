#include "report/pareto.h"

#include <algorithm>
#include <cmath>

namespace up5::report {

namespace {

double lowOf(const metrics::Estimate& estimate) {
    return std::isnan(estimate.low) ? estimate.value : estimate.low;
}

double highOf(const metrics::Estimate& estimate) {
    return std::isnan(estimate.high) ? estimate.value : estimate.high;
}

bool dominates(const TradeOff& better, const TradeOff& worse) {
    const double leak = leakOf(better.leak.value) - leakOf(worse.leak.value);
    const double quality = better.quality.value - worse.quality.value;
    return leak <= 0 && quality >= 0 && (leak < 0 || quality > 0);
}

bool isApart(const TradeOff& better, const TradeOff& worse) {
    return leakOf(highOf(better.leak)) < leakOf(lowOf(worse.leak)) ||
           lowOf(better.quality) > highOf(worse.quality);
}

} // namespace

double leakOf(double auc) {
    return std::max(auc, 0.5);
}

std::vector<FrontState> paretoFront(const std::vector<TradeOff>& points) {
    std::vector<FrontState> states(points.size(), FrontState::Front);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].collapsed) {
            states[i] = FrontState::NotComparable;
            continue;
        }
        for (const TradeOff& other : points) {
            if (other.collapsed || !dominates(other, points[i])) {
                continue;
            }
            states[i] = FrontState::NotDistinguishable;
            if (isApart(other, points[i])) {
                states[i] = FrontState::Dominated;
                break;
            }
        }
    }
    return states;
}

} // namespace up5::report
