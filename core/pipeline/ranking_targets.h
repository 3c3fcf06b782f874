// The held-out items that a recommender ranks, with the candidates they are ranked against; and the metrics
// made of their ranks. Nothing here depends on the kind of recommender.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "metrics/ranking.h"
#include "pipeline/job_context.h"
#include "pipeline/protocol.h"

namespace up5::pipeline {

/// Which targets of a task.
struct TargetRequest {
    Task task = Task::Sequential;
    data::SplitPart part = data::SplitPart::Test;
    bool fullCatalogue =
        false;        ///< rank against every rated item the user never had instead of the stored candidates
    int maxUsers = 0; ///< 0 = all; else the first of a seeded order, with all of their targets
};

/// Targets' users (ascending) and expected ranks. A user has one target, unless the direct task is split by
/// pair.
struct Ranks {
    std::vector<std::int32_t> users;
    std::vector<double> ranks;
    double meanCandidates = 0;
    double tiedShare = 0; ///< share of targets that tie with another candidate
    double lostShare = 0; ///< share of targets that a beam search lost
    bool beamSearch = false;
    // What else identifies the ranks.
    std::string splitHash;
    bool ownSplit = false;          ///< the task's targets are not those of the sequential one
    std::string candidateHash;      ///< empty when the whole catalogue was ranked
    std::int64_t storedTargets = 0; ///< targets of the stored candidates, evaluated or not
    std::int64_t shortUsers = 0;    ///< stored lists with fewer negatives than asked for
    std::int64_t impossible = 0;    ///< drawn negatives that are no item, over all lists
};

class RankingTargets {
public:
    RankingTargets(const Protocol& protocol, const TargetRequest& request);

    const TargetRequest& request() const { return m_request; }
    std::size_t size() const { return m_positions.size(); }
    std::int32_t user(std::size_t index) const { return m_stored.users[m_positions[index]]; }
    std::int32_t target(std::size_t index) const { return m_stored.targets[m_positions[index]]; }
    /// The stored candidates.
    std::span<const std::int32_t> stored(std::size_t index) const {
        return m_stored.candidates(m_positions[index]);
    }
    /// What the target is ranked against, itself among it.
    std::vector<std::int32_t> candidates(std::size_t index) const;
    /// Ranks without any rank, to be filled by a RankCollector.
    const Ranks& blank() const { return m_blank; }

private:
    TargetRequest m_request;
    data::Dataset m_dataset;
    data::CandidateSet m_stored;
    std::vector<std::int64_t> m_itemCounts;
    std::vector<std::size_t> m_positions; ///< in the candidate set, ascending
    Ranks m_blank;
};

/// Makes ranks of scores, in any order of the targets.
class RankCollector {
public:
    explicit RankCollector(const RankingTargets& targets);
    /// Scores of the items that target `index` is ranked against, as many as these.
    void put(std::size_t index, std::span<const std::int32_t> items, std::span<const float> scores);
    /// The place of target `index` among so many candidates; `isLost` when it has no finite score.
    void put(std::size_t index, const metrics::TargetPlace& place, std::int64_t candidates, bool isLost);
    /// Once all targets are in.
    Ranks finish();

private:
    const RankingTargets& m_targets;
    Ranks m_ranks;
    std::int64_t m_candidates = 0, m_tied = 0, m_lost = 0;
};

/// Emits hit@1/3/5/10, ndcg@10 and mrr with intervals, the hashes of split and candidates, and the ranks as
/// an artifact.
void reportRanks(const Ranks& ranks, Task task, data::SplitPart part,
                 const metrics::BootstrapOptions& bootstrap, const JobContext& context);

} // namespace up5::pipeline
