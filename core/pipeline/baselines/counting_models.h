// Recommenders that only count the training data: what any trained model has to beat (spec H1.5).
#pragma once

#include <memory>

#include "pipeline/baselines/baseline_model.h"

namespace up5::pipeline {

/// Items by the number of training users who have them.
std::unique_ptr<BaselineModel> popularityModel(const BaselineSetup& setup);

/// Items by the mean, over the items j of a history, of the share of j's training users who have them too;
/// scores equal to 1e-4, and users without a history, by popularity. Throws Error{Unsupported} when a table
/// of items × items does not fit into memory.
std::unique_ptr<BaselineModel> cooccurrenceModel(const BaselineSetup& setup);

/// Items by the number of training users who have them besides exactly the items of the history (as a set);
/// equal scores, and histories nobody has, by popularity.
std::unique_ptr<BaselineModel> exactBasketModel(const BaselineSetup& setup);

} // namespace up5::pipeline
