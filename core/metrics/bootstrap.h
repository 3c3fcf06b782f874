// Percentile bootstrap over users, the independent units of every figure here.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>

namespace up5::metrics {

struct BootstrapOptions {
    int resamples = 1000;
    double level = 0.95;
    std::uint64_t seed = 2022;
};

/// What a figure without a value is.
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A value with its interval; low = high = NaN when there are too few units to tell.
struct Estimate {
    double value = 0, low = 0, high = 0;
    int n = 0; ///< users it rests on
};

// The same n and seed give the same resamples in every function, so intervals over the same users are paired.
// Below two users, or when fewer than half of the resamples have a value, low = high = NaN.

/// Mean of per-user values; NaN without users. Throws Error{InvalidInput} when a value is not finite.
Estimate bootstrapMean(std::span<const double> values, const BootstrapOptions& options);

/// Any statistic of resampled user indices (drawn with replacement; length n). Resamples for which the
/// statistic is NaN are left out of the interval.
Estimate bootstrap(int n, const std::function<double(std::span<const int>)>& statistic,
                   const BootstrapOptions& options);

/// Difference of means of paired per-user values a − b. Throws Error{InvalidInput} when the lengths differ.
Estimate bootstrapPairedDifference(std::span<const double> a, std::span<const double> b,
                                   const BootstrapOptions& options);

/// Unweighted mean of figures, with the means of their bounds: the interval that the mean would have if the
/// figures erred together, which is the widest possible; NaN where one has none. n is the smallest. Throws
/// Error{InvalidInput} without figures.
Estimate meanEstimate(std::span<const Estimate> figures);

} // namespace up5::metrics
