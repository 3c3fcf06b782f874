// Items that users have not, drawn for a whole batch at once.
#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

namespace up5::train {

/// Which items each user has, searchable on the device.
class NegativeSampler {
public:
    /// `items`: of each user, in any order, repeats allowed.
    NegativeSampler(const std::vector<std::vector<std::int32_t>>& items, std::int64_t numItems,
                    torch::Device device);

    /// For each of `users` (int64 [B]) `count` items that the user has not, uniform and independent, [B,
    /// count] int64. Draws from torch's generator; exact, without trying again. Users who have every item
    /// get items they have.
    torch::Tensor draw(const torch::Tensor& users, std::int64_t count) const;

    /// Whether the users [B] have each of the items [B, n]: bool [B, n].
    torch::Tensor has(const torch::Tensor& users, const torch::Tensor& items) const;

private:
    std::int64_t m_numItems;
    torch::Tensor m_offsets; ///< int64 [users + 1] into the keys
    torch::Tensor m_keys;    ///< int64, user · (items + 1) + item, ascending
    torch::Tensor m_gaps; ///< int64, user · (items + 1) + (item − its position in the user's list), ascending
};

} // namespace up5::train
