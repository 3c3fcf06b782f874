#include "pipeline/baselines/baseline_ranking.h"

#include <algorithm>

namespace up5::pipeline {

namespace {

constexpr std::size_t kTargetsAtOnce = 1024;

/// Lists of items [B, longest] int64, filled up with item 0.
torch::Tensor paddedItems(const std::vector<std::vector<std::int32_t>>& lists) {
    std::size_t longest = 0;
    for (const std::vector<std::int32_t>& list : lists) {
        longest = std::max(longest, list.size());
    }
    torch::Tensor items = torch::zeros(
        {static_cast<std::int64_t>(lists.size()), static_cast<std::int64_t>(longest)}, torch::kInt64);
    auto* row = items.data_ptr<std::int64_t>();
    for (const std::vector<std::int32_t>& list : lists) {
        std::copy(list.begin(), list.end(), row);
        row += longest;
    }
    return items;
}

} // namespace

Ranks rankBaseline(BaselineModel& model, UserHistories& histories, const RankingTargets& targets,
                   torch::Device device, const JobContext& context) {
    const UserHistories::At at = UserHistories::before(targets.request().part);
    RankCollector collector(targets);
    for (std::size_t begin = 0; begin < targets.size(); begin += kTargetsAtOnce) {
        context.cancel.throwIfCancelled();
        const std::size_t count = std::min(kTargetsAtOnce, targets.size() - begin);
        std::vector<std::int32_t> users;
        std::vector<std::vector<std::int32_t>> lists;
        for (std::size_t i = 0; i < count; ++i) {
            users.push_back(targets.user(begin + i));
            lists.push_back(targets.candidates(begin + i));
        }
        const torch::Tensor scores = model.scores(histories.batch(at, users), paddedItems(lists).to(device))
                                         .to(torch::kCPU, torch::kFloat32)
                                         .contiguous();
        const float* row = scores.data_ptr<float>();
        for (std::size_t i = 0; i < count; ++i, row += scores.size(1)) {
            collector.put(begin + i, lists[i], {row, lists[i].size()});
        }
        context.progress("evaluating", static_cast<std::int64_t>(begin + count),
                         static_cast<std::int64_t>(targets.size()));
    }
    return collector.finish();
}

} // namespace up5::pipeline
