// What an adversary of a fair baseline is told of an attribute.
#pragma once

#include "pipeline/baselines/baseline_model.h"
#include "train/baselines/filter_adversary.h"

namespace up5::pipeline {

/// Classes of the setup's index-th attribute: of those users whom an adversary may see, −100 for the others.
train::AdversaryLabels adversaryLabels(const BaselineSetup& setup, std::size_t index);

} // namespace up5::pipeline
