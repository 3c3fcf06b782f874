// SASRec: self-attention from left to right over a user's items (Kang & McAuley 2018; spec E3).
#pragma once

#include "nn/baselines/sequence_attention.h"
#include "nn/baselines/sequence_encoder.h"

namespace up5::nn {

/// Attention of the normalised states to the states as they are, added to the normalised ones; then a
/// pointwise network of the same width.
class SasrecLayerImpl : public torch::nn::Module {
public:
    explicit SasrecLayerImpl(const SequenceEncoderOptions& options);
    /// As SequenceEncoder::layerStates.
    torch::Tensor forward(const torch::Tensor& queries, const torch::Tensor& x, const torch::Tensor& bias,
                          LayerInsertions* insertions, std::size_t layer);

private:
    double m_dropout;
    SequenceAttention m_attention{nullptr};
    torch::nn::LayerNorm m_attentionNorm{nullptr}, m_feedForwardNorm{nullptr};
    torch::nn::Linear m_inner{nullptr}, m_outer{nullptr};
};
TORCH_MODULE(SasrecLayer);

/// A user's vector is the state of the last item; an item's score their product. Nothing is known of a user
/// without history: the vector is zero, and all items score alike.
class SasrecImpl : public SequenceEncoder {
public:
    /// Draws its weights from torch's default generator (Xavier normal, as the published code).
    explicit SasrecImpl(const SequenceEncoderOptions& options);

    torch::Tensor vectorsOf(const torch::Tensor& histories, LayerInsertions* insertions) override;
    torch::Tensor inputEmbeddings() const override { return itemTable() * m_scale; }
    /// How states [B, T, d] like an item each, int64 [B, T] of paddingId() included: [B, T].
    torch::Tensor placeScores(const torch::Tensor& states, const torch::Tensor& items);

protected:
    torch::Tensor beginStates(const torch::Tensor& items) override;
    torch::Tensor layerStates(std::size_t layer, const torch::Tensor& queries, const torch::Tensor& x,
                              const torch::Tensor& bias, LayerInsertions* insertions) override;
    torch::Tensor endStates(const torch::Tensor& x) override;

private:
    double m_scale; ///< √d, of item embeddings as input
    std::vector<SasrecLayer> m_layers;
    torch::nn::LayerNorm m_norm{nullptr};
};
TORCH_MODULE(Sasrec);

} // namespace up5::nn
