#include "pipeline/ranking_targets.h"

#include <algorithm>
#include <cmath>

#include "data/user_groups.h"
#include "metrics/ranking.h"

namespace up5::pipeline {

namespace {

/// Positions in the candidate set that are evaluated, ascending: all targets of the chosen users.
std::vector<std::size_t> chosenPositions(const std::vector<std::int32_t>& rowUsers, int maxUsers,
                                         std::int64_t seed) {
    std::vector<std::int32_t> users = rowUsers;
    users.erase(std::unique(users.begin(), users.end()), users.end());
    users =
        data::sampledUsers(std::move(users), maxUsers, static_cast<std::uint64_t>(seed), "evaluated users");
    std::vector<std::size_t> positions;
    for (std::size_t position = 0; position < rowUsers.size(); ++position) {
        if (std::binary_search(users.begin(), users.end(), rowUsers[position])) {
            positions.push_back(position);
        }
    }
    return positions;
}

/// Every rated item the user never interacted with, in no part, and the target.
std::vector<std::int32_t> catalogueCandidates(const data::Dataset& dataset,
                                              const std::vector<std::int64_t>& itemCounts, int user,
                                              int target) {
    std::vector<bool> known(itemCounts.size(), false);
    for (const std::int32_t item : dataset.history(user)) {
        known[static_cast<std::size_t>(item)] = true;
    }
    known[static_cast<std::size_t>(target)] = false;
    std::vector<std::int32_t> candidates;
    for (std::size_t item = 0; item < itemCounts.size(); ++item) {
        if (itemCounts[item] > 0 && !known[item]) {
            candidates.push_back(static_cast<std::int32_t>(item));
        }
    }
    return candidates;
}

} // namespace

RankingTargets::RankingTargets(const Protocol& protocol, const TargetRequest& request)
    : m_request(request), m_dataset(protocol.dataset()),
      m_stored(protocol.candidates(request.part, request.task)),
      m_itemCounts(protocol.dataset().itemCounts()),
      m_positions(chosenPositions(m_stored.users, request.maxUsers, protocol.options().splitSeed)) {
    const data::Split& split = protocol.split(request.task);
    for (std::size_t index = 0; index < size(); ++index) {
        m_blank.users.push_back(user(index));
    }
    m_blank.splitHash = split.hash();
    m_blank.ownSplit = split.hash() != protocol.split().hash();
    if (!request.fullCatalogue) {
        m_blank.candidateHash = m_stored.hash;
        m_blank.storedTargets = static_cast<std::int64_t>(m_stored.users.size());
        m_blank.shortUsers = m_stored.shortUsers;
        m_blank.impossible = m_stored.impossible;
    }
}

std::vector<std::int32_t> RankingTargets::candidates(std::size_t index) const {
    if (m_request.fullCatalogue) {
        return catalogueCandidates(m_dataset, m_itemCounts, user(index), target(index));
    }
    const auto own = stored(index);
    return {own.begin(), own.end()};
}

RankCollector::RankCollector(const RankingTargets& targets) : m_targets(targets), m_ranks(targets.blank()) {
    m_ranks.ranks.resize(targets.size());
}

void RankCollector::put(std::size_t index, std::span<const std::int32_t> items,
                        std::span<const float> scores) {
    const auto target = static_cast<std::size_t>(
        std::find(items.begin(), items.end(), m_targets.target(index)) - items.begin());
    const metrics::TargetPlace place = metrics::placeOfTarget(scores, target);
    put(index, place, static_cast<std::int64_t>(items.size()), std::isinf(scores[target]));
}

void RankCollector::put(std::size_t index, const metrics::TargetPlace& place, std::int64_t candidates,
                        bool isLost) {
    m_ranks.ranks[index] = place.rank();
    m_candidates += candidates;
    m_lost += isLost ? 1 : 0;
    m_tied += !isLost && place.equal > 0 ? 1 : 0;
}

Ranks RankCollector::finish() {
    const auto targets = static_cast<double>(std::max<std::size_t>(1, m_targets.size()));
    m_ranks.meanCandidates = static_cast<double>(m_candidates) / targets;
    m_ranks.tiedShare = static_cast<double>(m_tied) / targets;
    m_ranks.lostShare = static_cast<double>(m_lost) / targets;
    return std::move(m_ranks);
}

void reportRanks(const Ranks& ranks, Task task, data::SplitPart part,
                 const metrics::BootstrapOptions& bootstrap, const JobContext& context) {
    const metrics::RankedTargets targets{ranks.ranks, ranks.users};
    jobs::MetricEvent event{.name = "hit@k", .split = data::toString(part), .task = toString(task)};
    for (const int k : {1, 3, 5, 10}) {
        event.k = k;
        context.metric(event, metrics::meanHitAtK(targets, k, bootstrap));
    }
    event.name = "ndcg@k";
    context.metric(event, metrics::meanNdcgAtK(targets, event.k, bootstrap));
    event.name = "mrr";
    event.k = 0;
    context.metric(event, metrics::meanReciprocalRank(targets, bootstrap));
    metrics::Estimate share{ranks.tiedShare, std::nan(""), std::nan(""),
                            static_cast<int>(ranks.users.size())};
    event.name = "tied_share";
    context.metric(event, share);
    if (ranks.beamSearch) {
        event.name = "lost_share";
        share.value = ranks.lostShare;
        context.metric(event, share);
    }
    event.name = "mean_candidates";
    share.value = ranks.meanCandidates;
    context.metric(event, share);
    const auto countUnlessZero = [&](const char* name, std::int64_t count) {
        if (count != 0) {
            event.name = name;
            context.metric(event, {static_cast<double>(count), std::nan(""), std::nan(""),
                                   static_cast<int>(ranks.storedTargets)});
        }
    };
    countUnlessZero("short_candidate_lists", ranks.shortUsers);
    countUnlessZero("impossible_candidates", ranks.impossible);
    const std::string of = ranks.ownSplit ? std::string("/") + toString(task) : "";
    context.sink.emitEvent(jobs::ArtifactEvent{"split", "split" + of, ranks.splitHash});
    if (!ranks.candidateHash.empty()) {
        context.sink.emitEvent(
            jobs::ArtifactEvent{"candidates", "candidates" + of + "/" + event.split, ranks.candidateHash});
    }
    context.userValues("ranks", "rank", event.split, event.task, "", ranks.users, ranks.ranks);
}

} // namespace up5::pipeline
