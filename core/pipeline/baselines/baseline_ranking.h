// Ranks of held-out items under a baseline.
#pragma once

#include "pipeline/baselines/baseline_model.h"
#include "pipeline/baselines/user_histories.h"
#include "pipeline/ranking_targets.h"

namespace up5::pipeline {

/// Scores the candidates of all targets, batch by batch. Reports progress and honours cancellation through
/// the context.
Ranks rankBaseline(BaselineModel& model, UserHistories& histories, const RankingTargets& targets,
                   torch::Device device, const JobContext& context);

} // namespace up5::pipeline
