#include "train/logistic_adversary.h"

#include "base/error.h"
#include "train/probe_trainer.h"

namespace up5::train {

namespace {

/// Strong enough that a few thousand users do not fit noise, weak enough to use every dimension.
constexpr double kPenalty = 0.05;
constexpr int kIterations = 25; // with that penalty more change nothing that matters

void requireState(bool good) {
    if (!good) {
        throw Error(ErrorCode::Corrupt, "The saved state of the logistic adversary is incomplete or of "
                                        "another shape. Start the run again.");
    }
}

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

void LogisticAdversary::fit() {
    const torch::AutoGradMode gradients(true); // a fit needs them, whatever the caller does
    std::vector<torch::Tensor> states, labels;
    for (const Batch& batch : m_batches) {
        states.push_back(batch.states);
        labels.push_back(batch.labels);
    }
    const LogisticWeights fitted = fitLogistic(torch::cat(states), torch::cat(labels),
                                               static_cast<int>(m_numClasses), kPenalty, kIterations);
    m_weight = fitted.weight.to(m_batches.back().states.scalar_type());
    m_bias = fitted.bias.to(m_weight.scalar_type());
    m_stale = false;
}

torch::Tensor LogisticAdversary::logits(const torch::Tensor& states) {
    if (m_stale) {
        fit();
    }
    if (!m_weight.defined()) {
        return torch::zeros({states.size(0), m_numClasses}, states.options());
    }
    return states.matmul(m_weight.t()) + m_bias;
}

void LogisticAdversary::save(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const {
    const auto number = [](std::int64_t value) { return torch::full({1}, value, torch::kInt64); };
    tensors[prefix + "batches"] = number(static_cast<std::int64_t>(m_batches.size()));
    tensors[prefix + "stale"] = number(m_stale ? 1 : 0);
    for (std::size_t i = 0; i < m_batches.size(); ++i) {
        tensors[prefix + "states." + std::to_string(i)] = m_batches[i].states;
        tensors[prefix + "labels." + std::to_string(i)] = m_batches[i].labels;
    }
    if (m_weight.defined()) {
        tensors[prefix + "weight"] = m_weight;
        tensors[prefix + "bias"] = m_bias;
    }
}

void LogisticAdversary::restore(const std::string& prefix,
                                const std::map<std::string, torch::Tensor>& tensors, torch::Device device) {
    const auto find = [&](const std::string& name) {
        const auto found = tensors.find(prefix + name);
        return found == tensors.end() ? torch::Tensor() : found->second.to(device);
    };
    const auto number = [&](const std::string& name) {
        const torch::Tensor value = find(name);
        requireState(value.defined() && value.numel() == 1 && value.scalar_type() == torch::kInt64);
        return value.item<std::int64_t>();
    };
    const std::int64_t batches = number("batches");
    requireState(batches >= 0 && batches <= static_cast<std::int64_t>(m_window));
    m_stale = number("stale") != 0;
    m_batches.clear();
    for (std::int64_t i = 0; i < batches; ++i) {
        Batch batch{find("states." + std::to_string(i)), find("labels." + std::to_string(i))};
        requireState(batch.states.defined() && batch.labels.defined() && batch.states.dim() == 2 &&
                     batch.labels.dim() == 1 && batch.labels.scalar_type() == torch::kInt64 &&
                     batch.states.size(0) == batch.labels.size(0));
        m_batches.push_back(batch);
    }
    m_weight = find("weight");
    m_bias = find("bias");
    requireState(m_weight.defined() == m_bias.defined());
    requireState(!m_weight.defined() || (m_weight.dim() == 2 && m_weight.size(0) == m_numClasses &&
                                         m_bias.dim() == 1 && m_bias.size(0) == m_numClasses));
}

} // namespace up5::train
