// How likely a backbone finds each answer to a text (spec C1).
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/cancel_token.h"
#include "nn/candidate_scorer.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Row-major n × C.
struct AnswerScores {
    std::vector<double> soft; ///< softmax over the answers of their log-likelihoods
    std::vector<double> hard; ///< 1 for the answer the decoder would give if it may give no other, else 0
};

/// Scores of the answers (words) after each text, under a prefix (null = none). An answer's log-likelihood is
/// the sum over its pieces and eos, of probabilities over the whole vocabulary; with ScoreNorm::Length soft
/// scores take the mean. All answers are scored exactly, so that the hard answer is the true maximum of
/// decoding constrained to the trie of the answers (of equal ones the first). `onScored` is told how many
/// texts are done. Throws Error{Cancelled}.
AnswerScores scoreAnswers(LoadedBackbone& backbone, const nn::KvPrefix* prefix,
                          std::span<const text::EncodedText> texts, std::span<const std::string> words,
                          nn::ScoreNorm norm, const CancelToken& cancel,
                          const std::function<void(std::int64_t done)>& onScored = {});

} // namespace up5::pipeline
