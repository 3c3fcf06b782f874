#include "metrics/resampling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"

namespace up5::metrics {

namespace {

/// Quantile of ascending values, position p·(n − 1), linear in between (the default of R and NumPy).
double quantile(const std::vector<double>& sorted, double p) {
    const double position = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

} // namespace

Resampler::Resampler(int n, std::uint64_t seed) : m_n(n), m_stream(seed, "bootstrap") {
    if (n < 1) {
        throw Error(ErrorCode::Internal,
                    "A bootstrap needs at least one user, not " + std::to_string(n) + ".");
    }
}

template <class Use> void Resampler::draw(Use use) {
    const auto n = static_cast<std::uint64_t>(m_n);
    // Two draws from each 64 bits: the upper half of (32 random bits × n). Its deviation from uniform is
    // below n / 2³², far under what any number of resamples could show.
    for (int drawn = 0; drawn < m_n; drawn += 2) {
        const std::uint64_t bits = m_stream.bits();
        use(drawn, static_cast<int>(((bits >> 32) * n) >> 32));
        if (drawn + 1 < m_n) {
            use(drawn + 1, static_cast<int>(((bits & 0xffffffffu) * n) >> 32));
        }
    }
}

void Resampler::drawIndices(std::span<int> indices) {
    draw([&](int position, int user) { indices[static_cast<std::size_t>(position)] = user; });
}

void Resampler::drawCounts(std::span<int> counts) {
    std::fill(counts.begin(), counts.end(), 0);
    draw([&](int, int user) { ++counts[static_cast<std::size_t>(user)]; });
}

void setPercentileInterval(Estimate& estimate, std::vector<double> resampled,
                           const BootstrapOptions& options) {
    if (options.resamples < 1 || !(options.level > 0.0 && options.level < 1.0)) {
        throw Error(ErrorCode::InvalidInput,
                    "A bootstrap interval needs at least 1 resample and a level between "
                    "0 and 1; asked for were " +
                        std::to_string(options.resamples) + " resamples at level " +
                        std::to_string(options.level) + ".");
    }
    std::erase_if(resampled, [](double value) { return std::isnan(value); });
    if (2 * resampled.size() < static_cast<std::size_t>(options.resamples)) {
        estimate.low = estimate.high = kNan;
        return;
    }
    std::sort(resampled.begin(), resampled.end());
    estimate.low = quantile(resampled, (1.0 - options.level) / 2.0);
    estimate.high = quantile(resampled, (1.0 + options.level) / 2.0);
}

void setIntervalByCounts(Estimate& estimate, int n,
                         const std::function<double(std::span<const int>)>& statistic,
                         const BootstrapOptions& options) {
    Resampler resampler(n, options.seed);
    std::vector<int> counts(static_cast<std::size_t>(n));
    std::vector<double> resampled;
    for (int resample = 0; resample < options.resamples; ++resample) {
        resampler.drawCounts(counts);
        resampled.push_back(statistic(counts));
    }
    setPercentileInterval(estimate, std::move(resampled), options);
}

} // namespace up5::metrics
