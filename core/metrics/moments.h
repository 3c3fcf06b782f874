// Mean and sample standard deviation.
#pragma once

#include <span>

namespace up5::metrics {

/// NaN without values.
double meanOf(std::span<const double> values);

/// Sample standard deviation (n − 1); NaN below two values.
double sampleDeviation(std::span<const double> values);

} // namespace up5::metrics
