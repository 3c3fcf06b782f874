// A trainable soft prompt that asks a frozen backbone for an attribute (paper §4.2, spec C2).
#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

#include "nn/kv_prefix.h"
#include "nn/prompt_part.h"
#include "nn/t5_config.h"

namespace up5::nn {

struct ProbingPromptOptions {
    PromptInjection injection = PromptInjection::KeysAndValues;
    std::int64_t length = 15;
    std::int64_t hiddenWidth = 0; ///< of the perceptrons; 0 = promptWidth
    double dropout = 0.1;         ///< on what the perceptrons give, while training
};

/// Keys and values: for the encoder a table [n, d] → Linear(d, w) → tanh → Linear(w, 2·layers·d_inner), for
/// the decoder's self-attention and the cross-attention one of their own each with a second
/// Linear(w, w) → tanh. Weights are Xavier-normal, tables N(0, 1). Input: n rows for encoder and decoder
/// each, drawn from the backbone's embedding. Draws from torch's default generator.
class ProbingPromptImpl : public torch::nn::Module {
public:
    /// `wordRows` [k, d]: embeddings of words, on any device; only the input injection begins with them.
    /// Throws Error{InvalidInput} for a length below 1.
    ProbingPromptImpl(const T5Config& config, const ProbingPromptOptions& options,
                      const torch::Tensor& wordRows);
    /// Materialises the prompt once; callers share it over the whole batch.
    KvPrefix forward();
    std::int64_t trainableParameters() const;

private:
    void addPart(const char* name, std::int64_t attentions, int hiddenLayers);

    T5Config m_config;
    ProbingPromptOptions m_options;
    std::vector<PromptPart> m_parts;              ///< keys and values
    torch::Tensor m_encoderInput, m_decoderInput; ///< input
};
TORCH_MODULE(ProbingPrompt);

} // namespace up5::nn
