#include "metrics/paired_auc.h"

#include <limits>

#include "metrics/probe_auc.h"
#include "metrics/resampling.h"

namespace up5::metrics {

Estimate bootstrapAucDifference(std::span<const int> labels, std::span<const double> a,
                                std::span<const double> b, int numClasses, const BootstrapOptions& options) {
    WeightedProbeAuc aucOfA(labels, a, numClasses), aucOfB(labels, b, numClasses);
    Estimate estimate{aucOfA.value() - aucOfB.value(), kNan, kNan, aucOfA.users()};
    if (!aucOfA.canBeResampled()) { // the labels decide, so b is no different
        return estimate;
    }
    setIntervalByCounts(
        estimate, static_cast<int>(labels.size()),
        [&](std::span<const int> counts) { return aucOfA.value(counts) - aucOfB.value(counts); }, options);
    return estimate;
}

} // namespace up5::metrics
