// The probe of all tokens: learns where in the sentence the attribute stands.
#pragma once

#include <memory>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

/// nn::AttentionPoolClassifier on token states, standardised by all tokens read of the training users; early
/// stopping on the validation users' AUC. Throws Error{InvalidInput} when a user has no token to read.
std::unique_ptr<Probe> fitAttentionPoolProbe(const ProbeSet& train, const ProbeSet& validation,
                                             int numClasses, const ProbeTrainingOptions& options,
                                             const CancelToken& cancel);

} // namespace up5::train
