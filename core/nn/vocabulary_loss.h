// Cross-entropy over the whole vocabulary without ever holding all of its logits.
#pragma once

#include <torch/torch.h>

namespace up5::nn {

/// Rows whose logits over the vocabulary are computed together: few enough to stay in a processor's cache
/// (1.6 times as fast as blocks of 40 MB), or enough to fill a GPU.
std::int64_t logitRowsPerBlock(const torch::Tensor& hidden, std::int64_t vocabSize);

/// log Σ exp over each row of logits [N, V], which are overwritten. Returns [N].
torch::Tensor logSumExpInPlace(torch::Tensor logits);

/// −log softmax(scale · h · Eᵀ)[label] of each row: hidden [N, d], embedding E [V, d], labels int64 [N] in
/// 0 … V − 1. Returns [N]. Equals torch's cross-entropy of the logits up to rounding, in value and gradient;
/// the logits are computed block by block, and once more in the backward pass, instead of being stored.
torch::Tensor vocabularyLoss(const torch::Tensor& hidden, const torch::Tensor& embedding,
                             const torch::Tensor& labels, double scale);

} // namespace up5::nn
