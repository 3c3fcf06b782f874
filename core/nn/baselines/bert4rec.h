// BERT4Rec: attention in both directions, trained to guess masked items (Sun et al. 2019; spec E4).
#pragma once

#include "nn/baselines/sequence_attention.h"
#include "nn/baselines/sequence_encoder.h"

namespace up5::nn {

/// Post-norm block with a feed-forward network of four times the width and GELU.
class Bert4RecLayerImpl : public torch::nn::Module {
public:
    explicit Bert4RecLayerImpl(const SequenceEncoderOptions& options);
    /// As SequenceEncoder::layerStates.
    torch::Tensor forward(const torch::Tensor& queries, const torch::Tensor& x, const torch::Tensor& bias,
                          LayerInsertions* insertions, std::size_t layer);

private:
    double m_dropout;
    SequenceAttention m_attention{nullptr};
    torch::nn::LayerNorm m_attentionNorm{nullptr}, m_feedForwardNorm{nullptr};
    torch::nn::Linear m_inner{nullptr}, m_outer{nullptr};
};
TORCH_MODULE(Bert4RecLayer);

/// A user's vector is the final state of a [MASK] behind the history, which may be empty.
class Bert4RecImpl : public SequenceEncoder {
public:
    /// Draws its weights from torch's default generator (normal, 0.02).
    explicit Bert4RecImpl(const SequenceEncoderOptions& options);

    /// Through the layer normalisation: prefixes that begin like these have the scale of what layers read.
    torch::Tensor inputEmbeddings() const override;
    /// The id of [MASK] in sequences.
    std::int64_t maskId() const { return options().numItems + 1; }
    torch::Tensor vectorsOf(const torch::Tensor& histories, LayerInsertions* insertions) override;
    /// What is multiplied with the embeddings: LN(GELU(W h)). [n, d] → [n, d].
    torch::Tensor asQueries(const torch::Tensor& states) override;
    torch::Tensor itemBias() override { return m_bias; }
    /// −log softmax over all items of each state's item: states [N, d], items int64 [N]
    /// → [N]. The logits are never stored together.
    torch::Tensor itemLoss(const torch::Tensor& states, const torch::Tensor& items);

protected:
    torch::Tensor beginStates(const torch::Tensor& items) override;
    torch::Tensor layerStates(std::size_t layer, const torch::Tensor& queries, const torch::Tensor& x,
                              const torch::Tensor& bias, LayerInsertions* insertions) override;
    torch::Tensor endStates(const torch::Tensor& x) override { return x; }

private:
    torch::nn::LayerNorm m_embeddingNorm{nullptr}, m_outputNorm{nullptr};
    std::vector<Bert4RecLayer> m_layers;
    torch::nn::Linear m_output{nullptr};
    torch::Tensor m_bias; ///< of each item
};
TORCH_MODULE(Bert4Rec);

} // namespace up5::nn
