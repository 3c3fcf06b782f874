// What a figure would be if there were nothing to find: the band of its null values, and what stands out of
// it.
#pragma once

#include <span>

#include "metrics/bootstrap.h"
#include "metrics/detectable.h"

namespace up5::metrics {

/// Null values of a figure, e.g. AUCs of probes fitted to labels shuffled across users (spec H2).
struct NullBand {
    Estimate band; ///< mean; percentiles of the given level (0.95: 2.5 and 97.5); n = null values
    double standardDeviation = 0; ///< of the null values (sample); NaN below two
};
/// mean, low and high are NaN without null values. Throws Error{InvalidInput} when one is not finite or the
/// level is not between 0 and 1.
NullBand nullBand(std::span<const double> nulls, double level = 0.95);

/// (1 + #null ≥ observed) / (1 + #null): one-sided, large values speak against the null. Never below
/// 1 / (1 + #null), however far away the observed value is. NaN when the observed value is. Throws
/// Error{InvalidInput} when a null value is not finite.
double nullPValue(std::span<const double> nulls, double observed);

/// Smallest true value that leaves the null with the given power: mean + (z(level) + z(power))·sd of the
/// null. A normal approximation, and it takes the figure to scatter as much as its null values do; may lie
/// beyond the largest value the figure can have, then nothing would show. NaN below two null values. Throws
/// Error{InvalidInput} unless level and power lie between 0 and 1.
double smallestDetectable(const NullBand& null, const DetectionOptions& options = {});

} // namespace up5::metrics
