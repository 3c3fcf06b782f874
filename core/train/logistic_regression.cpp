#include "train/logistic_regression.h"

namespace up5::train {

LogisticWeights fitLogistic(const torch::Tensor& states, const torch::Tensor& labels, int numClasses,
                            double penalty, int maxIterations, const torch::Tensor& classWeights,
                            const LogisticWeights* start) {
    const torch::Tensor inputs = states.to(torch::kFloat64);
    LogisticWeights weights{torch::zeros({numClasses, states.size(1)}, inputs.options()),
                            torch::zeros({numClasses}, inputs.options())};
    if (start != nullptr) {
        weights.weight.copy_(start->weight);
        weights.bias.copy_(start->bias);
    }
    weights.weight.requires_grad_();
    weights.bias.requires_grad_();
    torch::nn::functional::CrossEntropyFuncOptions options;
    if (classWeights.defined()) {
        options.weight(classWeights.to(torch::kFloat64));
    }
    const auto crossEntropy = [&] {
        return torch::nn::functional::cross_entropy(inputs.matmul(weights.weight.t()) + weights.bias, labels,
                                                    options);
    };
    torch::optim::LBFGS optimiser({weights.weight, weights.bias}, torch::optim::LBFGSOptions(1.0)
                                                                      .max_iter(maxIterations)
                                                                      .history_size(20)
                                                                      .tolerance_grad(1e-8)
                                                                      .tolerance_change(1e-12)
                                                                      .line_search_fn("strong_wolfe"));
    optimiser.step([&] {
        optimiser.zero_grad();
        const torch::Tensor objective = crossEntropy() + 0.5 * penalty * weights.weight.square().sum();
        objective.backward();
        return objective;
    });
    const torch::NoGradGuard noGradients;
    weights.loss = crossEntropy().item<double>();
    weights.weight = weights.weight.detach();
    weights.bias = weights.bias.detach();
    return weights;
}

} // namespace up5::train
