// The probe of thresholds and their combinations: gradient-boosted trees (XGBoost).
#pragma once

#include <memory>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

/// Trees on the pooled states as they are: depth 4, learning rate 0.1, four fifths of the users a round, on
/// one thread of the CPU whatever the device. At most 300 rounds; stops when the AUC on the validation users
/// has not risen for 30, and keeps the best, chosen["rounds"]. Of the options only the seed counts. Throws
/// Error{Internal} with XGBoost's message when it fails.
std::unique_ptr<Probe> fitBoostedTreesProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                            const ProbeTrainingOptions& options, const CancelToken& cancel);

} // namespace up5::train
