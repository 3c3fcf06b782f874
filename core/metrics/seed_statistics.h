// One figure over repeated seeds.
#pragma once

#include <span>

#include "metrics/bootstrap.h"

namespace up5::metrics {

/// How a figure varies between trainings that differ in the seed only. Not to be mixed with an interval over
/// users: that one says how the figure of one trained model would vary with other test users.
struct SeedStatistics {
    double mean = 0;      ///< NaN without seeds
    double deviation = 0; ///< sample standard deviation; NaN below two seeds
    double min = 0, max = 0;
    double low = 0, high = 0; ///< interval of the mean by Student's t; NaN below two seeds
    int seeds = 0;
};

/// One value per seed. The interval takes the values to be normal around their mean; with two or three seeds
/// it is wide, and rightly so. Throws Error{InvalidInput} when a value is not finite or the level is not
/// between 0 and 1.
SeedStatistics overSeeds(std::span<const double> values, double level = 0.95);

/// Mean of one figure over trainings that differ in the seed, all tested on the same users. Its 95 % interval
/// holds both that other seeds and that other test users would have given another mean: the margin of
/// overSeeds() and, since users are shared and their error does not average out, the mean margin of the
/// figures' own intervals, added in squares. Of one figure its own interval. A figure without interval has no
/// say in the margin over users. n is the smallest. Throws Error{InvalidInput} without figures.
Estimate meanOverSeeds(std::span<const Estimate> figures);

} // namespace up5::metrics
