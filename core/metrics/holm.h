// Holm's correction for several comparisons.
#pragma once

#include <span>
#include <vector>

namespace up5::metrics {

/// p-values adjusted by Holm (1979): the i-th smallest of m times m + 1 − i, never below a smaller one's, at
/// most 1. To be held against the level as they are.
struct HolmAdjustment {
    std::vector<double> adjusted; ///< in the order given; NaN stays NaN
    int comparisons = 0;          ///< m, the p-values that are numbers
};
/// Throws Error{InvalidInput} when a p-value lies outside [0, 1].
HolmAdjustment holmAdjusted(std::span<const double> pValues);

} // namespace up5::metrics
