// Scaled multi-head attention with biases, as SASRec and BERT4Rec have it.
#pragma once

#include <torch/torch.h>

namespace up5::nn {

class SequenceAttentionImpl : public torch::nn::Module {
public:
    /// Throws Error{InvalidInput} unless `size` can be divided among the heads.
    SequenceAttentionImpl(std::int64_t size, std::int64_t numHeads, double dropout);

    /// x [B, T, d] attends to memory [B, S, d]; bias [B or 1, 1, T, S] is added to the scores. Returns
    /// [B, T, d]. In training the shares drop out.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& memory, const torch::Tensor& bias);

private:
    torch::Tensor heads(const torch::Tensor& x) const;

    std::int64_t m_numHeads;
    double m_dropout;
    torch::nn::Linear m_query{nullptr}, m_key{nullptr}, m_value{nullptr}, m_output{nullptr};
};
TORCH_MODULE(SequenceAttention);

} // namespace up5::nn
