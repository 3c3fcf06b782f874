// Training a baseline as the options of a job say, or with the best of several settings.
#pragma once

#include <memory>

#include "pipeline/baselines/baseline_model.h"
#include "pipeline/baselines/baseline_ranking.h"
#include "pipeline/baselines/user_histories.h"
#include "pipeline/job_context.h"

namespace up5::pipeline {

struct TrainedBaseline {
    std::unique_ptr<BaselineModel> model; ///< in evaluation mode, all attributes of a fair one removed
    jobs::BaselineOptions options;        ///< those it was trained with
};

/// Makes and trains the model; with `tune`, once with every setting of the model's grid (each within the
/// limits of the options). Of a plain model the setting with the best validation NDCG@10 is returned. Of a
/// fair one that would be the least treated; there it is the knee (metrics::ChoiceRule) between NDCG@10 and
/// the leak: the highest AUC, on probe-validation users, of logistic regressions fitted to the adversary's
/// users. `validation` are the targets that stop training and choose; figures of a fair model are means over
/// its selections that are judged (each attribute alone and all of them; of one on a frozen run all), the
/// leak is the highest of them. Reports series `loss`, `validation_ndcg@10`, `validation_hit@10` (steps count
/// on over the settings), when tuning `tuning_ndcg@10` (a step a setting), and stores what was tried as the
/// artifact settings.json, with `tuned_lambda` where λ was among it. Resumable. Throws Error{Cancelled} and
/// what training throws.
TrainedBaseline trainBaseline(const BaselineSetup& setup, const BaselineRanker& validation,
                              const JobContext& context);

/// A finished baseline run's model, in evaluation mode. Throws Error{NotFound} when it stored no weights.
std::shared_ptr<BaselineModel> loadBaseline(const std::string& run, BaselineSetup setup,
                                            const jobs::Workspace& workspace);

} // namespace up5::pipeline
