#include "nn/baselines/simplex.h"

#include <limits>

#include "base/error.h"

namespace up5::nn {

SimplexImpl::SimplexImpl(const SimplexOptions& options) : m_options(options) {
    const std::int64_t d = options.dimensions;
    const auto xavier = [](torch::Tensor tensor) { return torch::nn::init::xavier_normal_(tensor); };
    m_users = register_module("users", UserTable(xavier(torch::empty({options.users, d}))));
    m_items = register_parameter("items", xavier(torch::empty({options.items, d})));
    m_map = register_module("map", torch::nn::Linear(torch::nn::LinearOptions(d, d).bias(false)));
    xavier(m_map->weight);
    if (options.aggregator == "user_attention" || options.aggregator == "self_attention") {
        m_attention = register_module("attention", torch::nn::Linear(d, d));
        xavier(m_attention->weight);
        torch::nn::init::zeros_(m_attention->bias);
        if (options.aggregator == "self_attention") {
            m_query = register_parameter("query", xavier(torch::empty({d, 1})));
        }
    } else if (options.aggregator != "mean") {
        throw Error(ErrorCode::InvalidInput, "The aggregator is " + options.aggregator +
                                                 ", but must be mean, user_attention or self_attention.");
    }
}

torch::Tensor SimplexImpl::pooled(const torch::Tensor& users, const UserBatch& batch) {
    const torch::Tensor mask = batch.mask(m_options.items);
    const torch::Tensor items = torch::embedding(m_items, batch.history.clamp_max(m_options.items - 1));
    torch::Tensor weights; // [B, L]
    if (m_options.aggregator == "mean") {
        const torch::Tensor counted = mask.to(items.dtype());
        weights = counted / counted.sum(1, true).clamp_min(1);
    } else {
        const torch::Tensor keys = m_attention(items).tanh();
        const torch::Tensor logits =
            m_query.defined() ? keys.matmul(m_query).squeeze(2) : keys.matmul(users.unsqueeze(2)).squeeze(2);
        // The lowest finite number instead of −∞: an empty history must not become NaN.
        weights = logits.masked_fill(~mask, std::numeric_limits<float>::lowest()).softmax(1) * mask;
    }
    return weights.unsqueeze(1).matmul(items).squeeze(1);
}

torch::Tensor SimplexImpl::userVectors(const UserBatch& batch) {
    const torch::Tensor users = m_users(batch.users);
    const torch::Tensor mixed = m_options.gamma * users + (1 - m_options.gamma) * m_map(pooled(users, batch));
    return torch::dropout(mixed, m_options.dropout, is_training());
}

torch::Tensor SimplexImpl::asQueries(const torch::Tensor& vectors) {
    return torch::nn::functional::normalize(vectors, torch::nn::functional::NormalizeFuncOptions().dim(1));
}

torch::Tensor SimplexImpl::itemVectors() {
    return torch::nn::functional::normalize(m_items, torch::nn::functional::NormalizeFuncOptions().dim(1));
}

} // namespace up5::nn
