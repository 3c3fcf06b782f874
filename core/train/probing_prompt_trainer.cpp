#include "train/probing_prompt_trainer.h"

#include <cmath>
#include <limits>

#include "base/random_stream.h"
#include "train/adam_w.h"

namespace up5::train {

namespace {

constexpr int kProbingLossEvery = 20; // steps between points of the loss curve
constexpr double kWorst = -std::numeric_limits<double>::infinity();

nn::KvPrefix behind(const nn::KvPrefix* fixed, const nn::KvPrefix& prompt) {
    return fixed == nullptr ? prompt : nn::concatenated(*fixed, prompt);
}

} // namespace

torch::Tensor answerLoss(nn::P5Backbone& backbone, const SequenceBatch& batch, const nn::KvPrefix& prefix) {
    const torch::Tensor encoded =
        backbone->encode(batch.tokens, batch.wholeWordIds, batch.attentionMask, &prefix);
    return backbone->exampleLoss(encoded, batch.attentionMask, batch.labels, &prefix) *
           (batch.labels != -100).sum(1);
}

ProbingPromptResult trainProbingPrompt(nn::P5Backbone& backbone, const nn::KvPrefix* fixed,
                                       nn::ProbingPrompt& prompt, const ProbingPromptTrainingOptions& options,
                                       const ProbingPromptHooks& hooks, const CancelToken& cancel) {
    AdamW optimiser(prompt->parameters(),
                    {.learningRate = options.learningRate, .weightDecay = options.weightDecay});
    ProbingPromptResult result;
    result.bestScore = kWorst;
    const auto validate = [&](std::int64_t step) {
        const torch::NoGradGuard noGradients;
        prompt->eval();
        const nn::KvPrefix prefix = behind(fixed, prompt->forward());
        const double found = hooks.validate(prefix);
        const double score = std::isnan(found) ? kWorst : found;
        const bool better = score > result.bestScore;
        if (score >= result.bestScore) {
            // A copy: input embeddings are the parameters themselves, which later steps change in place.
            result.prefix = prefix.copied();
            result.bestScore = score;
            result.bestStep = step;
        }
        return better;
    };
    torch::Tensor lossSum;
    int waited = 0;
    for (std::int64_t step = 1; step <= options.steps && waited < options.patience; ++step) {
        cancel.throwIfCancelled();
        // Dropout's stream depends on the step alone, whatever a validation draws.
        torch::manual_seed(derivedSeed(options.seed, "probing prompt step " + std::to_string(step)));
        prompt->train();
        const torch::Tensor loss =
            answerLoss(backbone, hooks.batch(step), behind(fixed, prompt->forward())).mean();
        loss.backward();
        optimiser.step();
        lossSum = lossSum.defined() ? lossSum + loss.detach() : loss.detach();
        result.steps = step;
        if (step % kProbingLossEvery == 0) {
            hooks.onLoss(step, lossSum.item<double>() / kProbingLossEvery);
            lossSum = torch::Tensor();
            hooks.onProgress(step, options.steps);
        }
        if (step % options.validateEvery == 0 || step == options.steps) {
            waited = validate(step) ? 0 : waited + 1;
        }
    }
    prompt->eval();
    return result;
}

} // namespace up5::train
