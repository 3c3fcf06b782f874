// AdamW with decoupled weight decay, whose whole state can be stored and restored bit for bit.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace up5::train {

struct AdamWOptions {
    double learningRate = 1e-3;
    double beta1 = 0.9, beta2 = 0.999;
    /// Added to √v̂, after bias correction. Small, because embeddings of rare items have tiny gradients, which
    /// a larger value would silence.
    double epsilon = 1e-8;
    double weightDecay = 0.0;
    /// Weight decay spares parameters of one dimension: biases and layer normalisations, as in BERT's code.
    bool decaysMatricesOnly = false;
    double l2 = 0.0; ///< times the parameter is added to its gradient, before the clipping: Adam's own decay
    double clipNorm = 0.0; ///< global norm to which gradients are clipped before the step; 0 = never
    /// Parameters without a gradient stay as they are, momentum and all, and their own steps are counted;
    /// otherwise they are updated as with a gradient of zero.
    bool skipsIdle = false;
};

/// Updates the given parameters in place. libtorch's own optimiser keys its state by pointer and stores it
/// only in torch's archive format, which differs between versions; this one keeps named tensors.
class AdamW {
public:
    AdamW(const std::vector<torch::Tensor>& parameters, const AdamWOptions& options);

    /// One update from the parameters' gradients (undefined ones count as zero, or are skipped where the
    /// options say so), then clears them. Without `isClipped` the gradients are taken as they are, whatever
    /// clipNorm says.
    void step(bool isClipped = true);
    void setLearningRate(double learningRate) { m_options.learningRate = learningRate; }
    void zeroGradients();
    std::int64_t steps() const { return m_steps; }

    /// Adds `prefix` + "m.<i>", "v.<i>" and "steps" to the tensors, and "idle" where idle parameters are
    /// skipped.
    void save(const std::string& prefix, std::map<std::string, torch::Tensor>& tensors) const;
    /// Throws Error{Corrupt} when a tensor is missing or has another shape.
    void restore(const std::string& prefix, const std::map<std::string, torch::Tensor>& tensors);

private:
    std::vector<torch::Tensor> m_parameters, m_firstMoment, m_secondMoment;
    std::vector<std::int64_t> m_idle; ///< steps that each parameter was left out of
    AdamWOptions m_options;
    std::int64_t m_steps = 0;
};

} // namespace up5::train
