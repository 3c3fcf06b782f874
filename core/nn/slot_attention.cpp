#include "nn/slot_attention.h"

#include <algorithm>
#include <cmath>

namespace up5::nn {

namespace {

std::int64_t headsFor(std::int64_t inner) {
    std::int64_t heads = std::clamp<std::int64_t>(inner / 8, 1, 8);
    while (inner % heads != 0) {
        --heads;
    }
    return heads;
}

} // namespace

SlotAttentionImpl::SlotAttentionImpl(std::int64_t slots, std::int64_t rows, std::int64_t inner)
    : m_heads(headsFor(inner)), m_queries(register_parameter("queries", torch::randn({slots, rows, inner}))),
      m_q(register_module("q", torch::nn::Linear(inner, inner))),
      m_k(register_module("k", torch::nn::Linear(inner, inner))),
      m_v(register_module("v", torch::nn::Linear(inner, inner))),
      m_o(register_module("o", torch::nn::Linear(inner, inner))) {}

torch::Tensor SlotAttentionImpl::heads(const torch::Tensor& x) const {
    return x.view({x.size(0), x.size(1), m_heads, x.size(2) / m_heads}).transpose(1, 2);
}

torch::Tensor SlotAttentionImpl::forward(const torch::Tensor& tokens) {
    const torch::Tensor query = heads(m_q->forward(m_queries));
    const torch::Tensor key = heads(m_k->forward(tokens));
    const torch::Tensor value = heads(m_v->forward(tokens));
    const double scale = std::pow(static_cast<double>(key.size(-1)), -0.5);
    const torch::Tensor mixed = (query.matmul(key.transpose(-1, -2)) * scale).softmax(-1).matmul(value);
    return m_o->forward(mixed.transpose(1, 2).reshape(m_queries.sizes()));
}

void SlotAttentionImpl::startAsMean() {
    const torch::NoGradGuard noGradients;
    for (torch::nn::Linear* linear : {&m_v, &m_o}) {
        torch::nn::init::eye_((*linear)->weight);
    }
}

void initialiseXavier(const torch::nn::Module& module) {
    const torch::NoGradGuard noGradients;
    for (const auto& child : module.modules(false)) {
        if (auto* linear = child->as<torch::nn::Linear>()) {
            torch::nn::init::xavier_normal_(linear->weight);
            torch::nn::init::zeros_(linear->bias);
        }
    }
}

} // namespace up5::nn
