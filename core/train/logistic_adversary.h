// A logistic regression as adversary, fitted anew on the latest states whenever it is asked.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include <torch/torch.h>

namespace up5::train {

/// Unlike a classifier that takes one gradient step per batch, it reads at once what is linearly there in the
/// states of the last `window` batches. These are of prompts a few steps old: a longer window sees weaker
/// leaks, a shorter one fresher ones.
///
/// A fit reads numbers back from the device, some 30 times; it is the one exception from the rule that a step
/// does not.
class LogisticAdversary {
public:
    LogisticAdversary(std::int64_t numClasses, std::size_t window);

    /// Remembers a batch: states [B, d], labels int64 [B].
    void see(const torch::Tensor& states, const torch::Tensor& labels);
    /// [B, d] → [B, C], differentiable in the states; zeros before anything was seen.
    torch::Tensor logits(const torch::Tensor& states);

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
    torch::Tensor m_weight, m_bias; ///< [C, d], [C]; undefined before the first fit
};

} // namespace up5::train
