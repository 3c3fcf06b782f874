// The prompts and adapters that S-SAS and S-BERT insert into a frozen encoder (Wu et al. 2022; spec E6).
#pragma once

#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/baselines/sequence_encoder.h"

namespace up5::nn {

/// A(x) = x + W₂ ReLU(W₁ LN(x)); the identity until it is trained.
class PromptAdapterImpl : public torch::nn::Module {
public:
    PromptAdapterImpl(std::int64_t size, std::int64_t bottleneck);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::LayerNorm m_norm{nullptr};
    torch::nn::Linear m_down{nullptr}, m_up{nullptr};
};
TORCH_MODULE(PromptAdapter);

struct SelectivePromptOptions {
    std::int64_t prefixLength = 10;
    /// Classes of the attributes of which each user's own value is a further prefix vector; none = the prompt
    /// is the same for all users.
    std::vector<std::int64_t> userAttributeClasses = {};
};

/// A prefix of its own and two adapters (bottleneck d/4) in every layer.
class SelectivePromptImpl : public torch::nn::Module {
public:
    /// Prefixes begin as draws from torch's default generator with mean and deviation of the items'
    /// embeddings. Throws Error{InvalidInput} for a prefix without vectors.
    SelectivePromptImpl(const SequenceEncoder& encoder, const SelectivePromptOptions& options);

    /// The prefix of a layer: [1, n, d], or with vectors of the users behind it [B, n + attributes, d].
    /// userClasses int64 [B, attributes]; negative = unknown.
    torch::Tensor prefix(std::size_t layer, const torch::Tensor& userClasses);
    PromptAdapter& afterAttention(std::size_t layer) { return m_afterAttention[layer]; }
    PromptAdapter& afterFeedForward(std::size_t layer) { return m_afterFeedForward[layer]; }
    bool readsUsers() const { return !m_userVectors.empty(); }

private:
    torch::Tensor m_prefixes;                        ///< [layers, n, d]
    std::vector<torch::nn::Embedding> m_userVectors; ///< of each attribute [classes + 1, layers · d]
    std::vector<PromptAdapter> m_afterAttention, m_afterFeedForward;
};
TORCH_MODULE(SelectivePrompt);

/// The prompt of one batch.
class PromptedLayers : public LayerInsertions {
public:
    /// userClasses int64 [B, attributes]; undefined where the prompt is the same for all users.
    explicit PromptedLayers(SelectivePrompt prompt, torch::Tensor userClasses = {})
        : m_prompt(std::move(prompt)), m_userClasses(std::move(userClasses)) {}

    torch::Tensor prefix(std::size_t layer) override { return m_prompt->prefix(layer, m_userClasses); }
    torch::Tensor afterAttention(std::size_t layer, const torch::Tensor& x) override {
        return m_prompt->afterAttention(layer)->forward(x);
    }
    torch::Tensor afterFeedForward(std::size_t layer, const torch::Tensor& x) override {
        return m_prompt->afterFeedForward(layer)->forward(x);
    }

private:
    SelectivePrompt m_prompt;
    torch::Tensor m_userClasses;
};

/// The discriminator of one attribute: Linear(d, d) – ReLU – Linear(d, C).
class PromptDiscriminatorImpl : public torch::nn::Module {
public:
    PromptDiscriminatorImpl(std::int64_t size, std::int64_t numClasses);
    /// [B, d] → log-probabilities [B, C].
    torch::Tensor forward(const torch::Tensor& users);

private:
    torch::nn::Linear m_hidden{nullptr}, m_output{nullptr};
};
TORCH_MODULE(PromptDiscriminator);

} // namespace up5::nn
