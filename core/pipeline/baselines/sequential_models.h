// SASRec and BERT4Rec, plain and behind a selective prompt (S-SAS, S-BERT), from the options of a job.
#pragma once

#include <memory>

#include "pipeline/baselines/baseline_model.h"

namespace up5::pipeline {

/// Draw from torch's default generator.
std::unique_ptr<BaselineModel> sasrecModel(const BaselineSetup& setup);
std::unique_ptr<BaselineModel> bert4recModel(const BaselineSetup& setup);

/// A prompt before a copy of the setup's plain model, which gives the shape of the network and the length of
/// histories. Throws Error{Internal} when that is no sequential model.
std::unique_ptr<BaselineModel> promptedModel(const BaselineSetup& setup);

} // namespace up5::pipeline
