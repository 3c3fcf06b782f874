#include "nn/baselines/bert4rec.h"

#include "nn/fast_dropout.h"
#include "nn/vocabulary_loss.h"

namespace up5::nn {

namespace {

constexpr double kBertDeviation = 0.02; // of fresh weights

torch::nn::LayerNorm bertNorm(std::int64_t size) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({size}).eps(1e-12)); // BERT's
}

} // namespace

Bert4RecLayerImpl::Bert4RecLayerImpl(const SequenceEncoderOptions& options) : m_dropout(options.dropout) {
    const std::int64_t size = options.dModel;
    m_attention = register_module("attention", SequenceAttention(size, options.numHeads, options.dropout));
    m_attentionNorm = register_module("attention_norm", bertNorm(size));
    m_inner = register_module("inner", torch::nn::Linear(size, 4 * size));
    m_outer = register_module("outer", torch::nn::Linear(4 * size, size));
    m_feedForwardNorm = register_module("feed_forward_norm", bertNorm(size));
}

torch::Tensor Bert4RecLayerImpl::forward(const torch::Tensor& queries, const torch::Tensor& x,
                                         const torch::Tensor& bias, LayerInsertions* insertions,
                                         std::size_t layer) {
    const auto drop = [&](const torch::Tensor& y) { return fastDropout(y, m_dropout, is_training()); };
    // self-attention
    torch::Tensor attended = drop(
        m_attention->forward(queries, insertions != nullptr ? memoryWith(*insertions, layer, x) : x, bias));
    if (insertions != nullptr) {
        attended = insertions->afterAttention(layer, attended);
    }
    const torch::Tensor normed = m_attentionNorm->forward(queries + attended);
    // feed-forward
    torch::Tensor inner = drop(m_outer->forward(torch::gelu(m_inner->forward(normed))));
    if (insertions != nullptr) {
        inner = insertions->afterFeedForward(layer, inner);
    }
    return m_feedForwardNorm->forward(normed + inner);
}

Bert4RecImpl::Bert4RecImpl(const SequenceEncoderOptions& options)
    : SequenceEncoder(options, /*causal=*/false, /*furtherIds=*/1) {
    m_embeddingNorm = register_module("embedding_norm", bertNorm(options.dModel));
    for (std::int64_t i = 0; i < options.numLayers; ++i) {
        m_layers.push_back(register_module("layer_" + std::to_string(i), Bert4RecLayer(options)));
    }
    m_output = register_module("output", torch::nn::Linear(options.dModel, options.dModel));
    m_outputNorm = register_module("output_norm", bertNorm(options.dModel));
    m_bias = register_parameter("item_bias", torch::zeros({options.numItems}));
    const torch::NoGradGuard noGradients;
    for (auto& parameter : named_parameters()) {
        if (parameter.value().dim() == 2) {
            parameter.value().normal_(0.0, kBertDeviation);
        } else if (parameter.key().ends_with("bias")) {
            parameter.value().zero_();
        }
    }
    m_items->weight[paddingId()].zero_();
}

torch::Tensor Bert4RecImpl::beginStates(const torch::Tensor& items) {
    return drop(m_embeddingNorm->forward(m_items->forward(items) + lastPositions(items.size(1))));
}

torch::Tensor Bert4RecImpl::inputEmbeddings() const {
    return torch::layer_norm(itemTable(), {options().dModel}, m_embeddingNorm->weight, m_embeddingNorm->bias,
                             m_embeddingNorm->options.eps());
}

torch::Tensor Bert4RecImpl::layerStates(std::size_t layer, const torch::Tensor& queries,
                                        const torch::Tensor& x, const torch::Tensor& bias,
                                        LayerInsertions* insertions) {
    return m_layers[layer]->forward(queries, x, bias, insertions, layer);
}

torch::Tensor Bert4RecImpl::vectorsOf(const torch::Tensor& histories, LayerInsertions* insertions) {
    const torch::Tensor items = readable(histories, 1);
    const torch::Tensor masked = torch::cat({items, items.new_full({items.size(0), 1}, maskId())}, 1);
    return lastStates(masked, insertions);
}

torch::Tensor Bert4RecImpl::asQueries(const torch::Tensor& states) {
    return m_outputNorm->forward(torch::gelu(m_output->forward(states)));
}

torch::Tensor Bert4RecImpl::itemLoss(const torch::Tensor& states, const torch::Tensor& items) {
    // The bias as one more dimension, in which every state is 1.
    const torch::Tensor hidden = torch::cat({asQueries(states), torch::ones_like(states.narrow(1, 0, 1))}, 1);
    return vocabularyLoss(hidden, torch::cat({itemTable(), m_bias.unsqueeze(1)}, 1), items, 1.0);
}

} // namespace up5::nn
