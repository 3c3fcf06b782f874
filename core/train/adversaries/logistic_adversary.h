// Logistic regressions as adversary, fitted anew to the very states they attack.
#pragma once

#include <memory>

#include "train/adversaries/adversary.h"

namespace up5::train {

/// Logistic regressions fitted to the states, one for each of several L2 penalties, whose log-probabilities
/// are averaged: under a small penalty a weak leak drowns in the noise of a few thousand sentences, under a
/// large one a strong leak is not read whole. A fit stands at its optimum, so the gradient of its
/// cross-entropy is that of how well the attribute can be read at all; a classifier trained by steps shows
/// only how to evade what it knew.
///
/// Reads numbers back from the device, some 30 times a fit; it is the one exception from the rule that a step
/// does not.
std::unique_ptr<Adversary> makeLogisticAdversary(const AttackedAttribute& attribute);

} // namespace up5::train
