#include "nn/p5_backbone.h"

#include <cmath>
#include <limits>

#include "nn/fast_dropout.h"

namespace up5::nn {

namespace {

/// Additive mask: 0 where kept, the lowest float where not (as Hugging Face's, so that rows without any key stay finite).
torch::Tensor additive(const torch::Tensor& keep) {
    return torch::zeros_like(keep, keep.options().dtype(torch::kFloat32))
        .masked_fill(keep.logical_not(), std::numeric_limits<float>::lowest());
}

/// Puts the prefix's columns (zero, or hidden) before the columns of a bias.
torch::Tensor withPrefixColumns(const torch::Tensor& bias, const KvPrefix* prefix) {
    const std::int64_t length = prefix == nullptr ? 0 : prefix->length();
    if (length == 0) {
        return bias;
    }
    std::vector<std::int64_t> shape = bias.sizes().vec();
    shape.back() = length;
    const torch::Tensor columns = prefix->visible.defined()
                                      ? additive(prefix->visible).expand(shape)
                                      : torch::zeros({}, bias.options()).expand(shape);
    return torch::cat({columns, bias}, -1);
}

torch::Tensor distances(std::int64_t length, torch::Device device) {
    const torch::Tensor positions = torch::arange(length, torch::TensorOptions().dtype(torch::kInt64).device(device));
    return positions.unsqueeze(0) - positions.unsqueeze(1); // key − query
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
        m_wholeWords = m_encoder->register_module("whole_word_embeddings",
                                                  torch::nn::Embedding(config.wholeWordVocabSize, config.dModel));
        torch::nn::init::normal_(m_wholeWords->weight, 0.0, embeddingStd);
    }
}

torch::Tensor P5BackboneImpl::encode(const torch::Tensor& tokens, const torch::Tensor& wholeWordIds,
                                     const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    torch::Tensor x = m_shared->forward(tokens);
    if (m_wholeWords) {
        x = x + m_wholeWords->forward(wholeWordIds);
    }
    x = fastDropout(x, m_config.dropoutRate, is_training());
    const torch::Tensor position = m_encoder->positionBias(distances(tokens.size(1), tokens.device())).unsqueeze(0);
    const torch::Tensor mask = additive(attentionMask).unsqueeze(1).unsqueeze(1);
    return m_encoder->forward(x, {withPrefixColumns(position + mask, prefix), {}, {}, prefix});
}

StackInputs P5BackboneImpl::decoderInputs(const torch::Tensor& selfBias, const torch::Tensor& encoderOutput,
                                          const torch::Tensor& attentionMask, const KvPrefix* prefix) const {
    return {withPrefixColumns(selfBias, prefix), encoderOutput,
            withPrefixColumns(additive(attentionMask).unsqueeze(1).unsqueeze(1), prefix), prefix};
}

torch::Tensor P5BackboneImpl::decode(const torch::Tensor& decoderTokens, const torch::Tensor& encoderOutput,
                                     const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const torch::Tensor relative = distances(decoderTokens.size(1), decoderTokens.device());
    const torch::Tensor selfBias = (m_decoder->positionBias(relative) + additive(relative <= 0)).unsqueeze(0);
    const torch::Tensor x = fastDropout(m_shared->forward(decoderTokens), m_config.dropoutRate, is_training());
    return m_decoder->forward(x, decoderInputs(selfBias, encoderOutput, attentionMask, prefix));
}

torch::Tensor P5BackboneImpl::decodeTree(const torch::Tensor& tokens, const torch::Tensor& depth,
                                         const torch::Tensor& ancestor, const torch::Tensor& encoderOutput,
                                         const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const torch::Tensor relative = depth.unsqueeze(1) - depth.unsqueeze(2);
    const torch::Tensor selfBias = m_decoder->positionBias(relative) + additive(ancestor).unsqueeze(1);
    const torch::Tensor x = fastDropout(m_shared->forward(tokens), m_config.dropoutRate, is_training());
    return m_decoder->forward(x, decoderInputs(selfBias, encoderOutput, attentionMask, prefix));
}

torch::Tensor P5BackboneImpl::logits(const torch::Tensor& decoderHidden) {
    return (decoderHidden * std::pow(static_cast<double>(m_config.dModel), -0.5)).matmul(m_shared->weight.t());
}

torch::Tensor P5BackboneImpl::exampleLoss(const torch::Tensor& encoderOutput, const torch::Tensor& attentionMask,
                                          const torch::Tensor& labels, const KvPrefix* prefix) {
    // Teacher forcing: the decoder sees the labels shifted right behind the start token (pad).
    const torch::Tensor start = torch::zeros_like(labels.narrow(1, 0, 1));
    const torch::Tensor decoderTokens =
        torch::cat({start, labels.narrow(1, 0, labels.size(1) - 1)}, 1).clamp_min(0);
    const torch::Tensor hidden = decode(decoderTokens, encoderOutput, attentionMask, prefix);
    const torch::Tensor kept = labels != -100;
    const torch::Tensor counts = kept.sum(1).clamp_min(1);
    const auto lossOf = [&](const torch::Tensor& states, const torch::Tensor& targets) {
        return torch::nn::functional::cross_entropy(
            logits(states), targets, torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone));
    };
    const torch::Tensor flatHidden = hidden.flatten(0, 1), flatLabels = labels.flatten();
    if (labels.is_meta()) {
        // Without data the number of kept positions is unknown; ignored ones are computed along (loss 0).
        return lossOf(flatHidden, flatLabels).view_as(labels).sum(1) / counts;
    }
    // The projection to the vocabulary costs most: only positions with a label take part.
    const torch::Tensor positions = kept.flatten().nonzero().squeeze(1);
    const torch::Tensor losses = lossOf(flatHidden.index_select(0, positions), flatLabels.index_select(0, positions));
    const torch::Tensor rows = positions.div(labels.size(1), "floor");
    return torch::zeros({labels.size(0)}, losses.options()).index_add(0, rows, losses) / counts;
}

std::int64_t P5BackboneImpl::parameterCount() const {
    std::int64_t count = 0;
    for (const torch::Tensor& parameter : parameters()) {
        count += parameter.numel();
    }
    return count;
}

} // namespace up5::nn
