#include "pipeline/ranking.h"

#include <algorithm>
#include <cmath>

#include "data/user_groups.h"
#include "metrics/ranking.h"
#include "pipeline/tensor_batch.h"

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

PreparedRanking::PreparedRanking(const Protocol& protocol, const RankingRequest& request)
    : m_request(request), m_stored(protocol.candidates(request.part, request.task)),
      m_positions(chosenPositions(m_stored.users, request.maxUsers, protocol.options().splitSeed)) {
    const data::Split& split = protocol.split(request.task);
    std::vector<int> lengths;
    for (const std::size_t position : m_positions) {
        const int user = m_stored.users[position];
        m_texts.push_back(protocol.evaluationText(request.task, user, split.historyFor(request.part, user),
                                                  m_stored.candidates(position)));
        lengths.push_back(static_cast<int>(m_texts.back().tokens.size()));
        m_blank.users.push_back(user);
    }
    m_buckets = text::bucketByLength(lengths, kTokensPerPass);
    m_blank.splitHash = split.hash();
    m_blank.ownSplit = split.hash() != protocol.split().hash();
    if (!request.fullCatalogue) {
        m_blank.candidateHash = m_stored.hash;
        m_blank.storedTargets = static_cast<std::int64_t>(m_stored.users.size());
        m_blank.shortUsers = m_stored.shortUsers;
        m_blank.impossible = m_stored.impossible;
    }
}

Ranks PreparedRanking::rank(LoadedBackbone& backbone, const JobContext& context) const {
    const torch::NoGradGuard noGradients;
    const Protocol& protocol = backbone.protocol;
    const std::vector<std::int64_t> itemCounts = protocol.dataset().itemCounts();
    Ranks result = m_blank;
    result.ranks.resize(m_positions.size());
    std::int64_t done = 0, candidateSum = 0, tied = 0, lost = 0;
    for (const std::vector<int>& bucket : m_buckets) {
        context.cancel.throwIfCancelled();
        std::vector<const text::EncodedText*> rows;
        std::vector<std::vector<std::int32_t>> items;
        std::vector<nn::CandidatePieces> pieces;
        for (const int index : bucket) {
            const std::size_t position = m_positions[static_cast<std::size_t>(index)];
            rows.push_back(&m_texts[static_cast<std::size_t>(index)]);
            const auto own = m_stored.candidates(position);
            items.push_back(m_request.fullCatalogue
                                ? catalogueCandidates(protocol.dataset(), itemCounts,
                                                      m_stored.users[position], m_stored.targets[position])
                                : std::vector<std::int32_t>(own.begin(), own.end()));
            nn::CandidatePieces& row = pieces.emplace_back();
            for (const std::int32_t item : items.back()) {
                row.push_back(protocol.tokenizer().itemPieces(item));
            }
        }
        const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(rows), backbone.device);
        const torch::Tensor encoded = backbone.network->encode(inputs.tokens, inputs.wholeWordIds,
                                                               inputs.attentionMask, backbone.prefixOrNull());
        const auto scores =
            nn::scoreCandidates(backbone.network, encoded, inputs.attentionMask, pieces,
                                {.norm = m_request.norm, .beams = m_request.beams}, backbone.prefixOrNull());
        for (std::size_t row = 0; row < bucket.size(); ++row) {
            const auto index = static_cast<std::size_t>(bucket[row]);
            const auto target = static_cast<std::size_t>(
                std::find(items[row].begin(), items[row].end(), m_stored.targets[m_positions[index]]) -
                items[row].begin());
            result.ranks[index] = metrics::rankOfTarget(scores[row], target);
            candidateSum += static_cast<std::int64_t>(items[row].size());
            const bool isLost = std::isinf(scores[row][target]);
            lost += isLost ? 1 : 0;
            tied += !isLost && std::count(scores[row].begin(), scores[row].end(), scores[row][target]) > 1
                        ? 1
                        : 0;
        }
        done += static_cast<std::int64_t>(bucket.size());
        context.progress("evaluating", done, static_cast<std::int64_t>(m_positions.size()));
    }
    const auto targets = static_cast<double>(std::max<std::size_t>(1, m_positions.size()));
    result.meanCandidates = static_cast<double>(candidateSum) / targets;
    result.tiedShare = static_cast<double>(tied) / targets;
    result.lostShare = static_cast<double>(lost) / targets;
    result.beamSearch = m_request.beams > 0;
    return result;
}

Ranks rankTargets(LoadedBackbone& backbone, const RankingRequest& request, const JobContext& context) {
    return PreparedRanking(backbone.protocol, request).rank(backbone, context);
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

std::vector<PreparedRanking> prepareAllRankings(const Protocol& protocol, int validationUsers) {
    std::vector<PreparedRanking> rankings;
    for (const data::SplitPart part : {data::SplitPart::Validation, data::SplitPart::Test}) {
        const int maxUsers = part == data::SplitPart::Validation ? validationUsers : 0;
        for (const Task task : {Task::Sequential, Task::Direct}) {
            rankings.emplace_back(protocol, RankingRequest{.task = task, .part = part, .maxUsers = maxUsers});
        }
    }
    return rankings;
}

void reportAllRanks(LoadedBackbone& backbone, const std::vector<PreparedRanking>& rankings,
                    const metrics::BootstrapOptions& bootstrap, const JobContext& context) {
    for (const PreparedRanking& ranking : rankings) {
        reportRanks(ranking.rank(backbone, context), ranking.request().task, ranking.request().part,
                    bootstrap, context);
    }
}

void reportAllRanks(LoadedBackbone& backbone, int validationUsers, const metrics::BootstrapOptions& bootstrap,
                    const JobContext& context) {
    reportAllRanks(backbone, prepareAllRankings(backbone.protocol, validationUsers), bootstrap, context);
}

} // namespace up5::pipeline
