#include "metrics/auc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"
#include "metrics/pairwise_wins.h"
#include "metrics/resampling.h"

namespace up5::metrics {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Weighted mean of the values that exist; NaN when there is none.
class Mean {
public:
    void add(double value, double weight = 1.0) {
        if (!std::isnan(value)) {
            m_sum += weight * value;
            m_weight += weight;
        }
    }
    double value() const { return m_weight > 0.0 ? m_sum / m_weight : kNan; }

private:
    double m_sum = 0.0, m_weight = 0.0;
};

std::vector<int> classesWithAtLeast(const PairwiseWins& wins, int numClasses, int minimum) {
    std::vector<int> classes;
    for (int c = 0; c < numClasses; ++c) {
        if (wins.weight(c) >= minimum) {
            classes.push_back(c);
        }
    }
    return classes;
}

/// Mean over the pairs of the given classes that have users of both in the last count.
double meanOverPairs(const PairwiseWins& wins, const std::vector<int>& classes) {
    Mean mean;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        for (std::size_t j = i + 1; j < classes.size(); ++j) {
            mean.add(wins.pair(classes[i], classes[j]));
        }
    }
    return mean.value();
}

/// Classes over which the AUC of a probe is taken: two classes need one user each, more need two each (spec
/// C4).
std::vector<int> probedClasses(const PairwiseWins& wins, int numClasses) {
    return classesWithAtLeast(wins, numClasses, numClasses == 2 ? 1 : 2);
}

double probeAucOfCount(const PairwiseWins& wins, int numClasses, const std::vector<int>& classes) {
    return numClasses == 2 ? wins.auc(1, 0) : meanOverPairs(wins, classes);
}

} // namespace

double binaryAuc(std::span<const int> labels, std::span<const double> scores) {
    if (scores.size() != labels.size()) {
        throw Error(ErrorCode::InvalidInput, "An AUC needs one score per user; found were " +
                                                 std::to_string(scores.size()) + " scores of " +
                                                 std::to_string(labels.size()) + " users.");
    }
    std::vector<double> columns;
    columns.reserve(2 * scores.size());
    for (const double score : scores) {
        columns.insert(columns.end(), {0.0, score});
    }
    PairwiseWins wins(labels, columns, 2);
    wins.count();
    return wins.auc(1, 0);
}

MultiClassAuc oneVsOneMacroAuc(std::span<const int> labels, std::span<const double> probabilities,
                               int numClasses, int minPerClass) {
    PairwiseWins wins(labels, probabilities, numClasses);
    wins.count();
    const std::vector<int> classes = classesWithAtLeast(wins, numClasses, std::max(minPerClass, 1));
    MultiClassAuc result;
    result.value = meanOverPairs(wins, classes);
    const int used = static_cast<int>(classes.size());
    result.pairsUsed = used * (used - 1) / 2;
    for (int c = 0; c < numClasses; ++c) {
        if (!std::binary_search(classes.begin(), classes.end(), c)) {
            result.skippedClasses.push_back(c);
        }
    }
    return result;
}

double oneVsOneWeightedAuc(std::span<const int> labels, std::span<const double> probabilities,
                           int numClasses) {
    PairwiseWins wins(labels, probabilities, numClasses);
    wins.count();
    Mean mean;
    for (int a = 0; a < numClasses; ++a) {
        for (int b = a + 1; b < numClasses; ++b) {
            mean.add(wins.pair(a, b), static_cast<double>(wins.weight(a) + wins.weight(b)));
        }
    }
    return mean.value();
}

double oneVsRestMacroAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses) {
    PairwiseWins wins(labels, probabilities, numClasses);
    wins.count();
    Mean mean;
    for (int c = 0; c < numClasses; ++c) {
        mean.add(wins.aucAgainstRest(c));
    }
    return mean.value();
}

double oneVsRestWeightedAuc(std::span<const int> labels, std::span<const double> probabilities,
                            int numClasses) {
    PairwiseWins wins(labels, probabilities, numClasses);
    wins.count();
    Mean mean;
    for (int c = 0; c < numClasses; ++c) {
        mean.add(wins.aucAgainstRest(c), static_cast<double>(wins.weight(c)));
    }
    return mean.value();
}

double probeAucValue(std::span<const int> labels, std::span<const double> probabilities, int numClasses) {
    PairwiseWins wins(labels, probabilities, numClasses);
    wins.count();
    return probeAucOfCount(wins, numClasses, probedClasses(wins, numClasses));
}

Estimate probeAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses,
                  const BootstrapOptions& options) {
    PairwiseWins wins(labels, probabilities, numClasses);
    wins.count();
    const std::vector<int> classes = probedClasses(wins, numClasses);
    Estimate estimate{probeAucOfCount(wins, numClasses, classes), kNan, kNan, 0};
    bool enough = classes.size() >= 2;
    for (const int c : classes) {
        estimate.n += static_cast<int>(wins.weight(c));
        enough = enough && wins.weight(c) >= 2;
    }
    if (!enough) {
        return estimate;
    }
    Resampler resampler(static_cast<int>(labels.size()), options.seed);
    std::vector<int> counts(labels.size());
    std::vector<double> resampled;
    for (int resample = 0; resample < options.resamples; ++resample) {
        resampler.drawCounts(counts);
        wins.count(counts);
        resampled.push_back(probeAucOfCount(wins, numClasses, classes));
    }
    setPercentileInterval(estimate, std::move(resampled), options);
    return estimate;
}

} // namespace up5::metrics
