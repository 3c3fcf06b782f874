#include "nn/t5_layers.h"

#include <cmath>

#include "nn/fast_dropout.h"

namespace up5::nn {

namespace {

/// A module that only names its children: checkpoints nest "layer.0.SelfAttention" and the like.
class GroupImpl : public torch::nn::Module {};

std::shared_ptr<GroupImpl> addGroup(torch::nn::Module& parent, const std::string& name) {
    return parent.register_module(name, std::make_shared<GroupImpl>());
}

torch::nn::Linear plainLinear(std::int64_t from, std::int64_t to) {
    return torch::nn::Linear(torch::nn::LinearOptions(from, to).bias(false));
}

/// T5's initialisation: normal with the given standard deviation.
void initialise(torch::nn::Linear& linear, double deviation) {
    torch::nn::init::normal_(linear->weight, 0.0, deviation);
}

} // namespace

RmsNormImpl::RmsNormImpl(std::int64_t size, double epsilon)
    : m_weight(register_parameter("weight", torch::ones({size}))), m_epsilon(epsilon) {}

torch::Tensor RmsNormImpl::forward(const torch::Tensor& x) {
    return x * torch::rsqrt(x.square().mean(-1, true) + m_epsilon) * m_weight;
}

T5AttentionImpl::T5AttentionImpl(const T5Config& config, bool hasRelativeBias)
    : m_numHeads(config.numHeads), m_dKv(config.dKv), m_dropout(config.dropoutRate) {
    const std::int64_t inner = config.numHeads * config.dKv;
    q = register_module("q", plainLinear(config.dModel, inner));
    k = register_module("k", plainLinear(config.dModel, inner));
    v = register_module("v", plainLinear(config.dModel, inner));
    o = register_module("o", plainLinear(inner, config.dModel));
    const auto size = static_cast<double>(config.dModel);
    initialise(q, std::pow(size * static_cast<double>(config.dKv), -0.5));
    initialise(k, std::pow(size, -0.5));
    initialise(v, std::pow(size, -0.5));
    initialise(o, std::pow(static_cast<double>(inner), -0.5));
    if (hasRelativeBias) {
        relative_attention_bias =
            register_module("relative_attention_bias",
                            torch::nn::Embedding(config.relativeAttentionNumBuckets, config.numHeads));
        torch::nn::init::normal_(relative_attention_bias->weight, 0.0, std::pow(size, -0.5));
    }
}

torch::Tensor T5AttentionImpl::heads(const torch::Tensor& x) const {
    return x.view({x.size(0), x.size(1), m_numHeads, m_dKv}).transpose(1, 2);
}

torch::Tensor T5AttentionImpl::relativeBias(const torch::Tensor& bucketIds) {
    return relative_attention_bias->forward(bucketIds).movedim(-1, -3);
}

torch::Tensor T5AttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& memory,
                                       const torch::Tensor& bias, const LayerPrefix* prefix) {
    const torch::Tensor query = heads(q->forward(x));
    torch::Tensor key = heads(k->forward(memory));
    torch::Tensor value = heads(v->forward(memory));
    if (prefix != nullptr) {
        const std::int64_t rows = memory.size(0);
        key = torch::cat({prefix->key.unsqueeze(0).expand({rows, -1, -1, -1}), key}, 2);
        value = torch::cat({prefix->value.unsqueeze(0).expand({rows, -1, -1, -1}), value}, 2);
    }
    // Unscaled scores: T5 folds 1/√d_kv into the initialisation of q.
    torch::Tensor weights = query.matmul(key.transpose(-1, -2)).add_(bias).softmax(-1);
    weights = fastDropout(weights, m_dropout, is_training());
    const torch::Tensor mixed =
        weights.matmul(value).transpose(1, 2).reshape({x.size(0), x.size(1), m_numHeads * m_dKv});
    return o->forward(mixed);
}

