// The classifier of a sensitive attribute on pooled states: the paper's MLPs (spec C3).
#pragma once

#include <string>

#include <torch/torch.h>

namespace up5::nn {

/// "mlp7": d→2d→4d→2d→2d→d→d/2→C with BatchNorm after Linear 1, 3, 5 and LeakyReLU(0.2).
/// "mlp9-code", as in the published code: d→2d→4d→4d→2d→2d→d→d→d/2→C with BatchNorm after Linear 1, 4, 5.
/// Always C logits (two for a binary attribute). PyTorch's default initialisation.
class AttributeClassifierImpl : public torch::nn::Module {
public:
    AttributeClassifierImpl(std::string architecture, std::int64_t inputSize, std::int64_t numClasses);
    /// [B, inputSize] → logits [B, numClasses].
    torch::Tensor forward(torch::Tensor states);

private:
    torch::nn::Sequential m_layers;
};
TORCH_MODULE(AttributeClassifier);

} // namespace up5::nn
