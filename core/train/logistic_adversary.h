// Logistic regressions as adversary, fitted anew on the latest states whenever they are asked.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include <torch/torch.h>

namespace up5::train {

/// Unlike a classifier that takes one gradient step per batch, they read at once what is linearly there in
/// the states of the last `window` batches. These are of prompts a few steps old: a longer window sees weaker
/// leaks, a shorter one fresher ones. There is one for each of several penalties: under a small one a weak
/// leak drowns in the noise of some thousand sentences, under a large one a strong leak is not read whole.
///
/// A fit reads numbers back from the device, some 30 times; it is the one exception from the rule that a step
/// does not.
class LogisticAdversary {
public:
    LogisticAdversary(std::int64_t numClasses, std::size_t window);

    /// Remembers a batch: states [B, d], labels int64 [B].
    void see(const torch::Tensor& states, const torch::Tensor& labels);
    /// Mean cross-entropy over the penalties: states [B, d], labels int64 [B]; differentiable in the states.
    /// Before anything was seen: that of even odds.
    torch::Tensor loss(const torch::Tensor& states, const torch::Tensor& labels);

    /// Adds `prefix` + "batches", "stale", the batches and the last fit to the tensors.
    void save(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const;
    /// The inverse of save(), onto a device. Throws Error{Corrupt} when something is missing or misshaped.
    void restore(const std::string& prefix, const std::map<std::string, torch::Tensor>& tensors,
                 torch::Device device);

private:
    struct Batch {
        torch::Tensor states, labels;
    };

    void fit();

    std::int64_t m_numClasses;
    std::size_t m_window;
    std::deque<Batch> m_batches;
    bool m_stale = false;           ///< a batch was seen after the last fit
    torch::Tensor m_weight, m_bias; ///< [P, C, d], [P, C] for P penalties; undefined before the first fit
};

} // namespace up5::train
