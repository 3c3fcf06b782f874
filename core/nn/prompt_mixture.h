// The prompt mixture: one module that turns any chosen single-attribute prompts into one that removes all of
// their attributes at once (paper §5.2, Eq. 8; spec D6).
#pragma once

#include <vector>

#include <torch/torch.h>

#include "nn/prompt_source.h"
#include "nn/slot_attention.h"
#include "nn/t5_config.h"

namespace up5::nn {

struct PromptMixtureOptions {
    std::int64_t outputLength = 15; ///< n_out, rows of the mixed prompt
    std::string init = "identity";  ///< "identity" (a mean of the prompts' tokens) | "normal" (Xavier)
    double dropout = 0.1;           ///< on the mixed keys and values while training
};

/// In every slot, n_out learned query rows attend to the tokens of all chosen prompts, concatenated along
/// their length, with one set of projections for all slots (see SlotAttention). The prompts are frozen. One
/// chosen prompt alone is passed on unchanged, without dropout.
class PromptMixtureImpl : public PromptSource {
public:
    /// Prompts may have any lengths. Copies them; they are buffers of the module. Throws Error{InvalidInput}
    /// for fewer than two prompts, a prompt of another backbone, without keys and values or with embeddings
    /// or hidden columns of its own, and for options out of range.
    PromptMixtureImpl(const T5Config& config, const std::vector<KvPrefix>& prompts,
                      const PromptMixtureOptions& options);
    /// Which prompts are mixed from now on, by position: one flag each, at least one set. All at first.
    void select(std::vector<bool> chosen);
    KvPrefix forward() override;

private:
    T5Config m_config;
    PromptMixtureOptions m_options;
    std::vector<torch::Tensor> m_prompts; ///< [slots, n, d_inner] each
    std::vector<bool> m_chosen;
    SlotAttention m_attention{nullptr};
};
TORCH_MODULE(PromptMixture);

} // namespace up5::nn
