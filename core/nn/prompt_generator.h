// The trainable counterfactually-fair prompt: a table and one linear map per kind of attention, then the
// prompt token reweighter (paper §5.1, Fig. 4; spec D2), materialised as key/value prefixes.
#pragma once

#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/prompt_source.h"
#include "nn/slot_attention.h"
#include "nn/t5_config.h"

namespace up5::nn {

struct PromptGeneratorOptions {
    std::int64_t prefixLength = 5;
    std::string reweighter = "attention"; ///< "attention" | "none"
    std::string init = "normal";          ///< "normal" | "small" | "zero" (spec D2)
    double outputScale = 0.3;             ///< start of the learned factor on reweighted tokens
    double dropout = 0.1;                 ///< on the materialised keys and values while training
};

/// Reweighter: SlotAttention of n rows over the n prefix tokens.
class PromptGeneratorImpl : public PromptSource {
public:
    PromptGeneratorImpl(const T5Config& config, const PromptGeneratorOptions& options);
    KvPrefix forward() override;

private:
    void initialise();

    T5Config m_config;
    PromptGeneratorOptions m_options;
    std::int64_t m_inner;
    /// One table and one linear map per kind of attention: encoder self, decoder self, cross.
    std::vector<torch::Tensor> m_tables;
    std::vector<torch::nn::Linear> m_maps;
    torch::Tensor m_scale;
    SlotAttention m_reweighter{nullptr};
};
TORCH_MODULE(PromptGenerator);

/// Numbers stored per prompt: n · 2 · d_inner · (encoder layers + 2 · decoder layers); t5-small n=5: 92,160
/// (spec D3).
std::int64_t storedPrefixSize(const T5Config& config, std::int64_t prefixLength);

} // namespace up5::nn
