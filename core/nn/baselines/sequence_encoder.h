// What SASRec and BERT4Rec have in common: histories of items → a vector per user, and items scored by it.
#pragma once

#include <vector>

#include <torch/torch.h>

#include "nn/baselines/vector_model.h"

namespace up5::nn {

struct SequenceEncoderOptions {
    std::int64_t numItems = 0;
    std::int64_t dModel = 64, numLayers = 2, numHeads = 1;
    std::int64_t maxLength = 50; ///< positions, BERT4Rec's [MASK] included
    double dropout = 0.2;
};

/// What a fairness method inserts into the layers of an encoder. One object serves one batch.
class LayerInsertions {
public:
    virtual ~LayerInsertions() = default;
    /// Vectors that the attention of a layer reads beside the items: [B or 1, n, d].
    virtual torch::Tensor prefix(std::size_t layer) = 0;
    /// Of what the attention and the feed-forward network of a layer give, before it is added to their
    /// input: [B, T, d] → [B, T, d].
    virtual torch::Tensor afterAttention(std::size_t layer, const torch::Tensor& x) = 0;
    virtual torch::Tensor afterFeedForward(std::size_t layer, const torch::Tensor& x) = 0;
};

/// What the attention of a layer reads: the insertions' prefix and the states x [B, T, d] → [B, n + T, d].
torch::Tensor memoryWith(LayerInsertions& insertions, std::size_t layer, const torch::Tensor& x);

/// Sequences of items are int64 [B, T], T ≤ maxLength, padded in front with paddingId(), as in UserBatch.
/// Positions count from the end, so how far a history is padded makes no difference, and a batch needs no
/// more columns than its longest history has items.
class SequenceEncoder : public VectorModel {
public:
    const SequenceEncoderOptions& options() const { return m_options; }
    std::int64_t paddingId() const { return m_options.numItems; }

    /// Final states [B, T, d]; those of padding mean nothing.
    torch::Tensor states(const torch::Tensor& items, LayerInsertions* insertions = nullptr);
    /// The vectors [B, d] that represent users with these histories; of histories longer than the network
    /// can read the last items count.
    virtual torch::Tensor vectorsOf(const torch::Tensor& histories, LayerInsertions* insertions) = 0;
    torch::Tensor userVectors(const UserBatch& batch) override { return vectorsOf(batch.history, nullptr); }
    /// The output embeddings [items, d].
    torch::Tensor itemVectors() override { return itemTable(); }

    /// Embeddings of the items as the first layer reads them, without positions: [items, d].
    virtual torch::Tensor inputEmbeddings() const { return itemTable(); }
    /// Parameters of the layer normalisations (spec E6).
    std::vector<torch::Tensor> layerNormParameters() const;

protected:
    /// `furtherIds`: rows of the embedding behind those of items and padding. Throws Error{InvalidInput} for
    /// sizes below 1.
    SequenceEncoder(const SequenceEncoderOptions& options, bool causal, std::int64_t furtherIds);

    /// Input of the first layer of embedded items plus positions [B, T, d].
    virtual torch::Tensor beginStates(const torch::Tensor& items) = 0;
    /// Output of a layer at the positions `queries` [B, Q, d], which are the last Q of its input x [B, T, d];
    /// bias [B, 1, 1 or Q, n + T].
    virtual torch::Tensor layerStates(std::size_t layer, const torch::Tensor& queries, const torch::Tensor& x,
                                      const torch::Tensor& bias, LayerInsertions* insertions) = 0;
    virtual torch::Tensor endStates(const torch::Tensor& x) = 0;

    /// The final states of the last position [B, d], as in states(); the last layer computes no others.
    torch::Tensor lastStates(const torch::Tensor& items, LayerInsertions* insertions);
    /// Rows of the items in the embedding: [items, d].
    torch::Tensor itemTable() const;
    /// Position vectors of the last `width` positions: [width, d].
    torch::Tensor lastPositions(std::int64_t width) const;
    torch::Tensor drop(const torch::Tensor& x) const;
    /// The last columns that the network can read beside `reserved` further ones.
    torch::Tensor readable(const torch::Tensor& histories, std::int64_t reserved) const;

    torch::nn::Embedding m_items{nullptr};
    torch::Tensor m_positions;

private:
    torch::Tensor attentionBias(const torch::Tensor& items, std::int64_t prefixLength) const;
    /// Final states of the last `numQueries` positions: [B, numQueries, d].
    torch::Tensor finalStates(const torch::Tensor& items, LayerInsertions* insertions,
                              std::int64_t numQueries);

    SequenceEncoderOptions m_options;
    bool m_causal;
};

} // namespace up5::nn
