#include "nn/prompt_reweighter.h"

#include "base/error.h"

namespace up5::nn {

std::int64_t feedForwardWidth(std::int64_t d) {
    // h (2 d + 1) + d ≥ 1.4 · 4 (d² + d), in fifths so that all numbers are whole.
    const std::int64_t fifths = 28 * (d * d + d) - 5 * d, perUnit = 5 * (2 * d + 1);
    return (fifths + perUnit - 1) / perUnit;
}

PromptReweighterImpl::PromptReweighterImpl(const PromptReweighterOptions& options)
    : m_attended(options.kind == "encoder_only" ? options.encoderSlots : options.slots) {
    const std::int64_t width = options.width;
    if (options.kind == "ff") {
        const std::int64_t hidden = feedForwardWidth(width);
        m_in = register_module("in", torch::nn::Linear(width, hidden));
        m_out = register_module("out", torch::nn::Linear(hidden, width));
        return;
    }
    if (options.kind != "attention" && options.kind != "encoder_only") {
        throw Error(ErrorCode::InvalidInput, "There is no reweighter " + options.kind +
                                                 "; there are attention, encoder_only, ff and none.");
    }
    m_attention =
        register_module("attention", SlotAttention(m_attended, options.prefixLength, options.width));
}

torch::Tensor PromptReweighterImpl::forward(const torch::Tensor& tokens) {
    if (m_in) {
        return m_out->forward(m_in->forward(tokens).relu());
    }
    if (m_attended == tokens.size(0)) {
        return m_attention->forward(tokens);
    }
    return torch::cat({m_attention->forward(tokens.narrow(0, 0, m_attended)),
                       tokens.narrow(0, m_attended, tokens.size(0) - m_attended)});
}

} // namespace up5::nn
