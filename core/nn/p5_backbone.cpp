#include "nn/p5_backbone.h"

#include <cmath>
#include <limits>

#include "nn/fast_dropout.h"
#include "nn/vocabulary_loss.h"

namespace up5::nn {

namespace {

/// Additive mask [..., n + K] of the prefix's n columns and those of `keep` [..., K]: 0 where kept, the
/// lowest float where not (as Hugging Face's, so that rows without any key stay finite).
torch::Tensor additiveMask(const torch::Tensor& keep, const KvPrefix* prefix) {
    const auto additive = [](const torch::Tensor& kept) {
        return kept.to(torch::kFloat32).sub_(1.0).mul_(std::numeric_limits<float>::max());
    };
    const std::int64_t length = prefix == nullptr ? 0 : prefix->length();
    if (length == 0) {
        return additive(keep);
    }
    std::vector<std::int64_t> shape = keep.sizes().vec();
    shape.back() = length;
    const torch::Tensor visible =
        prefix->visible.defined() ? prefix->visible.expand(shape) : torch::ones(shape, keep.options());
    return additive(torch::cat({visible, keep}, -1));
}

/// Puts the prefix's columns, which have no relative bias, before those of a position bias.
torch::Tensor withPrefixColumns(const torch::Tensor& positionBias, const KvPrefix* prefix) {
    const std::int64_t length = prefix == nullptr ? 0 : prefix->length();
    return length == 0 ? positionBias : torch::constant_pad_nd(positionBias, {length, 0});
}

} // namespace

KvPrefix KvPrefix::detached() const {
    KvPrefix result = *this;
    for (auto* layers : {&result.encoderSelf, &result.decoderSelf, &result.cross}) {
        for (LayerPrefix& layer : *layers) {
            layer = {layer.key.detach(), layer.value.detach()};
        }
    }
    return result;
}

KvPrefix KvPrefix::to(torch::Device device) const {
    KvPrefix result = *this;
    for (auto* layers : {&result.encoderSelf, &result.decoderSelf, &result.cross}) {
        for (LayerPrefix& layer : *layers) {
            layer = {layer.key.to(device), layer.value.to(device)};
        }
    }
    if (visible.defined()) {
        result.visible = visible.to(device);
    }
    return result;
}

P5BackboneImpl::P5BackboneImpl(const T5Config& config, double embeddingStd) : m_config(config) {
    m_shared = register_module("shared", torch::nn::Embedding(config.vocabSize, config.dModel));
    torch::nn::init::normal_(m_shared->weight, 0.0, embeddingStd);
    m_encoder = register_module("encoder", T5Stack(config, false));
    m_decoder = register_module("decoder", T5Stack(config, true));
    if (config.wholeWordVocabSize > 0) {
        m_wholeWords = m_encoder->register_module(
            "whole_word_embeddings", torch::nn::Embedding(config.wholeWordVocabSize, config.dModel));
        torch::nn::init::normal_(m_wholeWords->weight, 0.0, embeddingStd);
    }
}

torch::Tensor P5BackboneImpl::encode(const torch::Tensor& tokens, const torch::Tensor& wholeWordIds,
                                     const torch::Tensor& attentionMask, const KvPrefix* prefix,
                                     std::vector<torch::Tensor>* layerStates) {
    torch::Tensor x = m_shared->forward(tokens);
    if (m_wholeWords) {
        x = x + m_wholeWords->forward(wholeWordIds);
    }
    x = fastDropout(x, m_config.dropoutRate, is_training());
    const torch::Tensor position = m_encoder->positionBias(tokens.size(1), tokens.device());
    const torch::Tensor mask = additiveMask(attentionMask.unsqueeze(1).unsqueeze(1), prefix);
    return m_encoder->forward(x, {withPrefixColumns(position, prefix) + mask, {}, {}, prefix}, layerStates);
}

torch::Tensor P5BackboneImpl::decodeWith(const torch::Tensor& tokens, const torch::Tensor& selfBias,
                                         const torch::Tensor& encoderOutput,
                                         const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const torch::Tensor x = fastDropout(m_shared->forward(tokens), m_config.dropoutRate, is_training());
    const torch::Tensor crossBias = additiveMask(attentionMask.unsqueeze(1).unsqueeze(1), prefix);
    return m_decoder->forward(x, {selfBias, encoderOutput, crossBias, prefix});
}

torch::Tensor P5BackboneImpl::decode(const torch::Tensor& decoderTokens, const torch::Tensor& encoderOutput,
                                     const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const std::int64_t length = decoderTokens.size(1);
    const torch::Tensor past =
        torch::ones({1, 1, length, length}, attentionMask.options().dtype(torch::kBool)).tril();
    const torch::Tensor position = m_decoder->positionBias(length, decoderTokens.device());
    return decodeWith(decoderTokens, withPrefixColumns(position, prefix) + additiveMask(past, prefix),
                      encoderOutput, attentionMask, prefix);
}

torch::Tensor P5BackboneImpl::decodeTree(const torch::Tensor& tokens, const torch::Tensor& depth,
                                         const torch::Tensor& ancestor, const torch::Tensor& encoderOutput,
                                         const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const torch::Tensor position = m_decoder->positionBias(depth.unsqueeze(1) - depth.unsqueeze(2));
    return decodeWith(tokens,
                      withPrefixColumns(position, prefix) + additiveMask(ancestor.unsqueeze(1), prefix),
                      encoderOutput, attentionMask, prefix);
}

torch::Tensor P5BackboneImpl::logits(const torch::Tensor& decoderHidden) {
    return (decoderHidden * std::pow(static_cast<double>(m_config.dModel), -0.5))
        .matmul(m_shared->weight.t());
}

torch::Tensor P5BackboneImpl::exampleLoss(const torch::Tensor& encoderOutput,
                                          const torch::Tensor& attentionMask, const torch::Tensor& labels,
                                          const KvPrefix* prefix) {
    // Teacher forcing: the decoder sees the labels shifted right behind the start token (pad).
    const torch::Tensor start = torch::zeros_like(labels.narrow(1, 0, 1));
    const torch::Tensor decoderTokens =
        torch::cat({start, labels.narrow(1, 0, labels.size(1) - 1)}, 1).clamp_min(0);
    const torch::Tensor hidden = decode(decoderTokens, encoderOutput, attentionMask, prefix);
    const torch::Tensor kept = labels != -100;
    const torch::Tensor counts = kept.sum(1).clamp_min(1);
    const auto lossOf = [&](const torch::Tensor& states, const torch::Tensor& targets) {
        return vocabularyLoss(states, m_shared->weight, targets,
                              std::pow(static_cast<double>(m_config.dModel), -0.5));
    };
    const torch::Tensor flatHidden = hidden.flatten(0, 1), flatLabels = labels.flatten();
    if (labels.is_meta()) {
        // Without data the number of kept positions is unknown; ignored ones are computed along (loss 0).
        return lossOf(flatHidden, flatLabels).view_as(labels).sum(1) / counts;
    }
    // The projection to the vocabulary costs most: only positions with a label take part.
    const torch::Tensor positions = kept.flatten().nonzero().squeeze(1);
    const torch::Tensor losses =
        lossOf(flatHidden.index_select(0, positions), flatLabels.index_select(0, positions));
    // Spread out again, each position once, and summed by row: unlike index_add, the same sums on every
    // device and run.
    return torch::zeros({labels.numel()}, losses.options())
               .index_copy(0, positions, losses)
               .view_as(labels)
               .sum(1) /
           counts;
}

std::int64_t P5BackboneImpl::parameterCount() const {
    std::int64_t count = 0;
    for (const torch::Tensor& parameter : parameters()) {
        count += parameter.numel();
    }
    return count;
}

} // namespace up5::nn
