#include "metrics/probe_auc.h"

#include <limits>

#include "metrics/auc.h"
#include "metrics/resampling.h"

namespace up5::metrics {

WeightedProbeAuc::WeightedProbeAuc(std::span<const int> labels, std::span<const double> probabilities,
                                   int numClasses, std::span<const int> weights)
    : m_wins(labels, probabilities, numClasses), m_numClasses(numClasses) {
    if (weights.empty()) {
        m_wins.count();
    } else {
        m_wins.count(weights);
    }
    m_classes = m_wins.classesWithAtLeast(numClasses == 2 ? 1 : 2);
    m_canBeResampled = m_classes.size() >= 2;
    for (const int c : m_classes) {
        m_users += static_cast<int>(m_wins.weight(c));
        m_canBeResampled = m_canBeResampled && m_wins.weight(c) >= 2;
    }
}

double WeightedProbeAuc::value() const {
    return m_numClasses == 2 ? m_wins.auc(1, 0) : m_wins.meanOfPairs(m_classes);
}

double WeightedProbeAuc::value(std::span<const int> weights) {
    m_wins.count(weights);
    return value();
}

double probeAucValue(std::span<const int> labels, std::span<const double> probabilities, int numClasses) {
    return WeightedProbeAuc(labels, probabilities, numClasses).value();
}

Estimate probeAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses,
                  const BootstrapOptions& options) {
    WeightedProbeAuc auc(labels, probabilities, numClasses);
    Estimate estimate{auc.value(), kNan, kNan, auc.users()};
    if (!auc.canBeResampled()) {
        return estimate;
    }
    setIntervalByCounts(
        estimate, static_cast<int>(labels.size()),
        [&](std::span<const int> counts) { return auc.value(counts); }, options);
    return estimate;
}

} // namespace up5::metrics
