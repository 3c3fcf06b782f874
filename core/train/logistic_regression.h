// L2-penalised logistic regression on a full batch: a probe, and an adversary fitted anew.
#pragma once

#include <torch/torch.h>

namespace up5::train {

struct LogisticWeights {
    torch::Tensor weight, bias; ///< [C, d], [C] double
    double loss = 0;            ///< mean cross-entropy without the penalty
};

/// Minimises mean cross-entropy + ½·penalty·‖W‖² (softmax of C rows, bias free) with L-BFGS in double
/// precision. states [n, d], labels int64 [n] on one device. `classWeights` [C], if given, weigh the users of
/// each class. Begins at `start` where it is given, otherwise at zeros; enough steps lead to the same minimum
/// from anywhere.
LogisticWeights fitLogistic(const torch::Tensor& states, const torch::Tensor& labels, int numClasses,
                            double penalty, int maxIterations = 300, const torch::Tensor& classWeights = {},
                            const LogisticWeights* start = nullptr);

} // namespace up5::train
