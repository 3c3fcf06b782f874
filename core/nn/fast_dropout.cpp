#include "nn/fast_dropout.h"

#include <cmath>
#include <limits>

namespace up5::nn {

torch::Tensor fastDropout(const torch::Tensor& x, double p, bool training) {
    const auto dropped = static_cast<int>(std::lround(p * 256));
    if (!training || dropped == 0) {
        return x;
    }
    const torch::Tensor words =
        torch::empty({(x.numel() + 7) / 8}, x.options().dtype(torch::kInt64).requires_grad(false))
            .random_(std::numeric_limits<std::int64_t>::min(), c10::optional<std::int64_t>());
    // Signed bytes are uniform in −128 … 127.
    const torch::Tensor kept =
        words.view(torch::kInt8).narrow(0, 0, x.numel()).view(x.sizes()).ge(dropped - 128);
    return x * kept.to(x.scalar_type()).mul_(256.0 / (256 - dropped));
}

} // namespace up5::nn
