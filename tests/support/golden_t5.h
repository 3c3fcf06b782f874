// A T5 beside what transformers computed with the same weights (tests/golden/t5.py, t5_small.py).
#pragma once

#include <map>
#include <string>

#include <QtCore/QObject>
#include <torch/torch.h>

#include "nn/p5_backbone.h"

namespace up5::test {

/// Base of tests that compare with stored tensors: `tokens` [B, L], `attention_mask` [B, L] and `labels`
/// [B, T] (-100: ignored) are the input, the others what was computed.
class GoldenT5 : public QObject {
protected:
    const torch::Tensor& expected(const std::string& name) const { return m_expected.at(name); }
    torch::Tensor mask() const { return expected("attention_mask").to(torch::kBool); }
    torch::Tensor encode(const nn::KvPrefix* prefix = nullptr) {
        return m_backbone->encode(expected("tokens"), {}, mask(), prefix);
    }
    /// Logits at every label position, ignored ones included.
    torch::Tensor logits(const torch::Tensor& states, const nn::KvPrefix* prefix = nullptr) {
        const auto& labels = expected("labels");
        const auto shifted = torch::cat({torch::zeros({labels.size(0), 1}, torch::kInt64),
                                         labels.narrow(1, 0, labels.size(1) - 1).clamp_min(0)},
                                        1);
        return m_backbone->logits(m_backbone->decode(shifted, states, mask(), prefix));
    }
    /// Hugging Face's loss: the mean over all label tokens of the batch.
    torch::Tensor meanTokenLoss(const torch::Tensor& exampleLosses) const {
        const auto counts = expected("labels").ne(-100).sum(1);
        return (exampleLosses * counts).sum() / counts.sum();
    }
    torch::Tensor loss(const torch::Tensor& states, const nn::KvPrefix* prefix = nullptr) {
        return meanTokenLoss(m_backbone->exampleLoss(states, mask(), expected("labels"), prefix));
    }
    /// Gradients of a prefix's keys and values of one kind of attention: [layers, 2, H, n, d_kv].
    static torch::Tensor prefixGradient(const nn::KvPrefix& prefix, const nn::AttentionKind& kind) {
        std::vector<torch::Tensor> gradients;
        for (const nn::LayerPrefix& layer : prefix.*kind.layers) {
            gradients.push_back(torch::stack({layer.key.grad(), layer.value.grad()}));
        }
        return torch::stack(gradients);
    }

    std::map<std::string, torch::Tensor> m_expected;
    nn::P5Backbone m_backbone{nullptr};
};

} // namespace up5::test
