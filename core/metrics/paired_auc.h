// Difference of the AUCs of two models' probes on the same users.
#pragma once

#include <span>

#include "metrics/bootstrap.h"

namespace up5::metrics {

/// AUC of a − AUC of b, as probeAucValue() defines them (binary for two classes, else one-vs-one macro), with
/// a percentile interval over users. labels in [0, numClasses); a and b row-major n × numClasses, row i of
/// both belonging to user i. Every resample is used for both models, so what they share cancels; each model
/// is sorted once. n and missing intervals as in probeAuc(). Throws Error{InvalidInput} as there.
Estimate bootstrapAucDifference(std::span<const int> labels, std::span<const double> a,
                                std::span<const double> b, int numClasses, const BootstrapOptions& options);

} // namespace up5::metrics
