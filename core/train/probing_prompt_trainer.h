// Training of a soft probing prompt on a frozen backbone (paper §4.2, Eq. 2).
#pragma once

#include <cstdint>
#include <functional>

#include "base/cancel_token.h"
#include "nn/p5_backbone.h"
#include "nn/probing_prompt.h"
#include "train/backbone_trainer.h"

namespace up5::train {

struct ProbingPromptTrainingOptions {
    int steps = 2000;        ///< at most
    int validateEvery = 100; ///< steps
    int patience = 5;        ///< validations without a better score
    double learningRate = 1e-3, weightDecay = 0.0;
    std::uint64_t seed = 2022;
};

/// What the loop needs from outside. All callbacks run in the calling thread.
struct ProbingPromptHooks {
    /// Sentences with the words of their users' answers (pieces, then eos) as labels; must depend on the step
    /// only.
    std::function<SequenceBatch(std::int64_t step)> batch;
    /// Score of a prompt on validation users, higher is better; NaN counts as the worst.
    std::function<double(const nn::KvPrefix& prefix)> validate;
    std::function<void(std::int64_t step, double loss)> onLoss; ///< mean loss since the last call
    std::function<void(std::int64_t done, std::int64_t total)> onProgress;
};

struct ProbingPromptResult {
    /// With the best validation score, of equal ones the last, behind the fixed one; without gradients. AUCs
    /// of 1 are soon equal, and the longer trained prompt then gives the better hard answers.
    nn::KvPrefix prefix;
    double bestScore = 0; ///< minus infinity when all were NaN
    std::int64_t bestStep = 0, steps = 0;
};

/// −Σ log P(answer's pieces and eos | sentence, prompt) of each row (Eq. 2). [B].
torch::Tensor answerLoss(nn::P5Backbone& backbone, const SequenceBatch& batch, const nn::KvPrefix& prefix);

/// Trains the prompt with AdamW, at a constant rate, until the validation
/// score has not risen for `patience` validations. `fixed`, if not null, is a prefix that stays as it is
/// before the prompt, such as a counterfactually-fair one. The backbone must be frozen and in evaluation
/// mode; nothing of it changes. Throws Error{Cancelled}.
ProbingPromptResult trainProbingPrompt(nn::P5Backbone& backbone, const nn::KvPrefix* fixed,
                                       nn::ProbingPrompt& prompt, const ProbingPromptTrainingOptions& options,
                                       const ProbingPromptHooks& hooks, const CancelToken& cancel);

} // namespace up5::train
