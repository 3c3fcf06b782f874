#include "metrics/null_band.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/distributions/normal.hpp>

#include "metrics/checks.h"
#include "metrics/moments.h"
#include "metrics/resampling.h"

namespace up5::metrics {

NullBand nullBand(std::span<const double> nulls, double level) {
    requireLevel(level);
    requireFinite(nulls, "null fit");
    constexpr double nan = kNan;
    if (nulls.empty()) {
        return {{nan, nan, nan, 0}, nan};
    }
    const int n = static_cast<int>(nulls.size());
    NullBand null{{meanOf(nulls), nan, nan, n}, sampleDeviation(nulls)};
    setPercentileInterval(null.band, {nulls.begin(), nulls.end()}, {.resamples = n, .level = level});
    return null;
}

double nullPValue(std::span<const double> nulls, double observed) {
    requireFinite(nulls, "null fit");
    if (std::isnan(observed)) {
        return observed;
    }
    const auto asLarge = std::count_if(nulls.begin(), nulls.end(), [&](double v) { return v >= observed; });
    return (1.0 + static_cast<double>(asLarge)) / (1.0 + static_cast<double>(nulls.size()));
}

double smallestDetectable(const NullBand& null, const DetectionOptions& options) {
    requireLevel(options.level);
    requireLevel(options.power);
    const boost::math::normal normal;
    const double z = boost::math::quantile(normal, 0.5 + options.level / 2.0) +
                     boost::math::quantile(normal, options.power);
    return null.band.value + z * null.standardDeviation;
}

} // namespace up5::metrics
