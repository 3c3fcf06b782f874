// Logistic regressions as adversary, fitted anew to the very states they attack.
#pragma once

#include <torch/torch.h>

namespace up5::train {

/// Mean cross-entropy of logistic regressions fitted to these states, one for each of several L2 penalties:
/// under a small one a weak leak drowns in the noise of a few thousand sentences, under a large one a strong
/// leak is not read whole. Differentiable in the states. A fit stands at its optimum, so this gradient is
/// that of how well the attribute can be read at all; a classifier trained by steps shows only how to evade
/// what it knew.
///
/// states [B, d], labels int64 [B] → scalar. Reads numbers back from the device, some 30 times a fit; it is
/// the one exception from the rule that a step does not.
torch::Tensor logisticLoss(const torch::Tensor& states, const torch::Tensor& labels, int numClasses);

} // namespace up5::train
