#include "nn/lambda_condition.h"

#include <cmath>
#include <numbers>

namespace up5::nn {

namespace {

constexpr int kWaves = 3; // of the place: half a wave to one and a half over the range
constexpr std::int64_t kHiddenWidth = 64;

std::vector<float> featuresOf(double lambda) {
    const double place = lambdaPlace(lambda);
    std::vector<float> features = {static_cast<float>(place)};
    for (int wave = 1; wave <= kWaves; ++wave) {
        features.push_back(static_cast<float>(std::sin(std::numbers::pi * wave * place)));
        features.push_back(static_cast<float>(std::cos(std::numbers::pi * wave * place)));
    }
    return features;
}

} // namespace

double lambdaPlace(double lambda) {
    constexpr double kOffset = 0.05, kLargest = 100;
    return std::log1p(lambda / kOffset) / std::log1p(kLargest / kOffset);
}

LambdaConditionImpl::LambdaConditionImpl(std::int64_t tables, std::int64_t n, std::int64_t d)
    : m_hidden(register_module("hidden", torch::nn::Linear(1 + 2 * kWaves, kHiddenWidth))),
      m_out(register_module("out", torch::nn::Linear(kHiddenWidth, tables * 2 * n * d))) {
    torch::nn::init::zeros_(m_out->weight);
    torch::nn::init::zeros_(m_out->bias);
}

std::vector<torch::Tensor> LambdaConditionImpl::modulated(const std::vector<torch::Tensor>& tables) {
    const torch::Tensor features = torch::tensor(featuresOf(m_lambda)).to(m_out->weight.device());
    const torch::Tensor changes = m_out->forward(m_hidden->forward(features).tanh())
                                      .view({static_cast<std::int64_t>(tables.size()), 2,
                                             tables.front().size(0), tables.front().size(1)});
    std::vector<torch::Tensor> rows;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        const torch::Tensor own = changes[static_cast<std::int64_t>(i)];
        rows.push_back(tables[i] * (1 + own[0]) + own[1]);
    }
    return rows;
}

} // namespace up5::nn
