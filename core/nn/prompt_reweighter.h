// The prompt token reweighter (paper §5.1, Fig. 4; Table 12: attention, feed-forward or none; spec D2).
#pragma once

#include <cstdint>
#include <string>

#include <torch/torch.h>

#include "nn/slot_attention.h"

namespace up5::nn {

/// Hidden width h of the feed-forward reweighter of tokens of this width d: the smallest with which
/// Linear(d, h) and Linear(h, d) have at least 1.4 times the parameters of the attention's 4 (d² + d); 1,435
/// at d = 512 (paper §6.3, spec D2).
std::int64_t feedForwardWidth(std::int64_t width);

struct PromptReweighterOptions {
    /// "attention": over all slots; "encoder_only": over the encoder's (published code); "ff": each token by
    /// itself.
    std::string kind = "attention";
    std::int64_t slots = 0,
                 encoderSlots = 0; ///< of all tokens, and how many of the first ones the encoder's are
    std::int64_t prefixLength = 0, width = 0; ///< n and d of a token
};

/// Attention: SlotAttention of n rows over the n tokens of a slot. Draws from torch's default generator;
/// owners choose the weights' start.
class PromptReweighterImpl : public torch::nn::Module {
public:
    /// Throws Error{InvalidInput} for another kind.
    explicit PromptReweighterImpl(const PromptReweighterOptions& options);
    /// [slots, n, d] → [slots, n, d].
    torch::Tensor forward(const torch::Tensor& tokens);

private:
    std::int64_t m_attended = 0; ///< slots, the first ones
    SlotAttention m_attention{nullptr};
    torch::nn::Linear m_in{nullptr}, m_out{nullptr}; ///< ff
};
TORCH_MODULE(PromptReweighter);

} // namespace up5::nn
