#include "train/adversaries/logistic_adversary.h"

#include "train/logistic_regression.h"

namespace up5::train {

namespace {

constexpr double kPenalties[] = {1.0, 0.1};
constexpr int kIterations = 25; // more change nothing that matters

class LogisticAdversary : public Adversary {
public:
    explicit LogisticAdversary(AttackedAttribute attribute) : m_attribute(std::move(attribute)) {}

    torch::Tensor logProbabilities(const AttackedUsers& attacked, const std::string& target,
                                   const torch::Tensor& labels) override {
        const torch::Tensor& states = attacked.states.at(target);
        const torch::Tensor rows = labels.ge(0).nonzero().squeeze(1);
        const torch::Tensor known = states.detach().index_select(0, rows);
        const torch::Tensor knownLabels = labels.index_select(0, rows);
        torch::Tensor sum = torch::zeros({states.size(0), m_attribute.numClasses}, states.options());
        if (rows.size(0) == 0) {
            return sum.log_softmax(1);
        }
        for (const double penalty : kPenalties) {
            const LogisticWeights fitted = [&] {
                const torch::AutoGradMode gradients(true); // a fit needs them, whatever the caller does
                return fitLogistic(known, knownLabels, static_cast<int>(m_attribute.numClasses), penalty,
                                   kIterations, m_attribute.classWeights);
            }();
            const torch::Tensor weight = fitted.weight.to(states.scalar_type());
            sum = sum + (states.matmul(weight.t()) + fitted.bias.to(states.scalar_type())).log_softmax(1);
        }
        return sum / static_cast<double>(std::size(kPenalties));
    }

private:
    AttackedAttribute m_attribute;
};

} // namespace

std::unique_ptr<Adversary> makeLogisticAdversary(const AttackedAttribute& attribute) {
    return std::make_unique<LogisticAdversary>(attribute);
}

} // namespace up5::train
