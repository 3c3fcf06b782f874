#include "train/logistic_adversary.h"

#include <cmath>

#include "base/error.h"
#include "train/probe_trainer.h"

namespace up5::train {

namespace {

constexpr double kPenalties[] = {1.0, 0.1, 0.01}; // of those a logistic probe chooses from
constexpr int kIterations = 25;                   // more change nothing that matters

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
    const torch::Tensor allStates = torch::cat(states), allLabels = torch::cat(labels);
    std::vector<torch::Tensor> weights, biases;
    for (const double penalty : kPenalties) {
        const LogisticWeights fitted =
            fitLogistic(allStates, allLabels, static_cast<int>(m_numClasses), penalty, kIterations);
        weights.push_back(fitted.weight);
        biases.push_back(fitted.bias);
    }
    m_weight = torch::stack(weights).to(allStates.scalar_type());
    m_bias = torch::stack(biases).to(allStates.scalar_type());
    m_stale = false;
}

torch::Tensor LogisticAdversary::loss(const torch::Tensor& states, const torch::Tensor& labels) {
    if (m_stale) {
        fit();
    }
    if (!m_weight.defined()) {
        return torch::full({}, std::log(static_cast<double>(m_numClasses)), states.options());
    }
    // [P, B, C]: a row of logits for every penalty and user.
    const torch::Tensor logits = torch::einsum("bd,pcd->pbc", {states, m_weight}) + m_bias.unsqueeze(1);
    return torch::nn::functional::cross_entropy(logits.flatten(0, 1), labels.repeat({m_weight.size(0)}));
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
    requireState(!m_weight.defined() ||
                 (m_weight.dim() == 3 && m_weight.size(1) == m_numClasses && m_bias.dim() == 2 &&
                  m_bias.sizes() == m_weight.sizes().slice(0, 2)));
}

} // namespace up5::train
