// From plain token vectors to tensors on a device.
#pragma once

#include <span>
#include <vector>

#include <torch/torch.h>

#include "pipeline/training_examples.h"
#include "text/token_batch.h"
#include "train/prompt_trainer.h"

namespace up5::pipeline {

/// Encoder tokens of one pass without gradients; bounds memory.
inline constexpr int kTokensPerPass = 16384;

/// Encoder inputs as tensors: tokens, wholeWordIds int64 [B, L]; attentionMask, userSpan, history bool [B,
/// L].
struct EncoderInputs {
    torch::Tensor tokens, wholeWordIds, attentionMask, userSpan, history;
};

EncoderInputs encoderInputs(const text::TokenBatch& batch, torch::Device device);

/// Examples padded into one training batch; labels are -100 where padded.
train::PromptBatch trainingBatch(std::span<const TrainingExample* const> examples, torch::Device device);

} // namespace up5::pipeline
