#include "metrics/seed_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

#include "metrics/checks.h"
#include "metrics/moments.h"

namespace up5::metrics {

SeedStatistics overSeeds(std::span<const double> values, double level) {
    requireLevel(level);
    requireFinite(values, "seed");
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    if (values.empty()) {
        return {nan, nan, nan, nan, nan, nan, 0};
    }
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    const int seeds = static_cast<int>(values.size());
    SeedStatistics statistics{meanOf(values), sampleDeviation(values), *least, *greatest, nan, nan, seeds};
    if (seeds >= 2) {
        const double margin = boost::math::quantile(boost::math::students_t(seeds - 1), 0.5 + level / 2.0) *
                              statistics.deviation / std::sqrt(seeds);
        statistics.low = statistics.mean - margin;
        statistics.high = statistics.mean + margin;
    }
    return statistics;
}

} // namespace up5::metrics
