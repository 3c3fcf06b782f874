// Learned rows that attend to prefix tokens, slot by slot: the prompt token reweighter (paper §5.1, spec D2)
// and the prompt mixture (paper §5.2 Eq. 8, spec D6) are both this.
#pragma once

#include <torch/torch.h>

namespace up5::nn {

/// A slot is the keys or the values of one attention of one layer. Query rows of its own for every slot; one
/// set of projections q, k, v, o for all of them; scaled dot-product attention with min(8, inner / 8) heads,
/// at least one. Parameters: slots · rows · inner + 4 (inner² + inner).
class SlotAttentionImpl : public torch::nn::Module {
public:
    /// The caller initialises (initialiseXavier).
    SlotAttentionImpl(std::int64_t slots, std::int64_t rows, std::int64_t inner);
    /// Tokens [slots, n, inner] of any n → [slots, rows, inner].
    torch::Tensor forward(const torch::Tensor& tokens);
    /// Values and output pass through unchanged: every row begins as a mean of the tokens.
    void startAsMean();

private:
    torch::Tensor heads(const torch::Tensor& x) const;

    std::int64_t m_heads;
    torch::Tensor m_queries;
    torch::nn::Linear m_q{nullptr}, m_k{nullptr}, m_v{nullptr}, m_o{nullptr};
};
TORCH_MODULE(SlotAttention);

/// Xavier-normal weights and zero biases for every linear map in the module (spec D2 "normal").
void initialiseXavier(const torch::nn::Module& module);

} // namespace up5::nn
