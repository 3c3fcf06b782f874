#include "train/probes/probe_logistic.h"

#include "train/logistic_regression.h"

namespace up5::train {

namespace {

class LogisticProbe : public Probe {
public:
    LogisticProbe(const ProbeSet& train, int classes, double penalty) : m_standardised(train.states) {
        name = "logistic";
        numClasses = classes;
        chosen["penalty"] = penalty;
        m_weights = fitLogistic(m_standardised(train.states),
                                labelTensor(train.labels, train.states.device()), classes, penalty);
        trainingLoss = m_weights.loss;
    }

protected:
    torch::Tensor classProbabilities(const ProbeSet& set) const override {
        const torch::Tensor states = m_standardised(set.states).to(torch::kFloat64);
        return (states.matmul(m_weights.weight.t()) + m_weights.bias).softmax(1);
    }

private:
    Standardiser m_standardised;
    LogisticWeights m_weights;
};

} // namespace

std::unique_ptr<Probe> fitLogisticProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const ProbeTrainingOptions&, const CancelToken& cancel) {
    std::unique_ptr<Probe> best;
    for (const double penalty : {1.0, 0.1, 0.01, 1e-3, 1e-4}) {
        cancel.throwIfCancelled();
        auto probe = std::make_unique<LogisticProbe>(train, numClasses, penalty);
        probe->validationAuc = probeAucOn(*probe, validation);
        if (!best || probe->validationAuc > best->validationAuc) {
            best = std::move(probe);
        }
    }
    return best;
}

} // namespace up5::train
