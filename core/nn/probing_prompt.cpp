#include "nn/probing_prompt.h"

#include <algorithm>

#include "base/error.h"
#include "nn/fast_dropout.h"

namespace up5::nn {

std::int64_t promptWidth(std::int64_t dModel) {
    constexpr std::int64_t kWidth = 800, kModel = 512; // published code
    return std::min(kWidth, std::max<std::int64_t>(1, dModel * kWidth / kModel));
}

ProbingPromptImpl::ProbingPromptImpl(const T5Config& config, const ProbingPromptOptions& options,
                                     const torch::Tensor& wordRows)
    : m_config(config), m_options(options) {
    if (options.length < 1) {
        throw Error(ErrorCode::InvalidInput, "A probing prompt needs a length of at least 1.");
    }
    if (options.injection == PromptInjection::Input) {
        const auto sampledRows = [&] {
            const torch::Tensor rows = torch::randint(wordRows.size(0), {options.length}, torch::kInt64);
            return wordRows.detach().index_select(0, rows.to(wordRows.device())).clone();
        };
        m_encoderInput = register_parameter("encoder_input", sampledRows());
        m_decoderInput = register_parameter("decoder_input", sampledRows());
        return;
    }
    addPart("encoder_self", config.numLayers, 1, &KvPrefix::encoderSelf);
    addPart("decoder_self", config.numDecoderLayers, 2, &KvPrefix::decoderSelf);
    addPart("cross", config.numDecoderLayers, 2, &KvPrefix::cross);
    for (const auto& module : modules(false)) {
        if (auto* linear = module->as<torch::nn::Linear>()) {
            torch::nn::init::xavier_normal_(linear->weight);
        }
    }
}

void ProbingPromptImpl::addPart(const char* name, std::int64_t attentions, int hiddenLayers,
                                std::vector<LayerPrefix> KvPrefix::*target) {
    const std::int64_t width =
        m_options.hiddenWidth > 0 ? m_options.hiddenWidth : promptWidth(m_config.dModel);
    Part part;
    part.target = target;
    part.table =
        register_parameter(std::string(name) + "_table", torch::randn({m_options.length, m_config.dModel}));
    const auto addLinear = [&](std::int64_t from, std::int64_t to) {
        part.layers.push_back(register_module(std::string(name) + "_map" + std::to_string(part.layers.size()),
                                              torch::nn::Linear(from, to)));
    };
    addLinear(m_config.dModel, width);
    for (int i = 1; i < hiddenLayers; ++i) {
        addLinear(width, width);
    }
    addLinear(width, 2 * attentions * m_config.numHeads * m_config.dKv);
    m_parts.push_back(std::move(part));
}

KvPrefix ProbingPromptImpl::forward() {
    KvPrefix prefix;
    prefix.encoderInput = m_encoderInput;
    prefix.decoderInput = m_decoderInput;
    for (const Part& part : m_parts) {
        torch::Tensor x = part.table;
        for (std::size_t i = 0; i < part.layers.size(); ++i) {
            torch::nn::Linear layer = part.layers[i];
            x = layer->forward(i == 0 ? x : x.tanh());
        }
        x = fastDropout(x, m_options.dropout, is_training());
        // [n, 2 · layers · d_inner] → [2 · layers, H, n, d_kv]: layer 0 key, layer 0 value, layer 1 key, …
        x = x.view({m_options.length, -1, m_config.numHeads, m_config.dKv}).permute({1, 2, 0, 3});
        for (std::int64_t slot = 0; slot < x.size(0); slot += 2) {
            (prefix.*part.target).push_back({x[slot], x[slot + 1]});
        }
    }
    return prefix;
}

std::int64_t ProbingPromptImpl::trainableParameters() const {
    std::int64_t count = 0;
    for (const torch::Tensor& parameter : parameters()) {
        count += parameter.numel();
    }
    return count;
}

} // namespace up5::nn
