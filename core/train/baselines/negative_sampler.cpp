#include "train/baselines/negative_sampler.h"

#include <algorithm>

namespace up5::train {

NegativeSampler::NegativeSampler(const std::vector<std::vector<std::int32_t>>& items, std::int64_t numItems,
                                 torch::Device device)
    : m_numItems(numItems) {
    std::vector<std::int64_t> offsets = {0}, keys, gaps;
    for (std::size_t user = 0; user < items.size(); ++user) {
        std::vector<std::int32_t> own = items[user];
        std::sort(own.begin(), own.end());
        own.erase(std::unique(own.begin(), own.end()), own.end());
        const std::int64_t base = static_cast<std::int64_t>(user) * (numItems + 1);
        for (std::size_t i = 0; i < own.size(); ++i) {
            keys.push_back(base + own[i]);
            gaps.push_back(base + own[i] - static_cast<std::int64_t>(i));
        }
        offsets.push_back(static_cast<std::int64_t>(keys.size()));
    }
    m_offsets = torch::tensor(offsets, torch::kInt64).to(device);
    m_keys = torch::tensor(keys, torch::kInt64).to(device);
    m_gaps = torch::tensor(gaps, torch::kInt64).to(device);
}

torch::Tensor NegativeSampler::draw(const torch::Tensor& users, std::int64_t count) const {
    const torch::Tensor begin = m_offsets.index_select(0, users).unsqueeze(1);
    const torch::Tensor end = m_offsets.index_select(0, users + 1).unsqueeze(1);
    const torch::Tensor open = (m_numItems - (end - begin)).clamp_min(1);
    // The r-th item that the user has not is r + (number of own items before it); an own item stands before
    // it when its gap, the number of missing items before it, is at most r.
    const torch::Tensor number =
        (torch::rand({users.size(0), count}, users.options().dtype(torch::kFloat64)) * open)
            .to(torch::kInt64)
            .minimum(open - 1);
    const torch::Tensor key = users.unsqueeze(1) * (m_numItems + 1) + number;
    const torch::Tensor before = torch::searchsorted(m_gaps, key, false, true) - begin;
    return (number + before).clamp_max(m_numItems - 1);
}

torch::Tensor NegativeSampler::has(const torch::Tensor& users, const torch::Tensor& items) const {
    if (m_keys.size(0) == 0) {
        return torch::zeros_like(items, torch::kBool);
    }
    const torch::Tensor key = users.unsqueeze(1) * (m_numItems + 1) + items;
    const torch::Tensor at = torch::searchsorted(m_keys, key).clamp_max(m_keys.size(0) - 1);
    return m_keys.take(at).eq(key);
}

} // namespace up5::train
