#include "train/adversaries/classifier_adversary.h"

#include "nn/attribute_classifier.h"

namespace up5::train {

namespace {

class ClassifierAdversary : public Adversary {
public:
    ClassifierAdversary(const std::string& architecture, std::int64_t width, std::int64_t numClasses)
        : m_classifier(architecture, width, numClasses) {}

    torch::Tensor logProbabilities(const AttackedUsers& attacked, const std::string& target,
                                   const torch::Tensor&) override {
        return m_classifier->forward(attacked.states.at(target)).log_softmax(1);
    }
    torch::nn::Module* network() override { return m_classifier.get(); }

private:
    nn::AttributeClassifier m_classifier;
};

} // namespace

std::unique_ptr<Adversary> makeClassifierAdversary(const std::string& architecture, std::int64_t width,
                                                   std::int64_t numClasses) {
    return std::make_unique<ClassifierAdversary>(architecture, width, numClasses);
}

} // namespace up5::train
