// The paper's adversary (§5): an MLP that takes a step a batch.
#pragma once

#include <memory>
#include <string>

#include "train/adversaries/adversary.h"

namespace up5::train {

/// `architecture` of nn::AttributeClassifier.
std::unique_ptr<Adversary> makeClassifierAdversary(const std::string& architecture, std::int64_t width,
                                                   std::int64_t numClasses);

} // namespace up5::train
