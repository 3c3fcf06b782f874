#include "nn/baselines/sequence_encoder.h"

#include <fmt/format.h>

#include "base/error.h"
#include "nn/fast_dropout.h"

namespace up5::nn {

namespace {

/// Finite, so that a position without anything to read (padding) has shares and no NaN.
constexpr double kHiddenKey = -1e9;

} // namespace

torch::Tensor memoryWith(LayerInsertions& insertions, std::size_t layer, const torch::Tensor& x) {
    return torch::cat({insertions.prefix(layer).expand({x.size(0), -1, -1}), x}, 1);
}

SequenceEncoder::SequenceEncoder(const SequenceEncoderOptions& options, bool causal, std::int64_t furtherIds)
    : m_options(options), m_causal(causal) {
    if (options.numItems < 1 || options.dModel < 1 || options.numLayers < 1 || options.maxLength < 1) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("A sequential recommender needs at least one item, dimension, layer and "
                                "position; it was given {}, {}, {} and {}.",
                                options.numItems, options.dModel, options.numLayers, options.maxLength));
    }
    m_items = register_module(
        "items",
        torch::nn::Embedding(torch::nn::EmbeddingOptions(options.numItems + 1 + furtherIds, options.dModel)
                                 .padding_idx(options.numItems)));
    m_positions = register_parameter("positions", torch::empty({options.maxLength, options.dModel}));
}

torch::Tensor SequenceEncoder::attentionBias(const torch::Tensor& items, std::int64_t prefixLength) const {
    const std::int64_t width = items.size(1);
    torch::Tensor visible = items.ne(paddingId()).unsqueeze(1).unsqueeze(1); // [B, 1, 1, T]
    if (m_causal) {
        visible = visible.bitwise_and(visible.new_ones({width, width}).tril());
    }
    torch::Tensor bias = torch::zeros(visible.sizes(), m_positions.options().requires_grad(false))
                             .masked_fill_(visible.bitwise_not(), kHiddenKey);
    if (prefixLength > 0) {
        std::vector<std::int64_t> shape = bias.sizes().vec();
        shape.back() = prefixLength;
        bias = torch::cat({bias.new_zeros(shape), bias}, -1);
    }
    return bias;
}

torch::Tensor SequenceEncoder::finalStates(const torch::Tensor& items, LayerInsertions* insertions,
                                           std::int64_t numQueries) {
    const std::int64_t prefixLength = insertions != nullptr ? insertions->prefix(0).size(1) : 0;
    torch::Tensor bias = attentionBias(items, prefixLength);
    torch::Tensor x = beginStates(items);
    const std::size_t last = static_cast<std::size_t>(m_options.numLayers) - 1;
    for (std::size_t layer = 0; layer < last; ++layer) {
        x = layerStates(layer, x, x, bias, insertions);
    }
    const std::int64_t first = items.size(1) - numQueries;
    if (bias.size(2) > 1) {
        bias = bias.narrow(2, first, numQueries);
    }
    return endStates(layerStates(last, x.narrow(1, first, numQueries), x, bias, insertions));
}

torch::Tensor SequenceEncoder::states(const torch::Tensor& items, LayerInsertions* insertions) {
    return finalStates(items, insertions, items.size(1));
}

torch::Tensor SequenceEncoder::lastStates(const torch::Tensor& items, LayerInsertions* insertions) {
    return finalStates(items, insertions, 1).squeeze(1);
}

std::vector<torch::Tensor> SequenceEncoder::layerNormParameters() const {
    std::vector<torch::Tensor> result;
    for (const auto& module : modules()) {
        if (module->as<torch::nn::LayerNorm>() != nullptr) {
            const auto parameters = module->parameters();
            result.insert(result.end(), parameters.begin(), parameters.end());
        }
    }
    return result;
}

torch::Tensor SequenceEncoder::itemTable() const {
    return m_items->weight.narrow(0, 0, m_options.numItems);
}

torch::Tensor SequenceEncoder::lastPositions(std::int64_t width) const {
    return m_positions.narrow(0, m_options.maxLength - width, width);
}

torch::Tensor SequenceEncoder::drop(const torch::Tensor& x) const {
    return fastDropout(x, m_options.dropout, is_training());
}

torch::Tensor SequenceEncoder::readable(const torch::Tensor& histories, std::int64_t reserved) const {
    const std::int64_t width = std::min(histories.size(1), m_options.maxLength - reserved);
    return histories.narrow(1, histories.size(1) - width, width);
}

} // namespace up5::nn
