// The P5 backbone: T5 v1.0 encoder–decoder with whole-word embeddings, exact to Hugging Face's (spec B1).
#pragma once

#include <memory>

#include <torch/torch.h>

#include "nn/kv_prefix.h"
#include "nn/t5_config.h"
#include "nn/t5_layers.h"

namespace up5::nn {

/// Parameters carry the checkpoint's names (`shared.weight`,
/// `encoder.block.0.layer.0.SelfAttention.q.weight`, …).
class P5BackboneImpl : public torch::nn::Module {
public:
    /// Random initialisation after T5's rule (spec B1) from torch's default generator, but token and
    /// whole-word embeddings with standard deviation `embeddingStd` (T5: 1.0).
    explicit P5BackboneImpl(const T5Config& config, double embeddingStd = 1.0);

    const T5Config& config() const { return m_config; }

    /// tokens, wholeWordIds: int64 [B, L]; attentionMask: bool [B, L], true = keep. Returns [B, L, d], or
    /// [B, m + L, d] with m input embeddings in the prefix; decoding takes the same mask [B, L] either way.
    /// `layerStates`, if given, gets such states per encoder layer: the embeddings, the outputs of all blocks
    /// but the last, and what is returned (numLayers + 1 in all).
    torch::Tensor encode(const torch::Tensor& tokens, const torch::Tensor& wholeWordIds,
                         const torch::Tensor& attentionMask, const KvPrefix* prefix = nullptr,
                         std::vector<torch::Tensor>* layerStates = nullptr);

    /// Causal decoding with teacher forcing. decoderTokens int64 [B, T], starting with the start token.
    /// Returns hidden states [B, T, d] after the final norm (and dropout when training).
    torch::Tensor decode(const torch::Tensor& decoderTokens, const torch::Tensor& encoderOutput,
                         const torch::Tensor& attentionMask, const KvPrefix* prefix = nullptr);

    /// Decoding over tree nodes: tokens int64 [B, N]; depth int64 [B, N] (root 0); ancestor bool [B, N, N],
    /// true where node i may attend to node j (itself and its ancestors; padding rows attend to themselves
    /// only). Relative bias by depth difference. Equals decode() of each root-to-node path. Returns [B, N,
    /// d].
    torch::Tensor decodeTree(const torch::Tensor& tokens, const torch::Tensor& depth,
                             const torch::Tensor& ancestor, const torch::Tensor& encoderOutput,
                             const torch::Tensor& attentionMask, const KvPrefix* prefix = nullptr);

    /// The decoder's state at its start token, before it writes anything: [B, d].
    torch::Tensor startState(const torch::Tensor& encoderOutput, const torch::Tensor& attentionMask,
                             const KvPrefix* prefix = nullptr);

    /// Token embedding and output projection [vocabulary, d].
    const torch::Tensor& embedding() const { return m_shared->weight; }

    /// (h · d^-½) · Eᵀ over the full vocabulary.
    torch::Tensor logits(const torch::Tensor& decoderHidden);

    /// Teacher-forced cross-entropy. labels int64 [B, T], -100 = ignored; per example the mean over its label
    /// tokens. [B].
    torch::Tensor exampleLoss(const torch::Tensor& encoderOutput, const torch::Tensor& attentionMask,
                              const torch::Tensor& labels, const KvPrefix* prefix = nullptr);

    /// This network with more tokens: shares all layers (and their mode) with it, but has an embedding of its
    /// own, the present one with `rows` [n, d] behind it, without gradients. States and logits of the tokens
    /// there were stay the same; probabilities do not, because the softmax covers the new tokens too.
    std::shared_ptr<P5BackboneImpl> withMoreTokens(const torch::Tensor& rows) const;

    /// Number of parameters, the tied embedding once.
    std::int64_t parameterCount() const;

private:
    torch::Tensor decodeWith(const torch::Tensor& tokens, const torch::Tensor& selfBias,
                             const torch::Tensor& encoderOutput, const torch::Tensor& attentionMask,
                             const KvPrefix* prefix);

    T5Config m_config;
    torch::nn::Embedding m_shared{nullptr}, m_wholeWords{nullptr};
    T5Stack m_encoder{nullptr}, m_decoder{nullptr};
};
TORCH_MODULE(P5Backbone);

} // namespace up5::nn
