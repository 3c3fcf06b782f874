#include "nn/baselines/sequence_attention.h"

#include <cmath>

#include <fmt/format.h>

#include "base/error.h"
#include "nn/fast_dropout.h"

namespace up5::nn {

SequenceAttentionImpl::SequenceAttentionImpl(std::int64_t size, std::int64_t numHeads, double dropout)
    : m_numHeads(numHeads), m_dropout(dropout) {
    if (numHeads < 1 || size % numHeads != 0) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} dimensions cannot be divided among {} attention heads; choose numbers "
                                "of which the second divides the first.",
                                size, numHeads));
    }
    m_query = register_module("query", torch::nn::Linear(size, size));
    m_key = register_module("key", torch::nn::Linear(size, size));
    m_value = register_module("value", torch::nn::Linear(size, size));
    m_output = register_module("output", torch::nn::Linear(size, size));
}

torch::Tensor SequenceAttentionImpl::heads(const torch::Tensor& x) const {
    return x.view({x.size(0), x.size(1), m_numHeads, x.size(2) / m_numHeads}).transpose(1, 2);
}

torch::Tensor SequenceAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& memory,
                                             const torch::Tensor& bias) {
    const double scale = 1.0 / std::sqrt(static_cast<double>(x.size(2) / m_numHeads));
    const torch::Tensor query = heads(m_query->forward(x) * scale);
    const torch::Tensor key = heads(m_key->forward(memory)), value = heads(m_value->forward(memory));
    torch::Tensor shares = query.matmul(key.transpose(-1, -2)).add_(bias).softmax(-1);
    shares = fastDropout(shares, m_dropout, is_training());
    return m_output->forward(shares.matmul(value).transpose(1, 2).reshape(x.sizes()));
}

} // namespace up5::nn
