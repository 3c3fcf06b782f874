// Probing a backbone by asking it: discrete prompts (paper §4.1, Table 1) and a soft probing prompt (paper
// §4.2, Table 2).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/probe_questions.h"
#include "nn/probing_prompt.h"
#include "pipeline/answer_scores.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Whom to ask about; their labels are the values of the answers' attribute.
struct AskedUsers {
    std::span<const std::int32_t> train; ///< solved examples and training of a soft prompt, nothing else
    std::span<const std::int32_t> validation, test;
};

/// One way of asking with its scores, rows in the order of the users asked about.
struct AnswerMethod {
    std::string name; ///< of a QuestionMode, or "soft-prompt"
    AnswerScores validation, test;
    /// Mean cross-entropy of the soft scores on the training users; nothing where nothing was trained.
    std::optional<double> trainingLoss;
};

struct QuestionOptions {
    nn::ScoreNorm norm = nn::ScoreNorm::Sum; ///< of soft scores
    std::uint64_t seed = 2022;               ///< of the solved examples
};

/// Asks in all four modes, with the backbone's prefix if it has one. Progress in stage "probing".
std::vector<AnswerMethod> askQuestions(const LoadedBackbone& backbone, const data::ProbeQuestions& questions,
                                       const data::AnswerSet& answers, const AskedUsers& users,
                                       const QuestionOptions& options, const JobContext& context);

struct SoftPromptOptions {
    nn::ProbingPromptOptions prompt;
    nn::ScoreNorm norm = nn::ScoreNorm::Sum; ///< of soft scores
    int steps = 2000;                        ///< at most
    int batchSize = 16;                      ///< users
    int validateEvery = 100;                 ///< steps
    int patience = 10;                       ///< validations without a better AUC
    double learningRate = 0;                 ///< 0 = 3e-3 for keys and values, 3e-2 for input embeddings
    std::uint64_t seed = 2022;
};

/// Trains a soft probing prompt on the training users, stops by the AUC of its soft scores on the validation
/// users and scores both parts with the best prompt. The backbone's prefix, if it has one, stays before it.
/// Progress in stage "training", the loss as series "soft_prompt_loss/<attribute>".
AnswerMethod askWithSoftPrompt(const LoadedBackbone& backbone, const data::ProbeQuestions& questions,
                               const data::AnswerSet& answers, const AskedUsers& users,
                               const SoftPromptOptions& options, const JobContext& context);

/// Pieces of questions and answers that the backbone was never trained on (see withWordsOf), word-initial
/// ones with "▁": with any of them, what a discrete prompt finds is luck.
std::vector<std::string> untrainedWords(const LoadedBackbone& backbone, const data::ProbeQuestions& questions,
                                        const data::AnswerSet& answers);

} // namespace up5::pipeline
