#include "nn/baselines/selective_prompt.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::nn {

PromptAdapterImpl::PromptAdapterImpl(std::int64_t size, std::int64_t bottleneck) {
    m_norm = register_module("norm", torch::nn::LayerNorm(torch::nn::LayerNormOptions({size})));
    m_down = register_module("down", torch::nn::Linear(size, bottleneck));
    m_up = register_module("up", torch::nn::Linear(bottleneck, size));
    const torch::NoGradGuard noGradients;
    m_up->weight.zero_();
    m_up->bias.zero_();
}

torch::Tensor PromptAdapterImpl::forward(const torch::Tensor& x) {
    return x + m_up->forward(m_down->forward(m_norm->forward(x)).relu_());
}

SelectivePromptImpl::SelectivePromptImpl(const SequenceEncoder& encoder,
                                         const SelectivePromptOptions& options) {
    const std::int64_t size = encoder.options().dModel, layers = encoder.options().numLayers;
    if (options.prefixLength < 1) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("A prompt needs at least one vector in front of the items; {} were asked for.",
                        options.prefixLength));
    }
    const torch::NoGradGuard noGradients;
    const torch::Tensor items = encoder.inputEmbeddings();
    const torch::Tensor mean = items.mean(0), deviation = items.std(0, /*unbiased=*/false);
    const auto likeItems = [&](std::vector<std::int64_t> shape) {
        return (torch::randn(shape, items.options()) * deviation + mean).contiguous();
    };
    m_prefixes = register_parameter("prefixes", likeItems({layers, options.prefixLength, size}));
    for (std::size_t i = 0; i < options.userAttributeClasses.size(); ++i) {
        const std::int64_t rows = options.userAttributeClasses[i] + 1;
        m_userVectors.push_back(
            register_module("user_vectors_" + std::to_string(i), torch::nn::Embedding(rows, layers * size)));
        m_userVectors.back()->weight.copy_(likeItems({rows, layers, size}).view({rows, layers * size}));
    }
    const std::int64_t bottleneck = std::max<std::int64_t>(1, size / 4);
    for (std::int64_t i = 0; i < layers; ++i) {
        const std::string number = std::to_string(i);
        m_afterAttention.push_back(
            register_module("after_attention_" + number, PromptAdapter(size, bottleneck)));
        m_afterFeedForward.push_back(
            register_module("after_feed_forward_" + number, PromptAdapter(size, bottleneck)));
    }
}

torch::Tensor SelectivePromptImpl::prefix(std::size_t layer, const torch::Tensor& userClasses) {
    const torch::Tensor shared = m_prefixes[static_cast<std::int64_t>(layer)].unsqueeze(0);
    if (!readsUsers()) {
        return shared;
    }
    const std::int64_t size = shared.size(2);
    std::vector<torch::Tensor> parts = {shared.expand({userClasses.size(0), -1, -1})};
    for (std::size_t i = 0; i < m_userVectors.size(); ++i) {
        const torch::Tensor rows = userClasses.select(1, static_cast<std::int64_t>(i)).clamp_min(-1) + 1;
        parts.push_back(m_userVectors[i]
                            ->forward(rows)
                            .narrow(1, static_cast<std::int64_t>(layer) * size, size)
                            .unsqueeze(1));
    }
    return torch::cat(parts, 1);
}

PromptDiscriminatorImpl::PromptDiscriminatorImpl(std::int64_t size, std::int64_t numClasses)
    : m_hidden(register_module("hidden", torch::nn::Linear(size, size))),
      m_output(register_module("output", torch::nn::Linear(size, numClasses))) {}

torch::Tensor PromptDiscriminatorImpl::forward(const torch::Tensor& users) {
    return m_output->forward(m_hidden->forward(users).relu_()).log_softmax(1);
}

} // namespace up5::nn
