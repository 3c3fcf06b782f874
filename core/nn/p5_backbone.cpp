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

/// Input embeddings of the prefix [m, d] (undefined = none) before embedded tokens [B, T, d].
torch::Tensor withInputRows(const torch::Tensor& rows, const torch::Tensor& embedded) {
    return rows.defined() ? torch::cat({rows.unsqueeze(0).expand({embedded.size(0), -1, -1}), embedded}, 1)
                          : embedded;
}

/// Visible columns for the input embeddings before those of a mask [B, L].
torch::Tensor withInputColumns(const torch::Tensor& rows, const torch::Tensor& mask) {
    return rows.defined() ? torch::cat({torch::ones({mask.size(0), rows.size(0)}, mask.options()), mask}, 1)
                          : mask;
}

torch::Tensor encoderRows(const KvPrefix* prefix) {
    return prefix == nullptr ? torch::Tensor() : prefix->encoderInput;
}

torch::Tensor decoderRows(const KvPrefix* prefix) {
    return prefix == nullptr ? torch::Tensor() : prefix->decoderInput;
}

} // namespace

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
    const torch::Tensor rows = encoderRows(prefix);
    x = fastDropout(withInputRows(rows, x), m_config.dropoutRate, is_training());
    const torch::Tensor position = m_encoder->positionBias(x.size(1), tokens.device());
    const torch::Tensor mask =
        additiveMask(withInputColumns(rows, attentionMask).unsqueeze(1).unsqueeze(1), prefix);
    return m_encoder->forward(x, {withPrefixColumns(position, prefix) + mask, {}, {}, prefix}, layerStates);
}

torch::Tensor P5BackboneImpl::decodeWith(const torch::Tensor& tokens, const torch::Tensor& selfBias,
                                         const torch::Tensor& encoderOutput,
                                         const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const torch::Tensor x = fastDropout(withInputRows(decoderRows(prefix), m_shared->forward(tokens)),
                                        m_config.dropoutRate, is_training());
    const torch::Tensor crossMask = withInputColumns(encoderRows(prefix), attentionMask);
    const torch::Tensor crossBias = additiveMask(crossMask.unsqueeze(1).unsqueeze(1), prefix);
    const torch::Tensor hidden = m_decoder->forward(x, {selfBias, encoderOutput, crossBias, prefix});
    return hidden.narrow(1, hidden.size(1) - tokens.size(1), tokens.size(1));
}

torch::Tensor P5BackboneImpl::decode(const torch::Tensor& decoderTokens, const torch::Tensor& encoderOutput,
                                     const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    const torch::Tensor rows = decoderRows(prefix);
    const std::int64_t length = decoderTokens.size(1) + (rows.defined() ? rows.size(0) : 0);
    const torch::Tensor past =
        torch::ones({1, 1, length, length}, attentionMask.options().dtype(torch::kBool)).tril();
    const torch::Tensor position = m_decoder->positionBias(length, decoderTokens.device());
    return decodeWith(decoderTokens, withPrefixColumns(position, prefix) + additiveMask(past, prefix),
                      encoderOutput, attentionMask, prefix);
}

torch::Tensor P5BackboneImpl::decodeTree(const torch::Tensor& tokens, const torch::Tensor& depth,
                                         const torch::Tensor& ancestor, const torch::Tensor& encoderOutput,
                                         const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    torch::Tensor depths = depth, sees = ancestor;
    if (const torch::Tensor rows = decoderRows(prefix); rows.defined()) {
        // The prefix's embeddings are the path that leads to the root: a causal triangle seen by all nodes.
        const std::int64_t count = rows.size(0), batch = depth.size(0), nodes = depth.size(1);
        const torch::Tensor path = torch::arange(count, depth.options()).expand({batch, count});
        depths = torch::cat({path, depth + count}, 1);
        const torch::Tensor triangle = torch::ones({count, count}, ancestor.options()).tril();
        const torch::Tensor above =
            torch::cat({triangle, torch::zeros({count, nodes}, ancestor.options())}, 1);
        const torch::Tensor below =
            torch::cat({torch::ones({batch, nodes, count}, ancestor.options()), ancestor}, 2);
        sees = torch::cat({above.expand({batch, -1, -1}), below}, 1);
    }
    const torch::Tensor position = m_decoder->positionBias(depths.unsqueeze(1) - depths.unsqueeze(2));
    return decodeWith(tokens, withPrefixColumns(position, prefix) + additiveMask(sees.unsqueeze(1), prefix),
                      encoderOutput, attentionMask, prefix);
}

torch::Tensor P5BackboneImpl::startState(const torch::Tensor& encoderOutput,
                                         const torch::Tensor& attentionMask, const KvPrefix* prefix) {
    // The start token is the pad token, 0 (spec B1).
    const torch::Tensor start =
        torch::zeros({encoderOutput.size(0), 1}, attentionMask.options().dtype(torch::kInt64));
    return decode(start, encoderOutput, attentionMask, prefix).squeeze(1);
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

std::shared_ptr<P5BackboneImpl> P5BackboneImpl::withMoreTokens(const torch::Tensor& rows) const {
    auto copy = std::make_shared<P5BackboneImpl>(*this); // a module's copy shares its children
    copy->m_config.vocabSize += rows.size(0);
    copy->m_shared = torch::nn::Embedding::from_pretrained(
        torch::cat({m_shared->weight.detach(), rows.to(m_shared->weight.options())}));
    copy->replace_module("shared", copy->m_shared);
    return copy;
}

std::int64_t P5BackboneImpl::parameterCount() const {
    std::int64_t count = 0;
    for (const torch::Tensor& parameter : parameters()) {
        count += parameter.numel();
    }
    return count;
}

} // namespace up5::nn
