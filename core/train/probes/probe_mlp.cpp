#include "train/probes/probe_mlp.h"

#include "nn/attribute_classifier.h"
#include "train/probes/network_training.h"

namespace up5::train {

namespace {

class MlpProbe : public Probe {
public:
    MlpProbe(const std::string& architecture, const ProbeSet& train, int classes)
        : m_standardised(train.states), m_network(architecture, train.states.size(1), classes) {
        name = architecture;
        numClasses = classes;
        m_network->to(train.states.device());
    }
    torch::Tensor standardised(const ProbeSet& set) const { return m_standardised(set.states); }
    nn::AttributeClassifierImpl& network() { return *m_network; }

protected:
    torch::Tensor classProbabilities(const ProbeSet& set) const override {
        return m_network.ptr()->forward(standardised(set)).to(torch::kFloat64).softmax(1);
    }

private:
    Standardiser m_standardised;
    nn::AttributeClassifier m_network;
};

std::unique_ptr<Probe> fitMlp(const std::string& architecture, const ProbeSet& train,
                              const ProbeSet& validation, int numClasses, const ProbeTrainingOptions& options,
                              const CancelToken& cancel) {
    seedInitialisation(architecture, options);
    auto probe = std::make_unique<MlpProbe>(architecture, train, numClasses);
    const torch::Tensor states = probe->standardised(train);
    const StoppedAt stopped = trainNetwork(
        probe->network(), labelTensor(train.labels, states.device()),
        [&](const torch::Tensor& rows) { return probe->network().forward(states.index_select(0, rows)); },
        [&] { return probeAucOn(*probe, validation); }, architecture, options, cancel);
    probe->validationAuc = stopped.validationAuc;
    probe->trainingLoss = stopped.trainingLoss;
    probe->chosen["epochs"] = stopped.epochs;
    return probe;
}

} // namespace

std::unique_ptr<Probe> fitMlp7Probe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                    const ProbeTrainingOptions& options, const CancelToken& cancel) {
    return fitMlp("mlp7", train, validation, numClasses, options, cancel);
}

std::unique_ptr<Probe> fitMlp9CodeProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const ProbeTrainingOptions& options, const CancelToken& cancel) {
    return fitMlp("mlp9-code", train, validation, numClasses, options, cancel);
}

} // namespace up5::train
