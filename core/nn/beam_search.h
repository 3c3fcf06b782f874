// Constrained beam search over candidates as Hugging Face's generate() does it, on log-probabilities that are
// known already. No torch here.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace up5::nn {

/// Scores of one user's candidates under a beam search with `beams` beams: (Σ log p(pieces) + log p(eos)) /
/// (m + 1) for those found, m being the number of pieces, and minus infinity for those the search has lost.
/// As transformers 4.21 with length_penalty 1, early_stopping off and a length limit that no candidate
/// reaches (spec B5): log-probabilities over the full vocabulary, tokens outside of the trie impossible,
/// twice as many continuations as beams looked at, an ending only taken among the first `beams` of them, at
/// most `beams` hypotheses kept.
///
/// candidates[i]: pieces without eos; steps[i]: log-probability of each piece and then of eos.
std::vector<float> beamScores(const std::vector<std::span<const std::int32_t>>& candidates,
                              const std::vector<std::vector<float>>& steps, int beams);

} // namespace up5::nn
