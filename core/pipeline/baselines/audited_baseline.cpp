#include "pipeline/baselines/audited_baseline.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/probe_targets.h"
#include "pipeline/decoder_states.h"

namespace up5::pipeline {

namespace {

constexpr std::size_t kAuditedAtOnce = 1024;

} // namespace

UserStates AuditedBaseline::states(std::span<const std::int32_t> users, const StateRequest& request,
                                   const JobContext& context) {
    if (request.targets.contains("item_scores") || request.targets.contains("recommended_list")) {
        requireMemoryFor(static_cast<double>(users.size()) * m_protocol.dataset().numItems(),
                         fmt::format("the scores of all items of {} users", users.size()));
    }
    std::map<std::string, std::vector<torch::Tensor>> parts;
    for (std::size_t begin = 0; begin < users.size(); begin += kAuditedAtOnce) {
        context.cancel.throwIfCancelled();
        const auto some = users.subspan(begin, std::min(kAuditedAtOnce, users.size() - begin));
        const nn::UserBatch batch = m_histories.batch(UserHistories::At::Probe, some);
        torch::Tensor scores;
        for (const std::string& target : request.targets) {
            const bool isOfItems = target == "item_scores" || target == "recommended_list";
            if (isOfItems && !scores.defined()) {
                scores = m_model.scores(batch, {});
            }
            torch::Tensor rows = target == "item_scores"        ? scores
                                 : target == "recommended_list" ? recommendedRows(m_protocol, scores, some)
                                 : target == jobs::kUserVector  ? m_model.userVectors(batch)
                                                                : torch::Tensor();
            if (!rows.defined()) {
                throw Error(ErrorCode::InvalidInput,
                            "This model has no states of the target " + target + ".");
            }
            parts[target].push_back(std::move(rows));
        }
        context.progress("probing", static_cast<std::int64_t>(begin + some.size()),
                         static_cast<std::int64_t>(users.size()));
    }
    UserStates states;
    for (const auto& [target, rows] : parts) {
        states.features[target] = torch::cat(rows);
    }
    return states;
}

} // namespace up5::pipeline
