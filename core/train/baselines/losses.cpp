#include "train/baselines/losses.h"

namespace up5::train {

torch::Tensor bprLoss(const torch::Tensor& positive, const torch::Tensor& negative) {
    return -torch::log_sigmoid(positive.unsqueeze(1) - negative).mean();
}

torch::Tensor implicitSquaredLoss(const torch::Tensor& positive, const torch::Tensor& negative) {
    return ((positive - 1).square().mean() + negative.square().mean()) / 2;
}

torch::Tensor cosineContrastiveLoss(const torch::Tensor& positive, const torch::Tensor& negative,
                                    const torch::Tensor& isNegative, double margin, double weight) {
    const torch::Tensor excess = (negative - margin).clamp_min(0);
    torch::Tensor pushed;
    if (isNegative.defined()) {
        const torch::Tensor counted = isNegative.to(excess.dtype());
        pushed = (excess * counted).sum(1) / counted.sum(1).clamp_min(1);
    } else {
        pushed = excess.mean(1);
    }
    return ((1 - positive).clamp_min(0) + weight * pushed).mean();
}

} // namespace up5::train
