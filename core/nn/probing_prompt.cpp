#include "nn/probing_prompt.h"

#include <iterator>

#include "base/error.h"
#include "nn/fast_dropout.h"
#include "nn/prefix_slots.h"

namespace up5::nn {

ProbingPromptImpl::ProbingPromptImpl(const T5Config& config, const ProbingPromptOptions& options,
                                     const torch::Tensor& wordRows)
    : m_config(config), m_options(options) {
    if (options.length < 1) {
        throw Error(ErrorCode::InvalidInput, "A probing prompt needs a length of at least 1.");
    }
    if (options.injection == PromptInjection::Input) {
        m_encoderInput = register_parameter("encoder_input", drawnRows(wordRows, options.length));
        m_decoderInput = register_parameter("decoder_input", drawnRows(wordRows, options.length));
        return;
    }
    for (const AttentionKind& kind : kAttentionKinds) {
        addPart(kind.name, config.*kind.count, &kind == std::begin(kAttentionKinds) ? 1 : 2);
    }
    for (const auto& module : modules(false)) {
        if (auto* linear = module->as<torch::nn::Linear>()) {
            torch::nn::init::xavier_normal_(linear->weight);
        }
    }
}

void ProbingPromptImpl::addPart(const char* name, std::int64_t attentions, int hiddenLayers) {
    const std::int64_t width =
        m_options.hiddenWidth > 0 ? m_options.hiddenWidth : promptWidth(m_config.dModel);
    const std::int64_t slots = 2 * attentions;
    std::vector<std::int64_t> widths(static_cast<std::size_t>(hiddenLayers), width);
    widths.push_back(slots * m_config.numHeads * m_config.dKv);
    m_parts.push_back(
        register_module(name, PromptPart(torch::randn({m_options.length, m_config.dModel}), widths, slots)));
}

KvPrefix ProbingPromptImpl::forward() {
    KvPrefix prefix;
    if (m_parts.empty()) {
        prefix.encoderInput = m_encoderInput;
        prefix.decoderInput = m_decoderInput;
        return prefix;
    }
    std::vector<torch::Tensor> slots;
    for (PromptPart& part : m_parts) {
        slots.push_back(fastDropout(part->forward(), m_options.dropout, is_training()));
    }
    return prefixFromSlots(m_config, torch::cat(slots));
}

std::int64_t ProbingPromptImpl::trainableParameters() const {
    std::int64_t count = 0;
    for (const torch::Tensor& parameter : parameters()) {
        count += parameter.numel();
    }
    return count;
}

} // namespace up5::nn
