#include "nn/baselines/sasrec.h"

#include <cmath>

#include "nn/fast_dropout.h"

namespace up5::nn {

namespace {

torch::nn::LayerNorm sasrecNorm(std::int64_t size) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({size}).eps(1e-8)); // the published code's
}

} // namespace

SasrecLayerImpl::SasrecLayerImpl(const SequenceEncoderOptions& options) : m_dropout(options.dropout) {
    const std::int64_t size = options.dModel;
    m_attentionNorm = register_module("attention_norm", sasrecNorm(size));
    m_attention = register_module("attention", SequenceAttention(size, options.numHeads, options.dropout));
    m_feedForwardNorm = register_module("feed_forward_norm", sasrecNorm(size));
    m_inner = register_module("inner", torch::nn::Linear(size, size));
    m_outer = register_module("outer", torch::nn::Linear(size, size));
}

torch::Tensor SasrecLayerImpl::forward(const torch::Tensor& queries, const torch::Tensor& x,
                                       const torch::Tensor& bias, LayerInsertions* insertions,
                                       std::size_t layer) {
    const auto drop = [&](const torch::Tensor& y) { return fastDropout(y, m_dropout, is_training()); };
    // self-attention
    const torch::Tensor query = m_attentionNorm->forward(queries);
    torch::Tensor attended =
        m_attention->forward(query, insertions != nullptr ? memoryWith(*insertions, layer, x) : x, bias);
    if (insertions != nullptr) {
        attended = insertions->afterAttention(layer, attended);
    }
    // feed-forward
    const torch::Tensor normed = m_feedForwardNorm->forward(query + attended);
    torch::Tensor inner = drop(m_outer->forward(drop(m_inner->forward(normed)).relu_()));
    if (insertions != nullptr) {
        inner = insertions->afterFeedForward(layer, inner);
    }
    return normed + inner;
}

SasrecImpl::SasrecImpl(const SequenceEncoderOptions& options)
    : SequenceEncoder(options, /*causal=*/true, /*furtherIds=*/0),
      m_scale(std::sqrt(static_cast<double>(options.dModel))) {
    for (std::int64_t i = 0; i < options.numLayers; ++i) {
        m_layers.push_back(register_module("layer_" + std::to_string(i), SasrecLayer(options)));
    }
    m_norm = register_module("norm", sasrecNorm(options.dModel));
    const torch::NoGradGuard noGradients;
    for (torch::Tensor& parameter : parameters()) {
        if (parameter.dim() == 2) {
            torch::nn::init::xavier_normal_(parameter);
        }
    }
    m_items->weight[paddingId()].zero_();
}

torch::Tensor SasrecImpl::beginStates(const torch::Tensor& items) {
    return drop(m_items->forward(items) * m_scale + lastPositions(items.size(1)));
}

torch::Tensor SasrecImpl::layerStates(std::size_t layer, const torch::Tensor& queries, const torch::Tensor& x,
                                      const torch::Tensor& bias, LayerInsertions* insertions) {
    return m_layers[layer]->forward(queries, x, bias, insertions, layer);
}

torch::Tensor SasrecImpl::endStates(const torch::Tensor& x) {
    return m_norm->forward(x);
}

torch::Tensor SasrecImpl::vectorsOf(const torch::Tensor& histories, LayerInsertions* insertions) {
    const torch::Tensor items = readable(histories, 0);
    const torch::Tensor known = items.select(1, -1).ne(paddingId()).unsqueeze(1);
    return lastStates(items, insertions) * known;
}

torch::Tensor SasrecImpl::placeScores(const torch::Tensor& states, const torch::Tensor& items) {
    return (states * m_items->forward(items)).sum(-1);
}

} // namespace up5::nn
