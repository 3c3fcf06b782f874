// A classifier of a sensitive attribute that chooses which of a sentence's tokens to read.
#pragma once

#include <torch/torch.h>

namespace up5::nn {

/// One learned query q weighs the tokens, softmax over q·x; their weighted mean goes through d→d→C with
/// LeakyReLU(0.2). q begins at zero: the plain mean.
class AttentionPoolClassifierImpl : public torch::nn::Module {
public:
    AttentionPoolClassifierImpl(std::int64_t inputSize, std::int64_t numClasses);
    /// [B, L, inputSize], bool [B, L] with at least one true a row (true = read) → logits [B, numClasses].
    torch::Tensor forward(torch::Tensor states, torch::Tensor mask);

private:
    torch::Tensor m_query; ///< [inputSize]
    torch::nn::Linear m_hidden{nullptr}, m_output{nullptr};
};
TORCH_MODULE(AttentionPoolClassifier);

} // namespace up5::nn
