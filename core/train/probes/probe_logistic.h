// The linear probe: L2-penalised logistic regression on standardised pooled states.
#pragma once

#include <memory>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

/// Fits one regression for each penalty of {1, 0.1, 0.01, 1e-3, 1e-4} and keeps that with the best AUC on the
/// validation users, of equals the most penalised; chosen["penalty"] is its penalty. Nothing in it is random,
/// so the options change nothing.
std::unique_ptr<Probe> fitLogisticProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const ProbeTrainingOptions& options, const CancelToken& cancel);

/// The same for the curves of a training, in a fraction of the time: each regression takes few steps, and
/// begins where that of the next greater penalty has ended.
std::unique_ptr<Probe> fitLogisticProbeForCurve(const ProbeSet& train, const ProbeSet& validation,
                                                int numClasses, const CancelToken& cancel);

} // namespace up5::train
