// Losses of matching recommenders on scores.
#pragma once

#include <torch/torch.h>

namespace up5::train {

/// Bayesian personalised ranking: mean over all pairs of −log σ(s⁺ − s⁻). positive [B]; negative [B, n].
torch::Tensor bprLoss(const torch::Tensor& positive, const torch::Tensor& negative);

/// Mean squared error against 1 for positive [B] and 0 for negative [B, n], both halves weighted alike.
torch::Tensor implicitSquaredLoss(const torch::Tensor& positive, const torch::Tensor& negative);

/// Cosine contrastive loss (SimpleX): mean over rows of max(0, 1 − c⁺) + w·mean_j max(0, c⁻_j − m).
/// positive [B], negative [B, n] cosines; isNegative bool [B, n], false = left out of the mean; undefined:
/// all count.
torch::Tensor cosineContrastiveLoss(const torch::Tensor& positive, const torch::Tensor& negative,
                                    const torch::Tensor& isNegative, double margin, double weight);

} // namespace up5::train
