#include "metrics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "metrics/checks.h"
#include "metrics/resampling.h"

namespace up5::metrics {

namespace {

double resampledMean(std::span<const double> values, std::span<const int> users) {
    double sum = 0.0;
    for (const int user : users) {
        sum += values[static_cast<std::size_t>(user)];
    }
    return sum / static_cast<double>(users.size());
}

} // namespace

Estimate bootstrap(int n, const std::function<double(std::span<const int>)>& statistic,
                   const BootstrapOptions& options) {
    if (n < 1) {
        return {kNan, kNan, kNan, 0};
    }
    std::vector<int> users(static_cast<std::size_t>(n));
    std::iota(users.begin(), users.end(), 0);
    Estimate estimate{statistic(users), kNan, kNan, n};
    if (n < 2 || std::isnan(estimate.value)) {
        return estimate;
    }
    Resampler resampler(n, options.seed);
    std::vector<double> resampled;
    for (int resample = 0; resample < options.resamples; ++resample) {
        resampler.drawIndices(users);
        resampled.push_back(statistic(users));
    }
    setPercentileInterval(estimate, std::move(resampled), options);
    return estimate;
}

Estimate bootstrapMean(std::span<const double> values, const BootstrapOptions& options) {
    requireFinite(values, "user");
    return bootstrap(
        static_cast<int>(values.size()),
        [&](std::span<const int> users) { return resampledMean(values, users); }, options);
}

Estimate bootstrapPairedDifference(std::span<const double> a, std::span<const double> b,
                                   const BootstrapOptions& options) {
    requirePaired(a.size(), b.size());
    std::vector<double> differences(a.size());
    std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus<>());
    return bootstrapMean(differences, options);
}

Estimate meanEstimate(std::span<const Estimate> figures) {
    if (figures.empty()) {
        throw Error(ErrorCode::InvalidInput, "A mean needs at least one figure, but there is none.");
    }
    Estimate mean{0, 0, 0, figures.front().n};
    const auto share = 1.0 / static_cast<double>(figures.size());
    for (const Estimate& figure : figures) {
        mean.value += share * figure.value;
        mean.low += share * figure.low;
        mean.high += share * figure.high;
        mean.n = std::min(mean.n, figure.n);
    }
    return mean;
}

} // namespace up5::metrics
