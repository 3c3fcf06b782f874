#include "pipeline/baselines/baseline_ranking.h"

#include <algorithm>

#include "base/error.h"

namespace up5::pipeline {

namespace {

constexpr std::int64_t kTargetsAtOnce = 1024;

} // namespace

torch::Tensor targetPlaces(const torch::Tensor& scores, const torch::Tensor& counts,
                           const torch::Tensor& targets) {
    const torch::Tensor own = scores.gather(1, targets.unsqueeze(1));
    const torch::Tensor isReal = torch::arange(scores.size(1), counts.options()).lt(counts.unsqueeze(1));
    // A number is better than NaN, and NaN equals NaN.
    const torch::Tensor isBetter =
        scores.gt(own).logical_or(own.isnan().logical_and(scores.isnan().logical_not()));
    const torch::Tensor isEqual = scores.eq(own).logical_or(own.isnan().logical_and(scores.isnan()));
    return torch::stack({isBetter.logical_and(isReal).sum(1), isEqual.logical_and(isReal).sum(1) - 1}, 1);
}

BaselineRanker::BaselineRanker(RankingTargets targets, torch::Device device) : m_targets(std::move(targets)) {
    std::vector<std::vector<std::int32_t>> lists;
    std::vector<std::int64_t> counts, places;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < m_targets.size(); ++i) {
        lists.push_back(m_targets.candidates(i));
        const std::vector<std::int32_t>& list = lists.back();
        const auto place = std::find(list.begin(), list.end(), m_targets.target(i));
        if (place == list.end()) {
            throw Error(ErrorCode::Internal, "The target of user " + std::to_string(m_targets.user(i)) +
                                                 " is not among its candidates.");
        }
        m_users.push_back(m_targets.user(i));
        counts.push_back(static_cast<std::int64_t>(list.size()));
        places.push_back(place - list.begin());
        longest = std::max(longest, list.size());
    }
    m_items = torch::zeros({static_cast<std::int64_t>(lists.size()), static_cast<std::int64_t>(longest)},
                           torch::kInt32);
    auto* row = m_items.data_ptr<std::int32_t>();
    for (const std::vector<std::int32_t>& list : lists) {
        std::copy(list.begin(), list.end(), row);
        row += longest;
    }
    m_counts = torch::tensor(counts, torch::kInt64).to(device);
    m_place = torch::tensor(places, torch::kInt64).to(device);
}

Ranks BaselineRanker::rank(BaselineModel& model, UserHistories& histories, const JobContext& context) const {
    const UserHistories::At at = UserHistories::before(m_targets.request().part);
    const auto all = static_cast<std::int64_t>(m_users.size());
    RankCollector collector(m_targets);
    for (std::int64_t begin = 0; begin < all; begin += kTargetsAtOnce) {
        context.cancel.throwIfCancelled();
        const std::int64_t count = std::min(kTargetsAtOnce, all - begin);
        const std::span users(m_users.data() + begin, static_cast<std::size_t>(count));
        const torch::Tensor counts = m_counts.narrow(0, begin, count),
                            place = m_place.narrow(0, begin, count);
        const torch::Tensor scores =
            model
                .scores(histories.batch(at, users),
                        m_items.narrow(0, begin, count).to(place.device(), torch::kInt64))
                .to(torch::kFloat32);
        const torch::Tensor isLost = scores.gather(1, place.unsqueeze(1)).isinf().to(torch::kInt64);
        const torch::Tensor found =
            torch::cat({targetPlaces(scores, counts, place), counts.unsqueeze(1), isLost}, 1)
                .to(torch::kCPU)
                .contiguous();
        const auto* row = found.data_ptr<std::int64_t>();
        for (std::int64_t i = 0; i < count; ++i, row += found.size(1)) {
            collector.put(static_cast<std::size_t>(begin + i), {row[0], row[1]}, row[2], row[3] != 0);
        }
        context.progress("evaluating", begin + count, all);
    }
    return collector.finish();
}

} // namespace up5::pipeline
