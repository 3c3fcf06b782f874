#include "metrics/permutation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random_stream.h"
#include "metrics/bootstrap.h"
#include "metrics/checks.h"
#include "metrics/midranks.h"
#include "metrics/probe_auc.h"

namespace up5::metrics {

namespace {

void requirePermutations(const PermutationOptions& options) {
    if (options.permutations < 1) {
        throw Error(ErrorCode::InvalidInput, "A permutation test needs at least 1 permutation, not " +
                                                 std::to_string(options.permutations) + ".");
    }
}

/// Counts arrangements at least as far from 0 as the observed one. Sums of the same numbers in another order
/// differ in their last digits; `scale` is the largest size a statistic can have.
class Extremes {
public:
    Extremes(double observed, double scale)
        : m_observed(observed), m_limit(std::abs(observed) - 1e-12 * scale) {}

    void add(double statistic) {
        m_extreme += std::abs(statistic) >= m_limit ? 1 : 0;
        ++m_count;
    }
    PermutationTest test(bool exact) const {
        const double count = m_count, extreme = m_extreme;
        return {m_observed, exact ? extreme / count : (1.0 + extreme) / (1.0 + count), m_count, exact};
    }

private:
    double m_observed, m_limit;
    int m_extreme = 0, m_count = 0;
};

/// Calls visit(flipped) for all ways to flip `units` things or not, or for as many random ones as asked for.
/// Returns whether it were all. flipped: 0 or 1 per unit.
template <class Visit>
bool forEachFlip(std::size_t units, const PermutationOptions& options, const char* purpose, Visit visit) {
    std::vector<int> flipped(units);
    if (units < 31 && (std::int64_t{1} << units) <= options.permutations) {
        for (std::uint32_t mask = 0; mask < (std::uint32_t{1} << units); ++mask) {
            for (std::size_t unit = 0; unit < units; ++unit) {
                flipped[unit] = static_cast<int>(mask >> unit & 1u);
            }
            visit(flipped);
        }
        return true;
    }
    RandomStream random(options.seed, purpose);
    for (int drawn = 0; drawn < options.permutations; ++drawn) {
        std::uint64_t bits = 0;
        for (std::size_t unit = 0; unit < units; ++unit, bits >>= 1) {
            bits = unit % 64 == 0 ? random.bits() : bits;
            flipped[unit] = static_cast<int>(bits & 1u);
        }
        visit(flipped);
    }
    return false;
}

/// Whether there are at most `limit` ways to choose some of `n`.
bool fewChoices(std::size_t n, std::size_t chosen, int limit) {
    double choices = 1.0;
    for (std::size_t i = 1; i <= std::min(chosen, n - chosen) && choices <= limit; ++i) {
        choices *= static_cast<double>(n + 1 - i) / static_cast<double>(i);
    }
    return choices <= limit + 0.5;
}

/// Row-major scores, every column replaced by its midranks.
std::vector<double> rankedColumns(std::span<const double> scores, std::size_t columns) {
    std::vector<double> ranked(scores.size());
    std::vector<double> column(scores.size() / columns);
    for (std::size_t c = 0; c < columns; ++c) {
        for (std::size_t user = 0; user < column.size(); ++user) {
            column[user] = scores[user * columns + c];
        }
        const std::vector<double> ranks = midranks(column);
        for (std::size_t user = 0; user < column.size(); ++user) {
            ranked[user * columns + c] = ranks[user];
        }
    }
    return ranked;
}

} // namespace

PermutationTest signFlipTest(std::span<const double> a, std::span<const double> b,
                             const PermutationOptions& options) {
    requirePermutations(options);
    requirePaired(a.size(), b.size());
    requireFinite(a, "user");
    requireFinite(b, "user");
    if (a.empty()) {
        return {kNan, kNan, 0, false};
    }
    const double users = static_cast<double>(a.size());
    std::vector<double> differences;
    double sum = 0.0, size = 0.0;
    for (std::size_t user = 0; user < a.size(); ++user) {
        if (const double difference = a[user] - b[user]; difference != 0.0) {
            differences.push_back(difference);
            sum += difference;
            size += std::abs(difference);
        }
    }
    Extremes extremes(sum / users, size / users);
    const bool exact =
        forEachFlip(differences.size(), options, "sign flip test", [&](const std::vector<int>& flipped) {
            double flippedSum = 0.0;
            for (std::size_t i = 0; i < flipped.size(); ++i) {
                flippedSum += flipped[i] != 0 ? -differences[i] : differences[i];
            }
            extremes.add(flippedSum / users);
        });
    return extremes.test(exact);
}

PermutationTest twoGroupTest(std::span<const double> a, std::span<const double> b,
                             const PermutationOptions& options) {
    requirePermutations(options);
    requireFinite(a, "user");
    requireFinite(b, "user");
    if (a.empty() || b.empty()) {
        return {kNan, kNan, 0, false};
    }
    std::vector<double> pooled(a.begin(), a.end());
    pooled.insert(pooled.end(), b.begin(), b.end());
    const double total = std::accumulate(pooled.begin(), pooled.end(), 0.0);
    const double ofA = static_cast<double>(a.size()), ofB = static_cast<double>(b.size());
    const auto difference = [&](double sumOfA) { return sumOfA / ofA - (total - sumOfA) / ofB; };
    double scale = 0.0;
    for (const double value : pooled) {
        scale = std::max(scale, 2.0 * std::abs(value));
    }
    Extremes extremes(difference(std::accumulate(a.begin(), a.end(), 0.0)), scale);
    if (fewChoices(pooled.size(), a.size(), options.permutations)) {
        std::vector<int> inA(pooled.size(), 0);
        std::fill_n(inA.begin(), a.size(), 1);
        do {
            extremes.add(difference(std::inner_product(pooled.begin(), pooled.end(), inA.begin(), 0.0)));
        } while (std::prev_permutation(inA.begin(), inA.end()));
        return extremes.test(true);
    }
    RandomStream random(options.seed, "two group test");
    const std::size_t smaller = std::min(a.size(), b.size());
    for (int drawn = 0; drawn < options.permutations; ++drawn) {
        double sum = 0.0; // of a random choice of as many users as the smaller group has
        for (std::size_t i = 0; i < smaller; ++i) {
            std::swap(pooled[i], pooled[i + random.below(pooled.size() - i)]);
            sum += pooled[i];
        }
        extremes.add(difference(a.size() == smaller ? sum : total - sum));
    }
    return extremes.test(false);
}

PermutationTest aucSwapTest(std::span<const int> labels, std::span<const double> a, std::span<const double> b,
                            int numClasses, const PermutationOptions& options) {
    requirePermutations(options);
    const double aucOfA = WeightedProbeAuc(labels, a, numClasses).value();
    const double aucOfB = WeightedProbeAuc(labels, b, numClasses).value();
    if (std::isnan(aucOfA)) {
        return {aucOfA, aucOfA, 0, false};
    }
    // Every user twice, once with the ranks of each model; weights choose between them, so that swapping
    // needs no sorting.
    const std::size_t users = labels.size(), columns = static_cast<std::size_t>(numClasses);
    std::vector<int> bothLabels(labels.begin(), labels.end());
    bothLabels.insert(bothLabels.end(), labels.begin(), labels.end());
    std::vector<double> bothRanks = rankedColumns(a, columns);
    const std::vector<double> ranksOfB = rankedColumns(b, columns);
    bothRanks.insert(bothRanks.end(), ranksOfB.begin(), ranksOfB.end());
    std::vector<int> chosen(2 * users), others(2 * users);
    std::fill_n(chosen.begin(), users, 1);
    WeightedProbeAuc mixed(bothLabels, bothRanks, numClasses, chosen);

    Extremes extremes(aucOfA - aucOfB, 1.0);
    const bool exact = forEachFlip(users, options, "auc swap test", [&](const std::vector<int>& swapped) {
        for (std::size_t user = 0; user < users; ++user) {
            chosen[user] = others[users + user] = 1 - swapped[user];
            chosen[users + user] = others[user] = swapped[user];
        }
        const double first = mixed.value(chosen);
        extremes.add(first - mixed.value(others));
    });
    return extremes.test(exact);
}

} // namespace up5::metrics
