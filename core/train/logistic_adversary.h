// A logistic regression as adversary, fitted anew on the latest states whenever it is asked.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include <torch/torch.h>

namespace up5::train {

/// Unlike a classifier that takes one gradient step per batch, it is never behind the prompt: what a linear
/// probe could read from the states of the last `window` batches, it reads.
class LogisticAdversary {
public:
    LogisticAdversary(std::int64_t numClasses, std::size_t window);

    /// Remembers a batch: states [B, d] without gradients, labels int64 [B].
    void see(const torch::Tensor& states, const torch::Tensor& labels);
    /// [B, d] → [B, C], differentiable in the states; zeros before anything was seen.
    torch::Tensor logits(const torch::Tensor& states);

    /// Adds `prefix` + "weight", "bias" and the batches to the tensors.
    void save(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const;
    /// The inverse of save(). Throws Error{Corrupt} when a batch has states without labels.
    void restore(const std::string& prefix, const std::map<std::string, torch::Tensor>& tensors);

private:
    struct Batch {
        torch::Tensor states, labels;
    };

    std::int64_t m_numClasses;
    std::size_t m_window;
    std::deque<Batch> m_batches;
    bool m_stale = false; ///< a batch was seen after the last fit
    torch::Tensor m_weight, m_bias;
};

} // namespace up5::train
