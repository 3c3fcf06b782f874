// Ranks of held-out items under a backbone, and the metrics made of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nn/candidate_scorer.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

struct RankingRequest {
    Task task = Task::Sequential;
    data::SplitPart part = data::SplitPart::Test;
    bool fullCatalogue =
        false; ///< rank against every rated item the user never had instead of the stored candidates
    nn::ScoreNorm norm = nn::ScoreNorm::Length;
    int maxUsers = 0; ///< 0 = all; else the first of a seeded order, with all of their targets
};

/// Targets' users (ascending) and expected ranks. A user has one target, unless the direct task is split by
/// pair.
struct Ranks {
    std::vector<std::int32_t> users;
    std::vector<double> ranks;
    double meanCandidates = 0;
    double tiedShare = 0; ///< share of targets that tie with another candidate
    // What else identifies the ranks.
    std::string splitHash;
    bool ownSplit = false;          ///< the task's targets are not those of the sequential one
    std::string candidateHash;      ///< empty when the whole catalogue was ranked
    std::int64_t storedTargets = 0; ///< targets of the stored candidates, evaluated or not
    std::int64_t shortUsers = 0;    ///< stored lists with fewer negatives than asked for
    std::int64_t impossible = 0;    ///< drawn negatives that are no item, over all lists
};

/// The targets of a request with their sentences and candidates, prepared once and ranked under any prefix.
class TargetRanker {
public:
    TargetRanker(const Protocol& protocol, const RankingRequest& request);
    /// Scores every candidate exactly under the backbone's prefix. Reports progress and honours cancellation
    /// through the context. `backbone` has the protocol given.
    Ranks ranks(LoadedBackbone& backbone, const JobContext& context) const;

private:
    /// The items that one target is ranked among.
    std::vector<std::int32_t> itemsAt(const Protocol& protocol, std::size_t position) const;

    RankingRequest m_request;
    data::CandidateSet m_stored;
    std::vector<std::size_t> m_positions; ///< in the stored candidates
    std::vector<std::int64_t> m_itemCounts;
    std::vector<text::EncodedText> m_texts;
    std::vector<int> m_lengths;
};

/// TargetRanker in one go. Reports progress and honours cancellation through the context.
Ranks rankTargets(LoadedBackbone& backbone, const RankingRequest& request, const JobContext& context);

/// Emits hit@1/3/5/10, ndcg@10 and mrr with intervals, the hashes of split and candidates, and the ranks as
/// an artifact.
void reportRanks(const Ranks& ranks, Task task, data::SplitPart part,
                 const metrics::BootstrapOptions& bootstrap, const JobContext& context);

/// Ranks targets of both tasks and reports them: of `validationUsers` sampled users (0 = all) for choosing
/// settings, and of all test users as the result.
void reportAllRanks(LoadedBackbone& backbone, int validationUsers, const metrics::BootstrapOptions& bootstrap,
                    const JobContext& context);

} // namespace up5::pipeline
