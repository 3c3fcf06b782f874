// The trainable counterfactually-fair prompt: tables and maps that make its tokens, then the prompt token
// reweighter (paper §5.1, Fig. 4; spec D1 and D2), materialised as a prefix of the backbone.
#pragma once

#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/lambda_condition.h"
#include "nn/prompt_part.h"
#include "nn/prompt_reweighter.h"
#include "nn/prompt_source.h"
#include "nn/t5_config.h"

namespace up5::nn {

struct PromptGeneratorOptions {
    std::int64_t prefixLength = 5;
    std::string reweighter = "attention"; ///< "attention" | "encoder_only" | "ff" | "none"
    std::string init = "normal";          ///< "normal" | "small" | "zero" (spec D2)
    /// Start of the learned factor on the tokens; with input injection in units of the words' root mean
    /// square.
    double outputScale = 0.3;
    double dropout = 0.1; ///< on the materialised prompt while training
    PromptInjection injection = PromptInjection::KeysAndValues;
    std::string generator = "linear"; ///< "linear" | "mlp" | "table"
    bool conditioned = false;         ///< one prompt for every λ: see LambdaCondition; not with "table"
};

/// Keys and values: a part for each kind of attention (encoder self, decoder self, cross) makes one token of
/// width d_inner for each of the n positions and each layer's key and value. Input: a part each for encoder
/// and decoder makes one token of width d a position (Eq. 3). A part is a table [n, d] and
///  "linear": one linear map (Fig. 4);
///  "mlp": perceptrons of width promptWidth with two linear maps for the encoder and three for the decoder
///  (Li and
///         Liang 2021; the published code's "PrefixTuning");
///  "table": no map: the tokens themselves are the parameters.
/// Weights start Xavier-normal without bias, tables N(0, 1); a table of input tokens starts at words (Lester
/// et al. 2021). "small": tables · 0.02 and last maps · 0.1; "zero": tables and first maps 0 (published code:
/// all positions then stay alike). Draws from torch's default generator.
class PromptGeneratorImpl : public PromptSource {
public:
    /// `wordRows` [k, d]: embeddings of words, on any device; only the input injection looks at them. Throws
    /// Error{InvalidInput} for unknown options and a prefix length below 1.
    PromptGeneratorImpl(const T5Config& config, const PromptGeneratorOptions& options,
                        const torch::Tensor& wordRows = {});
    KvPrefix forward() override;

    bool isConditioned() const { return !m_condition.is_empty(); }
    /// λ ≥ 0 that the next prefixes are for; of conditioned generators only.
    void setLambda(double lambda) { m_condition->setLambda(lambda); }

private:
    struct Shape; ///< of one part
    void addPart(const Shape& shape, const torch::Tensor& wordRows);
    void initialise();

    T5Config m_config;
    PromptGeneratorOptions m_options;
    double m_startScale;
    std::vector<PromptPart> m_parts;
    torch::Tensor m_scale; ///< undefined where the tables are the tokens: it would only scale them
    PromptReweighter m_reweighter{nullptr};
    LambdaCondition m_condition{nullptr};
};
TORCH_MODULE(PromptGenerator);

/// Numbers stored per prompt. Keys and values: n · 2 · d_inner · (encoder layers + 2 · decoder layers),
/// t5-small n=5: 92,160 (spec D3); input: n · 2 · d.
std::int64_t storedPrefixSize(const T5Config& config, std::int64_t prefixLength,
                              PromptInjection injection = PromptInjection::KeysAndValues);

} // namespace up5::nn
