#include "nn/attention_pool.h"

#include <limits>

namespace up5::nn {

AttentionPoolClassifierImpl::AttentionPoolClassifierImpl(std::int64_t inputSize, std::int64_t numClasses)
    : m_query(register_parameter("query", torch::zeros({inputSize}))),
      m_hidden(register_module("hidden", torch::nn::Linear(inputSize, inputSize))),
      m_output(register_module("output", torch::nn::Linear(inputSize, numClasses))) {}

torch::Tensor AttentionPoolClassifierImpl::forward(torch::Tensor states, torch::Tensor mask) {
    const torch::Tensor scores = states.matmul(m_query).masked_fill(
        mask.bitwise_not(), -std::numeric_limits<double>::infinity());                     // [B, L]
    const torch::Tensor pooled = scores.softmax(1).unsqueeze(1).matmul(states).squeeze(1); // [B, d]
    return m_output(torch::leaky_relu(m_hidden(pooled), 0.2));
}

} // namespace up5::nn
