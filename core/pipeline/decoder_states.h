// What the decoder makes of a user: the scores of all items, the list it would recommend.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <torch/torch.h>

#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Scores of all items, [B, items]. Where every item is one token, the log-probability of that token as the
/// decoder's first answer, which is the score of the item but for the end sign (it follows in any case); else
/// the exact score of the candidate scorer.
torch::Tensor itemScores(LoadedBackbone& backbone, const torch::Tensor& encoded, const torch::Tensor& mask);

/// For each row of `scores` [B, items] at most `length` items, the best first, among those that somebody
/// rated and the user is not known to have; equal scores by item index.
std::vector<std::vector<std::int32_t>> recommendedItems(const Protocol& protocol, const torch::Tensor& scores,
                                                        std::span<const std::int32_t> users,
                                                        std::size_t length);

/// The ten best of them as features [B, items] on the scores' device: a 1 for each item listed.
torch::Tensor recommendedRows(const Protocol& protocol, const torch::Tensor& scores,
                              std::span<const std::int32_t> users);

} // namespace up5::pipeline
