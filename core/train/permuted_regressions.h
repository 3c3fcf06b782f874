// Many logistic regressions on the same states under permuted labels, solved together.
#pragma once

#include <torch/torch.h>

#include "base/cancel_token.h"

namespace up5::train {

/// What many regressions have in common is done once: with states turned to the eigenvectors of their
/// covariance, the Hessian of each at the class shares is diagonal in the features. Under permuted labels no
/// optimum is far from there, so L-BFGS that starts from that inverse needs few steps; each is two matrix
/// products for all regressions at once.
class PermutedRegressions {
public:
    /// states [n, d]; the objective is fitLogistic's.
    PermutedRegressions(const torch::Tensor& states, double penalty);

    /// labels int64 [n, R], whose columns are permutations of each other → weights double [R, C, d + 1], the
    /// bias last. Stops when the Newton decrement says that the objective of each is within `tolerance` of
    /// its optimum, at the latest after 200 steps. Takes n · R · C doubles of memory a few times over. Throws
    /// Error{Cancelled}.
    torch::Tensor fit(const torch::Tensor& labels, int numClasses, double tolerance,
                      const CancelToken& cancel) const;

    /// weights as from fit, states [m, d] → logits double [R, m, C].
    static torch::Tensor logits(const torch::Tensor& weights, const torch::Tensor& states);

private:
    torch::Tensor m_mean;      ///< [1, d]
    torch::Tensor m_axes;      ///< [d, d], eigenvectors in columns
    torch::Tensor m_variances; ///< [d + 1] along the axes, and 1 of the bias
    torch::Tensor m_inputs;    ///< [n, d + 1] turned states and a column of ones
    torch::Tensor m_decay;     ///< [d + 1] penalty, 0 for the bias
};

} // namespace up5::train
