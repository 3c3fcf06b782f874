// Learning-rate schedule: linear warm-up, then linear decay to zero.
#pragma once

#include <algorithm>
#include <cstdint>

namespace up5::train {

/// Factor of the peak learning rate at `step` (from 0) of `total`; warm-up takes the share `warmup` of them.
inline double linearWarmupDecay(std::int64_t step, std::int64_t total, double warmup) {
    const double warmupSteps = std::max(1.0, warmup * static_cast<double>(total));
    const double position = static_cast<double>(step) + 1.0;
    if (position <= warmupSteps) {
        return position / warmupSteps;
    }
    return std::max(0.0, (static_cast<double>(total) - position) /
                             std::max(1.0, static_cast<double>(total) - warmupSteps));
}

} // namespace up5::train
