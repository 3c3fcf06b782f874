// What makes one prompt serve every λ: the rows its maps read depend on λ.
#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

namespace up5::nn {

/// Places λ ≥ 0 on a line where equal steps are equal factors but 0 has a finite place: 0 at λ = 0, 1 at λ =
/// 100, log(1 + λ / 0.05) between and beyond (0.05: half of the smallest λ the paper tried).
double lambdaPlace(double lambda);

/// Feature-wise modulation of tables (FiLM, Perez et al. 2018): rows' = rows · (1 + γ(λ)) + β(λ), with γ and
/// β of every row from a perceptron of the place of λ and its waves. γ = β = 0 at the start, so that training
/// begins at the prompt without condition. Draws from torch's default generator.
class LambdaConditionImpl : public torch::nn::Module {
public:
    /// For `tables` tables [n, d].
    LambdaConditionImpl(std::int64_t tables, std::int64_t n, std::int64_t d);
    /// λ ≥ 0 of the next calls of modulated().
    void setLambda(double lambda) { m_lambda = lambda; }
    /// The rows of all tables, in the order given; [n, d] each.
    std::vector<torch::Tensor> modulated(const std::vector<torch::Tensor>& tables);

private:
    double m_lambda = 0;
    torch::nn::Linear m_hidden{nullptr}, m_out{nullptr};
};
TORCH_MODULE(LambdaCondition);

} // namespace up5::nn
