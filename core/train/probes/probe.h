// What all probes share: classifiers that measure how much of an attribute frozen states give away (paper
// §4.3, spec C3 and H2).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace up5::train {

/// All states of users' sentences, for probes that look at tokens one by one. Any floating type: rows are
/// converted batch by batch, so half precision halves the memory.
struct TokenStates {
    torch::Tensor states; ///< [n, L, d]
    torch::Tensor mask;   ///< bool [n, L]; true = a token to read, at least one in each row
};

/// What probes read of users, and their classes in [0, numClasses); row i of each is user i.
struct ProbeSet {
    torch::Tensor states; ///< pooled, [n, d] float32
    std::vector<int> labels;
    TokenStates tokens; ///< undefined unless a method needs it
};

/// Of the networks among the probes: mlp7, mlp9-code, attention_pool.
struct ProbeTrainingOptions {
    int epochs = 60;   ///< at most
    int patience = 10; ///< epochs without a better validation AUC
    int batchSize = 128;
    double learningRate = 1e-3;
    double weightDecay = 1e-4;
    std::uint64_t seed = 2022; ///< of everything random in any method
};

/// A fitted probe.
class Probe {
public:
    virtual ~Probe() = default;
    /// Row-major n × numClasses for the users of a set, whose labels are not read.
    std::vector<double> probabilities(const ProbeSet& set) const;

    std::string name; ///< of its method, see probeMethods()
    int numClasses = 2;
    /// Mean cross-entropy of the training users, at the chosen point; minus infinity where nothing is trained
    /// (knn).
    double trainingLoss = 0;
    double validationAuc = 0; ///< what hyper-parameters, stopping and headline are chosen on
    /// What was chosen on the validation users: "penalty" (logistic), "k" (knn), "rounds" (boosted_trees),
    /// "epochs" (networks).
    std::map<std::string, double> chosen;

protected:
    /// [n, numClasses], any floating type and device; called without gradients.
    virtual torch::Tensor classProbabilities(const ProbeSet& set) const = 0;
};

/// Brings every feature to mean 0 and deviation 1 over the rows it is made from.
class Standardiser {
public:
    Standardiser() = default;
    explicit Standardiser(const torch::Tensor& rows);
    /// Features are the last dimension.
    torch::Tensor operator()(const torch::Tensor& states) const { return (states - m_mean) / m_scale; }

private:
    torch::Tensor m_mean, m_scale; ///< [1, d]
};

/// Classes as int64 [n] on a device.
torch::Tensor labelTensor(const std::vector<int>& labels, torch::Device device);

/// The probe's AUC on a set (metrics::probeAucValue); NaN when it diverged.
double probeAucOn(const Probe& probe, const ProbeSet& set);

/// Mean −log of the own class's probability; row-major n × numClasses. A probability of 0 counts as 1e-300.
double crossEntropy(const std::vector<int>& labels, const std::vector<double>& probabilities, int numClasses);

/// Entropy of the class shares: the loss of a probe that knows nothing.
double priorEntropy(const std::vector<int>& labels, int numClasses);

} // namespace up5::train
