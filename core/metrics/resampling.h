// Seeded draws of users with replacement, and percentile intervals of what was computed on them.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/random_stream.h"
#include "metrics/bootstrap.h"

namespace up5::metrics {

/// Draws resamples of n users, one after the other. The same n and seed give the same sequence of resamples,
/// in every form in which they can be asked for, so figures over the same users are paired.
class Resampler {
public:
    /// n ≥ 1 users.
    Resampler(int n, std::uint64_t seed);

    /// The next resample as user indices (length n).
    void drawIndices(std::span<int> indices);
    /// The next resample as how often each user was drawn (length n, sum n).
    void drawCounts(std::span<int> counts);

private:
    template <class Use> void draw(Use use);

    int m_n;
    RandomStream m_stream;
};

/// Fills low and high with the percentiles of the resampled values (linear interpolation between order
/// statistics); NaN values are left out. Leaves both NaN when fewer than half of the resamples gave a value.
/// Throws Error{InvalidInput} unless resamples ≥ 1 and 0 < level < 1.
void setPercentileInterval(Estimate& estimate, std::vector<double> resampled,
                           const BootstrapOptions& options);

/// Fills low and high from a statistic of how often each of n users was drawn; as setPercentileInterval().
void setIntervalByCounts(Estimate& estimate, int n,
                         const std::function<double(std::span<const int>)>& statistic,
                         const BootstrapOptions& options);

} // namespace up5::metrics
