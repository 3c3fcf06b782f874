// The probe without a model: the classes of the nearest training users.
#pragma once

#include <memory>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

/// Score of a class: (of the k nearest training users, those in the class, + 1) / (k + numClasses), nearest
/// by Euclidean distance between standardised states, of equally near ones the first. k is chosen from {5,
/// 15, 25, 50, 100}, but at most all training users, by the AUC on the validation users, of equals the
/// largest; it is chosen["k"]. Nothing is trained, so trainingLoss is minus infinity. Nothing in it
/// is random (spec H2; there k = 25).
std::unique_ptr<Probe> fitKnnProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                   const ProbeTrainingOptions& options, const CancelToken& cancel);

} // namespace up5::train
