// The paper's probe on standardised pooled states: a deep MLP, as the paper's text has it and as its code.
#pragma once

#include <memory>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

/// Seven Linears (spec C3), early stopping on the validation users' AUC.
std::unique_ptr<Probe> fitMlp7Probe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                    const ProbeTrainingOptions& options, const CancelToken& cancel);

/// The same with the nine Linears of the published code.
std::unique_ptr<Probe> fitMlp9CodeProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const ProbeTrainingOptions& options, const CancelToken& cancel);

} // namespace up5::train
