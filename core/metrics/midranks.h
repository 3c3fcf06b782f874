// Ranks in which equal values share the mean of their places.
#pragma once

#include <span>
#include <vector>

namespace up5::metrics {

/// 1 for the smallest value; ties get the mean of the ranks they cover (a multiple of ½). Values must not be
/// NaN. O(n log n).
std::vector<double> midranks(std::span<const double> values);

} // namespace up5::metrics
