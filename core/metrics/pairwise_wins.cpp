#include "metrics/pairwise_wins.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "base/error.h"

namespace up5::metrics {

PairwiseWins::PairwiseWins(std::span<const int> labels, std::span<const double> probabilities, int numClasses)
    : m_numClasses(numClasses), m_labels(labels.begin(), labels.end()) {
    const std::size_t n = labels.size(), classes = static_cast<std::size_t>(numClasses);
    if (numClasses < 1 || probabilities.size() != n * classes) {
        throw Error(ErrorCode::InvalidInput,
                    "An AUC of " + std::to_string(n) + " users and " + std::to_string(numClasses) +
                        " classes cannot be made from " + std::to_string(probabilities.size()) + " scores.");
    }
    for (std::size_t user = 0; user < n; ++user) {
        if (labels[user] < 0 || labels[user] >= numClasses) {
            throw Error(ErrorCode::InvalidInput, "User " + std::to_string(user) + " has class " +
                                                     std::to_string(labels[user]) + "; allowed are 0 to " +
                                                     std::to_string(numClasses - 1) + ".");
        }
        for (std::size_t c = 0; c < classes; ++c) {
            if (std::isnan(probabilities[user * classes + c])) {
                throw Error(ErrorCode::InvalidInput, "The score of user " + std::to_string(user) +
                                                         " for class " + std::to_string(c) +
                                                         " is not a number; the probe has diverged.");
            }
        }
    }
    for (std::size_t c = 0; c < classes; ++c) {
        const auto score = [&](int user) {
            return probabilities[static_cast<std::size_t>(user) * classes + c];
        };
        Column column;
        column.order.resize(n);
        std::iota(column.order.begin(), column.order.end(), 0);
        std::sort(column.order.begin(), column.order.end(),
                  [&](int a, int b) { return score(a) < score(b); });
        for (std::size_t end = 1; end <= n; ++end) {
            if (end == n || score(column.order[end]) != score(column.order[end - 1])) {
                column.groupEnds.push_back(static_cast<int>(end));
            }
        }
        m_columns.push_back(std::move(column));
    }
}

void PairwiseWins::count() {
    count(std::vector<int>(m_labels.size(), 1));
}

void PairwiseWins::count(std::span<const int> weights) {
    const auto classes = static_cast<std::size_t>(m_numClasses);
    m_total = 0;
    m_classWeight.assign(classes, 0);
    m_doubledWins.assign(classes * classes, 0);
    for (std::size_t user = 0; user < m_labels.size(); ++user) {
        m_classWeight[static_cast<std::size_t>(m_labels[user])] += weights[user];
        m_total += weights[user];
    }
    for (int c = 0; c < m_numClasses; ++c) {
        countColumn(c, weights);
    }
}

void PairwiseWins::countColumn(int positive, std::span<const int> weights) {
    const Column& column = m_columns[static_cast<std::size_t>(positive)];
    std::int64_t* wins = m_doubledWins.data() + positive * m_numClasses;
    // Seen from each user as the loser: the weight of positives above counts twice, that of tied ones once.
    std::int64_t above = m_classWeight[static_cast<std::size_t>(positive)];
    std::size_t begin = 0;
    for (const int groupEnd : column.groupEnds) {
        const auto end = static_cast<std::size_t>(groupEnd);
        std::int64_t tied = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const auto user = static_cast<std::size_t>(column.order[i]);
            tied += m_labels[user] == positive ? weights[user] : 0;
        }
        above -= tied;
        for (; begin < end; ++begin) {
            const auto user = static_cast<std::size_t>(column.order[begin]);
            wins[m_labels[user]] += weights[user] * (2 * above + tied);
        }
    }
}

std::vector<int> PairwiseWins::classesWithAtLeast(std::int64_t least) const {
    std::vector<int> classes;
    for (int c = 0; c < m_numClasses; ++c) {
        if (weight(c) >= least) {
            classes.push_back(c);
        }
    }
    return classes;
}

double PairwiseWins::meanOfPairs(std::span<const int> classes) const {
    double sum = 0.0;
    int pairs = 0;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        for (std::size_t j = i + 1; j < classes.size(); ++j) {
            if (weight(classes[i]) > 0 && weight(classes[j]) > 0) {
                sum += pair(classes[i], classes[j]);
                ++pairs;
            }
        }
    }
    return pairs > 0 ? sum / pairs : std::numeric_limits<double>::quiet_NaN();
}

double PairwiseWins::auc(int a, int b) const {
    const double pairs = static_cast<double>(weight(a)) * static_cast<double>(weight(b));
    return pairs > 0 ? 0.5 * static_cast<double>(doubledWins(a, b)) / pairs
                     : std::numeric_limits<double>::quiet_NaN();
}

double PairwiseWins::aucAgainstRest(int a) const {
    std::int64_t wins = 0;
    for (int b = 0; b < m_numClasses; ++b) {
        wins += b == a ? 0 : doubledWins(a, b);
    }
    const double pairs = static_cast<double>(weight(a)) * static_cast<double>(m_total - weight(a));
    return pairs > 0 ? 0.5 * static_cast<double>(wins) / pairs : std::numeric_limits<double>::quiet_NaN();
}

} // namespace up5::metrics
