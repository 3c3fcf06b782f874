#include "train/probes/probe_logistic.h"

#include "train/logistic_regression.h"

namespace up5::train {

namespace {

constexpr int kSteps = 300;
constexpr int kCurveSteps = 40; // the AUC hardly moves any more, long before the loss is at its minimum

class LogisticProbe : public Probe {
public:
    LogisticProbe(const ProbeSet& train, int classes, double penalty, int steps,
                  const LogisticProbe* before = nullptr)
        : m_standardised(train.states) {
        name = "logistic";
        numClasses = classes;
        chosen["penalty"] = penalty;
        m_weights =
            fitLogistic(m_standardised(train.states), labelTensor(train.labels, train.states.device()),
                        classes, penalty, steps, {}, before ? &before->m_weights : nullptr);
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

/// `goesOn`: each penalty from the weights of the one before.
std::unique_ptr<Probe> strongestOfPenalties(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                            int steps, bool goesOn, const CancelToken& cancel) {
    std::shared_ptr<LogisticProbe> best, before;
    for (const double penalty : {1.0, 0.1, 0.01, 1e-3, 1e-4}) {
        cancel.throwIfCancelled();
        auto probe = std::make_shared<LogisticProbe>(train, numClasses, penalty, steps,
                                                     goesOn ? before.get() : nullptr);
        probe->validationAuc = probeAucOn(*probe, validation);
        if (!best || probe->validationAuc > best->validationAuc) {
            best = probe;
        }
        before = std::move(probe);
    }
    return std::make_unique<LogisticProbe>(std::move(*best));
}

} // namespace

std::unique_ptr<Probe> fitLogisticProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const ProbeTrainingOptions&, const CancelToken& cancel) {
    return strongestOfPenalties(train, validation, numClasses, kSteps, false, cancel);
}

std::unique_ptr<Probe> fitLogisticProbeForCurve(const ProbeSet& train, const ProbeSet& validation,
                                                int numClasses, const CancelToken& cancel) {
    return strongestOfPenalties(train, validation, numClasses, kCurveSteps, true, cancel);
}

} // namespace up5::train
