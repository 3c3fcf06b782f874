// Scores of candidates: log-likelihoods over a token trie, one encoder pass per user (spec B5); exact, or as
// a beam search would find them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <torch/torch.h>

#include "nn/p5_backbone.h"

namespace up5::nn {

enum class ScoreNorm { Length, Sum };

struct ScorerOptions {
    ScoreNorm norm = ScoreNorm::Length; ///< (Σ log p(pieces) + log p(eos)) / (m + 1), m = number of pieces
    std::int64_t maxNodes = 16384;      ///< decoder positions per pass, users times trie nodes; bounds memory
    int beams =
        0; ///< 0 = exact; else only what a beam search finds has a score (see beamScores; norm Length)
};

/// Candidates of one user: token pieces (without eos) of each.
using CandidatePieces = std::vector<std::span<const std::int32_t>>;

/// Scores of every candidate of every row, in the given order; minus infinity for one that a beam search
/// lost. encoderOutput [B, L, d], attentionMask bool [B, L]. Larger tries are cut into chunks of candidates.
/// Runs without gradients. Softmax over the full vocabulary.
std::vector<std::vector<float>> scoreCandidates(P5Backbone& backbone, const torch::Tensor& encoderOutput,
                                                const torch::Tensor& attentionMask,
                                                const std::vector<CandidatePieces>& candidates,
                                                const ScorerOptions& options,
                                                const KvPrefix* prefix = nullptr);

} // namespace up5::nn
