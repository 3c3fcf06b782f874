#include "nn/prompt_generator.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "nn/fast_dropout.h"

namespace up5::nn {

namespace {

constexpr const char* kKinds[] = {"encoder_self", "decoder_self", "cross"};

std::int64_t layersOf(const T5Config& config, int kind) {
    return kind == 0 ? config.numLayers : config.numDecoderLayers;
}

} // namespace

PromptGeneratorImpl::PromptGeneratorImpl(const T5Config& config, const PromptGeneratorOptions& options)
    : m_config(config), m_options(options), m_inner(config.numHeads * config.dKv),
      m_heads(std::clamp<std::int64_t>(m_inner / 8, 1, 8)) {
    if (options.prefixLength < 1) {
        throw Error(ErrorCode::InvalidInput, "A prompt needs a prefix length of at least 1.");
    }
    while (m_inner % m_heads != 0) {
        --m_heads;
    }
    std::int64_t slots = 0;
    for (int kind = 0; kind < 3; ++kind) {
        const std::int64_t own = 2 * layersOf(config, kind);
        m_tables.push_back(register_parameter(std::string(kKinds[kind]) + "_table",
                                              torch::randn({options.prefixLength, config.dModel})));
        m_maps.push_back(register_module(std::string(kKinds[kind]) + "_map",
                                         torch::nn::Linear(config.dModel, own * m_inner)));
        slots += own;
    }
    m_scale = register_parameter("output_scale", torch::full({}, options.outputScale));
    if (options.reweighter == "attention") {
        m_queries = register_parameter("queries", torch::randn({slots, options.prefixLength, m_inner}));
        m_q = register_module("q", torch::nn::Linear(m_inner, m_inner));
        m_k = register_module("k", torch::nn::Linear(m_inner, m_inner));
        m_v = register_module("v", torch::nn::Linear(m_inner, m_inner));
        m_o = register_module("o", torch::nn::Linear(m_inner, m_inner));
    } else if (options.reweighter != "none") {
        throw Error(ErrorCode::InvalidInput,
                    "There is no reweighter " + options.reweighter + "; there are attention and none.");
    }
    initialise();
}

void PromptGeneratorImpl::initialise() {
    const torch::NoGradGuard noGradients;
    for (const auto& module : modules(false)) {
        if (auto* linear = module->as<torch::nn::Linear>()) {
            torch::nn::init::xavier_normal_(linear->weight);
            torch::nn::init::zeros_(linear->bias);
        }
    }
    if (m_options.init == "small") {
        for (std::size_t kind = 0; kind < m_tables.size(); ++kind) {
            m_tables[kind].mul_(0.02);
            m_maps[kind]->weight.mul_(0.1);
        }
    } else if (m_options.init == "zero") {
        for (std::size_t kind = 0; kind < m_tables.size(); ++kind) {
            m_tables[kind].zero_();
            m_maps[kind]->weight.zero_();
        }
    } else if (m_options.init != "normal") {
        throw Error(ErrorCode::InvalidInput,
                    "There is no initialisation " + m_options.init + "; there are normal, small and zero.");
    }
}

torch::Tensor PromptGeneratorImpl::reweighted(const torch::Tensor& tokens) {
    const auto heads = [&](const torch::Tensor& x) {
        return x.view({x.size(0), x.size(1), m_heads, m_inner / m_heads}).transpose(1, 2);
    };
    const torch::Tensor query = heads(m_q->forward(m_queries));
    const torch::Tensor key = heads(m_k->forward(tokens));
    const torch::Tensor value = heads(m_v->forward(tokens));
    const double scale = std::pow(static_cast<double>(m_inner / m_heads), -0.5);
    const torch::Tensor mixed = (query.matmul(key.transpose(-1, -2)) * scale).softmax(-1).matmul(value);
    return m_o->forward(mixed.transpose(1, 2).reshape(tokens.sizes()));
}

KvPrefix PromptGeneratorImpl::forward() {
    const std::int64_t n = m_options.prefixLength;
    std::vector<torch::Tensor> parts;
    for (std::size_t kind = 0; kind < m_tables.size(); ++kind) {
        // [n, slots · inner] → [slots, n, inner]; slots are layer 0 key, layer 0 value, layer 1 key, …
        parts.push_back(m_maps[kind]->forward(m_tables[kind]).view({n, -1, m_inner}).transpose(0, 1));
    }
    torch::Tensor tokens = torch::cat(parts, 0);
    if (m_queries.defined()) {
        tokens = reweighted(tokens);
    }
    tokens = fastDropout(tokens * m_scale, m_options.dropout, is_training());
    const torch::Tensor split = tokens.view({-1, n, m_config.numHeads, m_config.dKv}).transpose(1, 2);

    KvPrefix prefix;
    std::int64_t slot = 0;
    std::vector<LayerPrefix>* const kinds[] = {&prefix.encoderSelf, &prefix.decoderSelf, &prefix.cross};
    for (int kind = 0; kind < 3; ++kind) {
        for (std::int64_t layer = 0; layer < layersOf(m_config, kind); ++layer, slot += 2) {
            kinds[kind]->push_back({split[slot], split[slot + 1]});
        }
    }
    return prefix;
}

std::int64_t storedPrefixSize(const T5Config& config, std::int64_t prefixLength) {
    return prefixLength * 2 * config.numHeads * config.dKv * (config.numLayers + 2 * config.numDecoderLayers);
}

} // namespace up5::nn
