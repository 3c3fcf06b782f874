// The layers of T5: RMS norm, attention with relative bias and key/value prefixes, feed-forward, blocks,
// stacks.
#pragma once

#include <vector>

#include <torch/torch.h>

#include "nn/kv_prefix.h"
#include "nn/relative_buckets.h"
#include "nn/t5_config.h"

namespace up5::nn {

/// T5's "layer_norm": x / √(mean(x²) + ε) · weight; no mean subtraction, no bias.
class RmsNormImpl : public torch::nn::Module {
public:
    RmsNormImpl(std::int64_t size, double epsilon);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::Tensor m_weight;
    double m_epsilon;
};
TORCH_MODULE(RmsNorm);

/// Unscaled multi-head attention without biases.
class T5AttentionImpl : public torch::nn::Module {
public:
    T5AttentionImpl(const T5Config& config, bool hasRelativeBias);

    /// x [B, T, d] attends to memory [B, S, d]; bias [B or 1, H or 1, T, n + S] is added to the scores
    /// (position bias and mask, n columns of the prefix first). Returns [B, T, d].
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& memory, const torch::Tensor& bias,
                          const LayerPrefix* prefix);
    /// Bias of the given buckets: int64 [..., T, S] → [..., H, T, S].
    torch::Tensor relativeBias(const torch::Tensor& buckets);

private:
    torch::Tensor heads(const torch::Tensor& x) const;

    std::int64_t m_numHeads, m_dKv;
    double m_dropout;
    torch::nn::Linear q{nullptr}, k{nullptr}, v{nullptr}, o{nullptr};
    torch::nn::Embedding relative_attention_bias{nullptr};
};
TORCH_MODULE(T5Attention);

/// What a stack computes once and all of its blocks share.
struct StackInputs {
    torch::Tensor selfBias;      ///< [B or 1, H, T, n + T]
    torch::Tensor encoderOutput; ///< decoder only: [B, S, d]
    torch::Tensor crossBias;     ///< decoder only: [B, 1, 1, n + S]
    const KvPrefix* prefix = nullptr;
};

/// Pre-norm residual block: self-attention, cross-attention (decoder), feed-forward. Named layer.0, layer.1,
/// … as in the checkpoints.
class T5BlockImpl : public torch::nn::Module {
public:
    T5BlockImpl(const T5Config& config, bool isDecoder, bool hasRelativeBias);
    torch::Tensor forward(torch::Tensor x, const StackInputs& inputs, std::size_t index);
    T5Attention& selfAttention() { return m_selfAttention; }

private:
    bool m_isDecoder;
    double m_dropout;
    T5Attention m_selfAttention{nullptr}, m_crossAttention{nullptr};
    RmsNorm m_selfNorm{nullptr}, m_crossNorm{nullptr}, m_feedForwardNorm{nullptr};
    torch::nn::Linear m_wi{nullptr}, m_wo{nullptr};
};
TORCH_MODULE(T5Block);

/// Blocks and the final norm.
class T5StackImpl : public torch::nn::Module {
public:
    T5StackImpl(const T5Config& config, bool isDecoder);
    /// Embedded input [B, T, d] → states [B, T, d]. `layerStates`, if given, gets the input of each block
    /// and, last, the states returned.
    torch::Tensor forward(torch::Tensor x, const StackInputs& inputs,
                          std::vector<torch::Tensor>* layerStates = nullptr);
    /// Relative position bias of positions 0 … length − 1: [1, H, length, length].
    torch::Tensor positionBias(std::int64_t length, torch::Device device);
    /// Relative position bias of differences key − query, int64 [B, T, T] → [B, H, T, T].
    torch::Tensor positionBias(const torch::Tensor& relative);

private:
    double m_dropout;
    RelativeBuckets m_buckets;
    std::vector<T5Block> m_blocks;
    RmsNorm m_finalNorm{nullptr};
};
TORCH_MODULE(T5Stack);

} // namespace up5::nn
