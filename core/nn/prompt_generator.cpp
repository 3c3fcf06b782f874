#include "nn/prompt_generator.h"

#include "base/error.h"
#include "nn/fast_dropout.h"
#include "nn/prefix_slots.h"

namespace up5::nn {

namespace {

constexpr const char* kKinds[] = {"encoder_self", "decoder_self", "cross"};

std::int64_t layersOf(const T5Config& config, int kind) {
    return kind == 0 ? config.numLayers : config.numDecoderLayers;
}

} // namespace

PromptGeneratorImpl::PromptGeneratorImpl(const T5Config& config, const PromptGeneratorOptions& options)
    : m_config(config), m_options(options), m_inner(config.numHeads * config.dKv) {
    if (options.prefixLength < 1) {
        throw Error(ErrorCode::InvalidInput, "A prompt needs a prefix length of at least 1.");
    }
    for (int kind = 0; kind < 3; ++kind) {
        const std::int64_t own = 2 * layersOf(config, kind);
        m_tables.push_back(register_parameter(std::string(kKinds[kind]) + "_table",
                                              torch::randn({options.prefixLength, config.dModel})));
        m_maps.push_back(register_module(std::string(kKinds[kind]) + "_map",
                                         torch::nn::Linear(config.dModel, own * m_inner)));
    }
    m_scale = register_parameter("output_scale", torch::full({}, options.outputScale));
    if (options.reweighter == "attention") {
        m_reweighter =
            register_module("reweighter", SlotAttention(numSlots(config), options.prefixLength, m_inner));
    } else if (options.reweighter != "none") {
        throw Error(ErrorCode::InvalidInput,
                    "There is no reweighter " + options.reweighter + "; there are attention and none.");
    }
    initialise();
}

void PromptGeneratorImpl::initialise() {
    const torch::NoGradGuard noGradients;
    initialiseXavier(*this);
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

KvPrefix PromptGeneratorImpl::forward() {
    const std::int64_t n = m_options.prefixLength;
    std::vector<torch::Tensor> parts;
    for (std::size_t kind = 0; kind < m_tables.size(); ++kind) {
        // [n, slots · inner] → [slots, n, inner]
        parts.push_back(m_maps[kind]->forward(m_tables[kind]).view({n, -1, m_inner}).transpose(0, 1));
    }
    torch::Tensor tokens = torch::cat(parts, 0);
    if (!m_reweighter.is_empty()) {
        tokens = m_reweighter->forward(tokens);
    }
    return prefixFromSlots(m_config, fastDropout(tokens * m_scale, m_options.dropout, is_training()));
}

std::int64_t storedPrefixSize(const T5Config& config, std::int64_t prefixLength) {
    return prefixLength * numSlots(config) * config.numHeads * config.dKv;
}

} // namespace up5::nn