T5BlockImpl::T5BlockImpl(const T5Config& config, bool isDecoder, bool hasRelativeBias)
    : m_isDecoder(isDecoder), m_dropout(config.dropoutRate) {
    const auto layers = addGroup(*this, "layer");
    const auto addNorm = [&](torch::nn::Module& group) {
        return group.register_module("layer_norm", RmsNorm(config.dModel, config.layerNormEpsilon));
    };
    int index = 0;
    const auto self = addGroup(*layers, std::to_string(index++));
    m_selfAttention = self->register_module("SelfAttention", T5Attention(config, hasRelativeBias));
    m_selfNorm = addNorm(*self);
    if (isDecoder) {
        const auto cross = addGroup(*layers, std::to_string(index++));
        m_crossAttention = cross->register_module("EncDecAttention", T5Attention(config, false));
        m_crossNorm = addNorm(*cross);
    }
    const auto feedForward = addGroup(*layers, std::to_string(index));
    const auto dense = addGroup(*feedForward, "DenseReluDense");
    m_wi = dense->register_module("wi", plainLinear(config.dModel, config.dFf));
    m_wo = dense->register_module("wo", plainLinear(config.dFf, config.dModel));
    initialise(m_wi, std::pow(static_cast<double>(config.dModel), -0.5));
    initialise(m_wo, std::pow(static_cast<double>(config.dFf), -0.5));
    m_feedForwardNorm = addNorm(*feedForward);
}

torch::Tensor T5BlockImpl::forward(torch::Tensor x, const StackInputs& inputs, std::size_t index) {
    const bool hasPrefix = inputs.prefix != nullptr && inputs.prefix->length() > 0;
    const auto layerPrefix = [&](const std::vector<LayerPrefix>& layers) {
        return hasPrefix ? &layers[index] : nullptr;
    };
    const auto drop = [&](const torch::Tensor& y) { return fastDropout(y, m_dropout, is_training()); };
    const KvPrefix none;
    const KvPrefix& prefix = hasPrefix ? *inputs.prefix : none;
    // self-attention
    torch::Tensor normed = m_selfNorm->forward(x);
    x = x +
        drop(m_selfAttention->forward(normed, normed, inputs.selfBias,
                                      layerPrefix(m_isDecoder ? prefix.decoderSelf : prefix.encoderSelf)));
    // cross-attention
    if (m_isDecoder) {
        x = x + drop(m_crossAttention->forward(m_crossNorm->forward(x), inputs.encoderOutput,
                                               inputs.crossBias, layerPrefix(prefix.cross)));
    }
    // feed-forward
    normed = m_feedForwardNorm->forward(x);
    return x + drop(m_wo->forward(drop(m_wi->forward(normed).relu_())));
}

T5StackImpl::T5StackImpl(const T5Config& config, bool isDecoder)
    : m_dropout(config.dropoutRate),
      m_buckets(!isDecoder, config.relativeAttentionNumBuckets, config.relativeAttentionMaxDistance) {
    const auto blocks = addGroup(*this, "block");
    const std::int64_t count = isDecoder ? config.numDecoderLayers : config.numLayers;
    for (std::int64_t i = 0; i < count; ++i) {
        m_blocks.push_back(blocks->register_module(std::to_string(i), T5Block(config, isDecoder, i == 0)));
    }
    m_finalNorm = register_module("final_layer_norm", RmsNorm(config.dModel, config.layerNormEpsilon));
}

torch::Tensor T5StackImpl::forward(torch::Tensor x, const StackInputs& inputs,
                                   std::vector<torch::Tensor>* layerStates) {
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        if (layerStates != nullptr) {
            layerStates->push_back(x);
        }
        x = m_blocks[i]->forward(x, inputs, i);
    }
    x = fastDropout(m_finalNorm->forward(x), m_dropout, is_training());
    if (layerStates != nullptr) {
        layerStates->push_back(x);
    }
    return x;
}

torch::Tensor T5StackImpl::positionBias(std::int64_t length, torch::Device device) {
    return m_blocks.front()->selfAttention()->relativeBias(m_buckets.ofSequence(length, device)).unsqueeze(0);
}

torch::Tensor T5StackImpl::positionBias(const torch::Tensor& relative) {
    return m_blocks.front()->selfAttention()->relativeBias(m_buckets.of(relative));
}

} // namespace up5::nn
