// What is looked at while a prompt is trained: hits and the leak on validation users.
#pragma once

#include <cstdint>
#include <vector>

#include "data/user_groups.h"
#include "jobs/options/adversarial_options.h"
#include "metrics/checkpoint_choice.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// hit@1 and hit@10 on validation targets (sequential task), and the AUC on probe-validation users of
/// logistic probes fitted to adversary-training users, one for each attribute and each target that the probes
/// after training attack and that a pass of the encoder gives. Reports series `validation_hit@1`,
/// `validation_hit@10`, and for each target `validation_auc` with the target's suffix, the highest over the
/// attributes. Returns hit@10 and the highest AUC of all. The states are those under the backbone's prefix.
metrics::CheckpointFigures validatePrompt(LoadedBackbone& backbone,
                                          const std::vector<const data::Attribute*>& attributes,
                                          const std::vector<data::UserGroups>& groups,
                                          const jobs::AdversarialOptions& options, std::int64_t step,
                                          const JobContext& context);

} // namespace up5::pipeline
