// Users whose next item follows from the one before and from a sensitive attribute: what a sequential
// recommender can learn, and popularity cannot.
#pragma once

#include <cstdint>
#include <vector>

#include "base/random_stream.h"

namespace up5::test {

struct SequencePopulation {
    static constexpr std::int32_t kItems = 24;
    std::vector<std::vector<std::int32_t>> items; ///< of each user, in order; the last is the held-out one
    std::vector<std::int64_t> classes;            ///< of each user, 0 or 1

    /// Items stand on a circle. A user of class 0 goes on one item, one of class 1 two; one step in four is
    /// a jump, mostly to the class's own half of the circle. Histories have `shortest` to 14 items.
    explicit SequencePopulation(int users, std::uint64_t seed = 1, int shortest = 6) {
        RandomStream random(seed, "users who walk on a circle");
        for (int user = 0; user < users; ++user) {
            classes.push_back(static_cast<std::int64_t>(random.below(2)));
            const auto count =
                static_cast<std::size_t>(shortest) + random.below(15 - static_cast<std::uint64_t>(shortest));
            std::vector<std::int32_t> walk = {static_cast<std::int32_t>(random.below(kItems))};
            while (walk.size() < count) {
                const auto own = static_cast<std::int32_t>(classes.back());
                if (!random.bernoulli(0.25)) {
                    walk.push_back((walk.back() + 1 + own) % kItems);
                } else if (random.bernoulli(0.9)) {
                    walk.push_back(own * kItems / 2 + static_cast<std::int32_t>(random.below(kItems / 2)));
                } else {
                    walk.push_back(static_cast<std::int32_t>(random.below(kItems)));
                }
            }
            items.push_back(std::move(walk));
        }
    }

    /// All items but the last of each user.
    std::vector<std::vector<std::int32_t>> known() const {
        std::vector<std::vector<std::int32_t>> result = items;
        for (std::vector<std::int32_t>& walk : result) {
            walk.pop_back();
        }
        return result;
    }
};

} // namespace up5::test
