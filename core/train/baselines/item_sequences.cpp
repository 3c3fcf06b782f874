#include "train/baselines/item_sequences.h"

#include <algorithm>

#include "base/error.h"
#include "base/random_stream.h"

namespace up5::train {

ItemSequences::ItemSequences(const std::vector<std::vector<std::int32_t>>& itemsOfUsers,
                             torch::Device device) {
    std::vector<std::int64_t> items, begin, counts;
    for (const std::vector<std::int32_t>& user : itemsOfUsers) {
        begin.push_back(static_cast<std::int64_t>(items.size()));
        counts.push_back(static_cast<std::int64_t>(user.size()));
        for (const std::int32_t item : user) {
            items.push_back(item);
        }
        m_longest = std::max(m_longest, counts.back());
    }
    if (items.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "No user has an item to train on; choose another split or a data set with interactions.");
    }
    m_items = torch::tensor(items, torch::kInt64).to(device);
    m_begin = torch::tensor(begin, torch::kInt64).to(device);
    m_counts = torch::tensor(counts, torch::kInt64).to(device);
}

ItemSequences ItemSequences::shuffled(std::uint64_t seed, const std::string& purpose) const {
    const torch::Tensor draws =
        torch::rand({m_items.size(0)}, at::detail::createCPUGenerator(derivedSeed(seed, purpose)),
                    torch::kFloat64)
            .to(device());
    ItemSequences result = *this;
    result.m_items = m_items.index_select(0, (torch::repeat_interleave(m_counts) + draws).argsort());
    return result;
}

torch::Tensor ItemSequences::items(const SequenceWindows& windows, std::int64_t width,
                                   std::int64_t paddingId) const {
    const torch::Tensor columns = torch::arange(-width, 0, windows.ends.options());
    const torch::Tensor places = windows.ends.unsqueeze(1) + columns; // [n, width], negative = padding
    const torch::Tensor rows = m_begin.index_select(0, windows.users).unsqueeze(1) + places.clamp_min(0);
    const torch::Tensor found = m_items.index_select(0, rows.clamp_max(m_items.size(0) - 1).flatten());
    return found.view(places.sizes()).masked_fill(places.lt(0), paddingId);
}

SequenceWindows ItemSequences::lastWindows(std::int64_t minItems) const {
    const torch::Tensor users = m_counts.ge(minItems).nonzero().squeeze(1);
    return {users, m_counts.index_select(0, users)};
}

SequenceWindows ItemSequences::coveringWindows(std::int64_t width, std::int64_t step,
                                               std::int64_t minItems) const {
    const SequenceWindows last = lastWindows(minItems);
    const torch::Tensor missing = (last.ends - width).clamp_min(0);
    const torch::Tensor perUser = torch::div(missing + step - 1, step, "floor") + 1;
    const torch::Tensor index = torch::repeat_interleave(perUser);
    const torch::Tensor first = (perUser.cumsum(0) - perUser).index_select(0, index);
    const torch::Tensor number = torch::arange(index.size(0), index.options()) - first;
    // A user's earliest window may be short, but holds what a window must.
    return {last.users.index_select(0, index),
            (last.ends.index_select(0, index) - number * step).clamp_min(minItems)};
}

} // namespace up5::train
