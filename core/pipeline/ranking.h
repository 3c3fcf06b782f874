// Ranks of held-out items under a backbone.
#pragma once

#include <vector>

#include "nn/candidate_scorer.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"
#include "pipeline/ranking_targets.h"
#include "text/token_batch.h"

namespace up5::pipeline {

struct RankingRequest {
    TargetRequest targets = {};
    nn::ScoreNorm norm = nn::ScoreNorm::Length;
    int beams =
        0; ///< 0 = every candidate is scored; else those a beam search finds, the others share the rest
};

/// Targets with all that does not depend on a prompt: candidates, sentences and batches, made once for
/// several prompts.
class PreparedRanking {
public:
    PreparedRanking(const Protocol& protocol, const RankingRequest& request);

    Task task() const { return m_request.targets.task; }
    data::SplitPart part() const { return m_request.targets.part; }
    /// Scores every candidate, exactly unless beams are asked for, under the backbone's prefix if it has one;
    /// the backbone must follow the same protocol. Reports progress and honours cancellation through the
    /// context.
    Ranks rank(LoadedBackbone& backbone, const JobContext& context) const;

private:
    RankingRequest m_request;
    RankingTargets m_targets;
    std::vector<text::EncodedText> m_texts; ///< of each target
    std::vector<std::vector<int>> m_buckets;
};

/// One ranking of its own.
Ranks rankTargets(LoadedBackbone& backbone, const RankingRequest& request, const JobContext& context);

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
