// Fitting probes: classifiers that measure how much of an attribute frozen states give away (paper §4.3).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "base/cancel_token.h"

namespace up5::train {

/// Pooled states [n, d] float32 and class indices, one row per user.
struct ProbeSet {
    torch::Tensor states;
    std::vector<int> labels;
};

struct ProbeTrainingOptions {
    int epochs = 60;   ///< at most (mlp7)
    int patience = 10; ///< epochs without a better validation AUC (mlp7)
    int batchSize = 128;
    double learningRate = 1e-3;
    double weightDecay = 1e-4;
    std::uint64_t seed = 2022;
};

/// A fitted probe. States are standardised with the mean and deviation of its training users.
class Probe {
public:
    virtual ~Probe() = default;
    /// Row-major n × numClasses.
    std::vector<double> probabilities(const torch::Tensor& states) const;

    std::string name; ///< "logistic" or "mlp7"
    int numClasses = 2;
    double trainingLoss = 0;  ///< cross-entropy on the training users, at the chosen point
    double validationAuc = 0; ///< what hyper-parameters, stopping and headline are chosen on

protected:
    virtual torch::Tensor standardisedLogits(const torch::Tensor& states) const = 0;
    void standardiseBy(const torch::Tensor& states);
    torch::Tensor standardised(const torch::Tensor& states) const;

private:
    torch::Tensor m_mean, m_scale;
};

/// Entropy of the class shares: the loss of a probe that knows nothing.
double priorEntropy(const std::vector<int>& labels, int numClasses);

/// L2-penalised logistic regression (softmax for several classes), full batch with L-BFGS in double
/// precision; the penalty is chosen from {1e-4 … 1} on the validation users' AUC. Objective: mean
/// cross-entropy + ½·penalty·‖W‖².
std::unique_ptr<Probe> fitLogisticProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const CancelToken& cancel);

/// One fit with a given penalty on states [n, d] and labels int64 [n].
struct LogisticWeights {
    torch::Tensor weight, bias; ///< [C, d], [C] double
    double loss = 0;            ///< mean cross-entropy without the penalty
};
LogisticWeights fitLogistic(const torch::Tensor& states, const torch::Tensor& labels, int numClasses,
                            double penalty, int maxIterations = 300);

/// The seven-layer MLP, early stopping on the validation users' AUC.
std::unique_ptr<Probe> fitMlpProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                   const ProbeTrainingOptions& options, const CancelToken& cancel);

} // namespace up5::train
