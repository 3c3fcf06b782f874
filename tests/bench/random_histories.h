// Histories in the shape of MovieLens-1M: as many users, items and interactions a user.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random_stream.h"

namespace up5::bench {

inline constexpr std::int64_t kUsers = 6040, kItems = 3883;
inline constexpr int kInteractions = 165;

inline std::vector<std::vector<std::int32_t>> randomHistories() {
    RandomStream random(1, "histories");
    std::vector<std::vector<std::int32_t>> histories(kUsers);
    for (auto& history : histories) {
        for (int i = 0; i < kInteractions; ++i) {
            history.push_back(static_cast<std::int32_t>(random.below(kItems)));
        }
    }
    return histories;
}

} // namespace up5::bench
