#include "train/logistic_adversary.h"

#include <algorithm>

#include "base/error.h"
#include "train/probe_trainer.h"

namespace up5::train {

namespace {

/// Strong enough that a few hundred users do not fit noise, weak enough to use every dimension.
constexpr double kPenalty = 0.05;
constexpr int kIterations = 25; // with that penalty more change nothing that matters

} // namespace

LogisticAdversary::LogisticAdversary(std::int64_t numClasses, std::size_t window)
    : m_numClasses(numClasses), m_window(window) {}

void LogisticAdversary::see(const torch::Tensor& states, const torch::Tensor& labels) {
    m_batches.push_back({states.detach(), labels});
    if (m_batches.size() > m_window) {
        m_batches.pop_front();
    }
    m_stale = true;
}

torch::Tensor LogisticAdversary::logits(const torch::Tensor& states) {
    if (m_stale) {
        const torch::AutoGradMode gradients(true); // the fit needs them, whatever the caller does
        std::vector<torch::Tensor> seen, labels;
        for (const Batch& batch : m_batches) {
            seen.push_back(batch.states);
            labels.push_back(batch.labels);
        }
        const LogisticWeights fitted = fitLogistic(torch::cat(seen), torch::cat(labels),
                                                   static_cast<int>(m_numClasses), kPenalty, kIterations);
        m_weight = fitted.weight.to(states.scalar_type());
        m_bias = fitted.bias.to(states.scalar_type());
        m_stale = false;
    }
    if (!m_weight.defined()) {
        return torch::zeros({states.size(0), m_numClasses}, states.options());
    }
    return states.matmul(m_weight.t()) + m_bias;
}

void LogisticAdversary::save(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const {
    if (m_weight.defined()) {
        tensors[prefix + "weight"] = m_weight;
        tensors[prefix + "bias"] = m_bias;
    }
    // Batches of before the last fit may still be in the next one.
    for (std::size_t i = 0; i < m_batches.size(); ++i) {
        tensors[prefix + "states." + std::to_string(i)] = m_batches[i].states;
        tensors[prefix + "labels." + std::to_string(i)] = m_batches[i].labels;
    }
    tensors[prefix + "stale"] = torch::full({1}, m_stale ? 1 : 0, torch::kInt64);
}

void LogisticAdversary::restore(const std::string& prefix,
                                const std::map<std::string, torch::Tensor>& tensors) {
    const auto find = [&](const std::string& name) {
        const auto found = tensors.find(prefix + name);
        return found == tensors.end() ? torch::Tensor() : found->second;
    };
    m_weight = find("weight");
    m_bias = find("bias");
    m_batches.clear();
    for (std::size_t i = 0; find("states." + std::to_string(i)).defined(); ++i) {
        m_batches.push_back({find("states." + std::to_string(i)), find("labels." + std::to_string(i))});
    }
    const torch::Tensor stale = find("stale");
    if (!stale.defined() || m_weight.defined() != m_bias.defined() ||
        std::ranges::any_of(m_batches, [](const Batch& batch) { return !batch.labels.defined(); })) {
        throw Error(ErrorCode::Corrupt, "The saved state of the logistic adversary is incomplete.");
    }
    m_stale = stale.item<std::int64_t>() != 0;
}

} // namespace up5::train
