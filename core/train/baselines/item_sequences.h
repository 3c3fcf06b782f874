// The items of all users in order, from which training windows are cut without a loop over users.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace up5::train {

/// Windows to train on: of users int64 [n] the items up to the `ends`-th (from 1), int64 [n].
struct SequenceWindows {
    torch::Tensor users, ends;

    std::int64_t size() const { return users.size(0); }
    SequenceWindows select(const torch::Tensor& indices) const {
        return {users.index_select(0, indices), ends.index_select(0, indices)};
    }
};

class ItemSequences {
public:
    /// Items (0 …) of each user, oldest first, on `device`. Throws Error{InvalidInput} when there are none.
    ItemSequences(const std::vector<std::vector<std::int32_t>>& itemsOfUsers, torch::Device device);

    /// The same with each user's items in another order, which depends on (seed, purpose) alone: of data
    /// whose own order has no meaning.
    ItemSequences shuffled(std::uint64_t seed, const std::string& purpose) const;

    /// int64 [users]: how many items each has.
    const torch::Tensor& counts() const { return m_counts; }
    std::int64_t longest() const { return m_longest; }
    torch::Device device() const { return m_items.device(); }

    /// The last `width` items of each window: int64 [n, width], padded in front with `paddingId`.
    torch::Tensor items(const SequenceWindows& windows, std::int64_t width, std::int64_t paddingId) const;

    /// The last window of every user with at least `minItems`.
    SequenceWindows lastWindows(std::int64_t minItems) const;
    /// Windows that end `step` items apart, the last of each user at the last item, until windows of `width`
    /// hold all items; of users with at least `minItems`, and each with as many.
    SequenceWindows coveringWindows(std::int64_t width, std::int64_t step, std::int64_t minItems) const;

private:
    torch::Tensor m_items;           ///< int64 [all]
    torch::Tensor m_begin, m_counts; ///< int64 [users]
    std::int64_t m_longest = 0;
};

} // namespace up5::train
