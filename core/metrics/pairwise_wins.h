// For each pair of classes, how often a user of one scores above a user of the other: what every AUC is made
// of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace up5::metrics {

/// Sorts the users once by each class's score; wins are then counted for any user weights (the counts of a
/// bootstrap resample) in O(users · classes), without sorting again.
class PairwiseWins {
public:
    /// labels in [0, numClasses); probabilities row-major n × numClasses. Throws Error{InvalidInput} when a
    /// length or label does not fit or a score is NaN.
    PairwiseWins(std::span<const int> labels, std::span<const double> probabilities, int numClasses);

    /// Counts with every user once.
    void count();
    /// Counts with non-negative weights, one per user.
    void count(std::span<const int> weights);

    /// Weight of all users, and of the users of one class, in the last count.
    std::int64_t total() const { return m_total; }
    std::int64_t weight(int c) const { return m_classWeight[static_cast<std::size_t>(c)]; }

    /// AUC of score p_a with a positive and b negative, ties ½; NaN when one of them has no weight.
    double auc(int a, int b) const;
    /// AUC of score p_a with a positive and all other classes negative; NaN when one side has no weight.
    double aucAgainstRest(int a) const;
    /// Hand & Till's pair value ½[auc(a, b) + auc(b, a)].
    double pair(int a, int b) const { return 0.5 * (auc(a, b) + auc(b, a)); }

    /// Classes with at least this weight in the last count, ascending.
    std::vector<int> classesWithAtLeast(std::int64_t least) const;
    /// Mean of pair() over the pairs of these classes that both have weight in the last count; NaN when there
    /// is none.
    double meanOfPairs(std::span<const int> classes) const;

private:
    struct Column {
        std::vector<int> order;     ///< users by ascending score
        std::vector<int> groupEnds; ///< positions in order behind each group of equal scores
    };
    void countColumn(int positive, std::span<const int> weights);
    std::int64_t doubledWins(int a, int b) const {
        return m_doubledWins[static_cast<std::size_t>(a * m_numClasses + b)];
    }

    int m_numClasses;
    std::vector<int> m_labels;
    std::vector<Column> m_columns;
    std::int64_t m_total = 0;
    std::vector<std::int64_t> m_classWeight;
    std::vector<std::int64_t>
        m_doubledWins; ///< [a][b]: twice the wins of a over b in score p_a, a tie being 1
};

} // namespace up5::metrics
