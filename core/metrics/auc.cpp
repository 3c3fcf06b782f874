#include "metrics/auc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"
#include "metrics/pairwise_wins.h"

namespace up5::metrics {

namespace {

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
    const std::vector<int> classes = wins.classesWithAtLeast(std::max(minPerClass, 1));
    MultiClassAuc result;
    result.value = wins.meanOfPairs(classes);
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

} // namespace up5::metrics
