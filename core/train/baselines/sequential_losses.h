// Losses of the sequential recommenders, and how their sequences are masked.
#pragma once

#include <cstdint>

#include <torch/torch.h>

#include "nn/baselines/bert4rec.h"
#include "nn/baselines/sasrec.h"

namespace up5::train {

/// −log σ(s⁺) − log(1 − σ(s⁻)), the mean over the places where `counted` (bool) is true; all of one shape.
/// 0 where none is. Spec E3.
torch::Tensor sampledCrossEntropy(const torch::Tensor& positive, const torch::Tensor& negative,
                                  const torch::Tensor& counted);

/// Windows int64 [B, 1 + T], padded in front: each item but the last predicts the one behind it. Binary
/// cross-entropy of the next items and of `negatives`, int64 [B, T].
torch::Tensor sasrecSampledLoss(nn::Sasrec& network, const torch::Tensor& windows,
                                const torch::Tensor& negatives);
/// The same with cross-entropy over all items, the mean over the predicted places.
torch::Tensor sasrecFullLoss(nn::Sasrec& network, const torch::Tensor& windows);

/// Windows with [MASK] in place of some items. Places that are not `counted` fill up the rows.
struct MaskedWindows {
    torch::Tensor items;   ///< int64 [B, T]
    torch::Tensor places;  ///< int64 [B, M], columns
    torch::Tensor targets; ///< int64 [B, M], items; 0 where not counted
    torch::Tensor counted; ///< bool [B, M]
};
/// Masks a random share of each row's items, rounded, at least one and at most `atMost` (spec E4: 40). Draws
/// from torch's default generator.
MaskedWindows maskShare(const nn::Bert4Rec& network, const torch::Tensor& windows, double share,
                        std::int64_t atMost);
/// Masks the last item of each row.
MaskedWindows maskLast(const nn::Bert4Rec& network, const torch::Tensor& windows);

/// Cross-entropy over all items at the masked places, the sum over them. Their number is counted.sum(), so
/// that rows masked in different ways can be joined.
torch::Tensor maskedItemLossSum(nn::Bert4Rec& network, const MaskedWindows& masked);

} // namespace up5::train
