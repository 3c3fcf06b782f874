// Ranks of held-out items under a baseline.
#pragma once

#include "pipeline/baselines/baseline_model.h"
#include "pipeline/baselines/user_histories.h"
#include "pipeline/ranking_targets.h"

namespace up5::pipeline {

/// As metrics::placeOfTarget of each row, of which the first `counts` (int64 [n]) of the scores [n, w] count
/// and the target stands in column `targets` (int64 [n]): int64 [n, 2], scores that are better and others
/// that are equal.
torch::Tensor targetPlaces(const torch::Tensor& scores, const torch::Tensor& counts,
                           const torch::Tensor& targets);

/// The targets of one part with their candidates as tensors, for as many rankings as are wanted.
class BaselineRanker {
public:
    BaselineRanker(RankingTargets targets, torch::Device device);

    const RankingTargets& targets() const { return m_targets; }
    /// Scores the candidates of all targets, batch by batch, on the device. Reports progress and honours
    /// cancellation through the context.
    Ranks rank(BaselineModel& model, UserHistories& histories, const JobContext& context) const;

private:
    RankingTargets m_targets;
    std::vector<std::int32_t> m_users;
    torch::Tensor m_items;           ///< int32 [targets, longest list] on the CPU, filled up with item 0
    torch::Tensor m_counts, m_place; ///< int64 [targets]: length of each list, column of the target
};

} // namespace up5::pipeline
