// PMF and SimpleX, plain and with filters that remove attributes, from the options of a job.
#pragma once

#include <memory>

#include "pipeline/baselines/baseline_model.h"

namespace up5::pipeline {

/// Draw from torch's default generator.
std::unique_ptr<BaselineModel> pmfModel(const BaselineSetup& setup);
std::unique_ptr<BaselineModel> simplexModel(const BaselineSetup& setup);

} // namespace up5::pipeline
