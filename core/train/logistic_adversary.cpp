#include "train/logistic_adversary.h"

#include "train/logistic_regression.h"

namespace up5::train {

namespace {

constexpr double kPenalties[] = {1.0, 0.1};
constexpr int kIterations = 25; // more change nothing that matters

} // namespace

torch::Tensor logisticLoss(const torch::Tensor& states, const torch::Tensor& labels, int numClasses) {
    torch::Tensor sum = torch::zeros({}, states.options());
    for (const double penalty : kPenalties) {
        const LogisticWeights fitted = [&] {
            const torch::AutoGradMode gradients(true); // a fit needs them, whatever the caller does
            return fitLogistic(states.detach(), labels, numClasses, penalty, kIterations);
        }();
        const torch::Tensor weight = fitted.weight.to(states.scalar_type());
        sum = sum + torch::nn::functional::cross_entropy(
                        states.matmul(weight.t()) + fitted.bias.to(states.scalar_type()), labels);
    }
    return sum / static_cast<double>(std::size(kPenalties));
}

} // namespace up5::train
