#include "metrics/seed_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

#include "base/error.h"
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

Estimate meanOverSeeds(std::span<const Estimate> figures) {
    if (figures.empty()) {
        throw Error(ErrorCode::InvalidInput, "A mean needs at least one figure, but there is none.");
    }
    if (figures.size() == 1) {
        return figures.front();
    }
    std::vector<double> values, below, above;
    int users = figures.front().n;
    for (const Estimate& figure : figures) {
        values.push_back(figure.value);
        users = std::min(users, figure.n);
        if (std::isfinite(figure.low) && std::isfinite(figure.high)) {
            below.push_back(figure.value - figure.low);
            above.push_back(figure.high - figure.value);
        }
    }
    const SeedStatistics seeds = overSeeds(values);
    const double margin = seeds.high - seeds.mean;
    const auto together = [&](const std::vector<double>& ofUsers) {
        return ofUsers.empty() ? margin : std::hypot(margin, meanOf(ofUsers));
    };
    return {seeds.mean, seeds.mean - together(below), seeds.mean + together(above), users};
}

} // namespace up5::metrics
