#include "nn/prompt_reweighter.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace up5::nn {

namespace {

std::int64_t headsFor(std::int64_t width) {
    std::int64_t heads = std::clamp<std::int64_t>(width / 8, 1, 8);
    while (width % heads != 0) {
        --heads;
    }
    return heads;
}

} // namespace

std::int64_t feedForwardWidth(std::int64_t d) {
    // h (2 d + 1) + d ≥ 1.4 · 4 (d² + d), in fifths so that all numbers are whole.
    const std::int64_t fifths = 28 * (d * d + d) - 5 * d, perUnit = 5 * (2 * d + 1);
    return (fifths + perUnit - 1) / perUnit;
}

PromptReweighterImpl::PromptReweighterImpl(const PromptReweighterOptions& options)
    : m_heads(headsFor(options.width)),
      m_attended(options.kind == "encoder_only" ? options.encoderSlots : options.slots) {
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
    m_queries = register_parameter("queries", torch::randn({m_attended, options.prefixLength, width}));
    m_q = register_module("q", torch::nn::Linear(width, width));
    m_k = register_module("k", torch::nn::Linear(width, width));
    m_v = register_module("v", torch::nn::Linear(width, width));
    m_o = register_module("o", torch::nn::Linear(width, width));
}

torch::Tensor PromptReweighterImpl::attended(const torch::Tensor& tokens) {
    const std::int64_t perHead = tokens.size(2) / m_heads;
    const auto heads = [&](const torch::Tensor& x) {
        return x.view({x.size(0), x.size(1), m_heads, perHead}).transpose(1, 2);
    };
    const torch::Tensor query = heads(m_q->forward(m_queries));
    const torch::Tensor key = heads(m_k->forward(tokens));
    const torch::Tensor value = heads(m_v->forward(tokens));
    const double scale = std::pow(static_cast<double>(perHead), -0.5);
    const torch::Tensor mixed = (query.matmul(key.transpose(-1, -2)) * scale).softmax(-1).matmul(value);
    return m_o->forward(mixed.transpose(1, 2).reshape(tokens.sizes()));
}

torch::Tensor PromptReweighterImpl::forward(const torch::Tensor& tokens) {
    if (m_in) {
        return m_out->forward(m_in->forward(tokens).relu());
    }
    if (m_attended == tokens.size(0)) {
        return attended(tokens);
    }
    return torch::cat({attended(tokens.narrow(0, 0, m_attended)),
                       tokens.narrow(0, m_attended, tokens.size(0) - m_attended)});
}

} // namespace up5::nn
