// The AUC of a probe for any weights of the users, sorted once.
#pragma once

#include <span>
#include <vector>

#include "metrics/pairwise_wins.h"

namespace up5::metrics {

/// What probeAucValue() computes (binary for two classes, else one-vs-one macro), recounted in O(users ·
/// classes) for the counts of a resample. The classes it is taken over are fixed at construction: with at
/// least one user of two classes, with at least two users of more (spec C4).
class WeightedProbeAuc {
public:
    /// labels in [0, numClasses); probabilities row-major n × numClasses. `weights` (one per user, default
    /// once each) decide which classes are used. Throws as PairwiseWins.
    WeightedProbeAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses,
                     std::span<const int> weights = {});

    /// Of the last count; at first that of the constructor. NaN when fewer than two classes have users. A
    /// pair of which one class has no weight is left out.
    double value() const;
    /// Counts with these weights first.
    double value(std::span<const int> weights);

    /// Users of the classes used, as weighted in the constructor.
    int users() const { return m_users; }
    /// At least two classes are used and each had two users: a bootstrap can vary them.
    bool canBeResampled() const { return m_canBeResampled; }

private:
    PairwiseWins m_wins;
    int m_numClasses;
    std::vector<int> m_classes;
    int m_users = 0;
    bool m_canBeResampled = true;
};

} // namespace up5::metrics
