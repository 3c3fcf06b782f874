// Ranks of held-out items under a backbone, and the metrics made of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/candidate_scorer.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"
#include "text/token_batch.h"

namespace up5::pipeline {

struct RankingRequest {
    Task task = Task::Sequential;
    data::SplitPart part = data::SplitPart::Test;
    bool fullCatalogue =
        false; ///< rank against every rated item the user never had instead of the stored candidates
    nn::ScoreNorm norm = nn::ScoreNorm::Length;
    int beams =
        0; ///< 0 = every candidate is scored; else those a beam search finds, the others share the rest
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

/// Targets with all that does not depend on a prompt: candidates, sentences and batches, made once for
/// several prompts.
class PreparedRanking {
public:
    PreparedRanking(const Protocol& protocol, const RankingRequest& request);

    const RankingRequest& request() const { return m_request; }
    /// Scores every candidate, exactly unless beams are asked for, under the backbone's prefix if it has one;
    /// the backbone must follow the same protocol. Reports progress and honours cancellation through the
    /// context.
    Ranks rank(LoadedBackbone& backbone, const JobContext& context) const;

private:
    RankingRequest m_request;
    data::CandidateSet m_stored;
    std::vector<std::size_t> m_positions;   ///< in the candidate set, ascending
    std::vector<text::EncodedText> m_texts; ///< of each position
    std::vector<std::vector<int>> m_buckets;
    Ranks m_blank; ///< without ranks
};

/// One ranking of its own.
Ranks rankTargets(LoadedBackbone& backbone, const RankingRequest& request, const JobContext& context);

/// Emits hit@1/3/5/10, ndcg@10 and mrr with intervals, the hashes of split and candidates, and the ranks as
/// an artifact.
void reportRanks(const Ranks& ranks, Task task, data::SplitPart part,
                 const metrics::BootstrapOptions& bootstrap, const JobContext& context);

/// Targets of both tasks: of `validationUsers` sampled users (0 = all) for choosing settings, and of all test
/// users as the result.
std::vector<PreparedRanking> prepareAllRankings(const Protocol& protocol, int validationUsers);

/// Ranks and reports them all.
void reportAllRanks(LoadedBackbone& backbone, const std::vector<PreparedRanking>& rankings,
                    const metrics::BootstrapOptions& bootstrap, const JobContext& context);
/// The same for one model.
void reportAllRanks(LoadedBackbone& backbone, int validationUsers, const metrics::BootstrapOptions& bootstrap,
                    const JobContext& context);

} // namespace up5::pipeline
