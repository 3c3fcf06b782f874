// Adversarial training of a counterfactually-fair prompt on a frozen backbone (paper §5, Eqs. 5–7, Algorithm
// 1).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "base/cancel_token.h"
#include "nn/p5_backbone.h"
#include "nn/prompt_source.h"
#include "train/adam_w.h"
#include "train/adversaries/adversary_ensemble.h"
#include "train/backbone_trainer.h"

namespace up5::train {

/// A batch of sentences of adversary-training users. userSpan, history bool [B, L]; attributeLabels int64
/// [B, attributes], kUnknownLabel where unknown.
struct PromptBatch {
    SequenceBatch sequence;
    torch::Tensor userSpan, history, attributeLabels;
};

enum class AdversarialSchedule {
    Paper, ///< Algorithm 1 to the letter: T prompt steps on L a batch; every R batches T on L_rec, then T
           ///< classifier steps
    Code,  ///< as published: T prompt steps on L a batch; every R batches T rounds of a step on L_rec, which
           ///< is not clipped, and a classifier step on the states after it, then classifier steps alone on
           ///< the last of these states
    Balanced, ///< classifier steps on fresh batches, then one prompt step on L with the L_dis of these
              ///< batches. No steps on L_rec alone: in them the prompt lets the leak back in
};

/// How the weights of the adversarial losses grow over the batches.
enum class LambdaSchedule {
    Constant,
    WarmUp, ///< linear from 0 over the first fifth, then constant
    Sqrt,   ///< with the square root of the batch, the full weight at the last
};

struct PromptTrainingOptions {
    double lambda = 10; ///< weight of L_dis in Eq. 7; 0 trains on L_rec alone, without any adversary
    LambdaSchedule lambdaSchedule = LambdaSchedule::Constant;
    AdversarialSchedule schedule = AdversarialSchedule::Balanced;
    int stepsT = 10, everyR = 20; ///< T and R of Algorithm 1 (paper, code)
    int soleSteps = 0;            ///< code: classifier steps alone after the T rounds
    int classifierSteps = 8;      ///< balanced: batches the adversaries read at a prompt step
    int batches = 400;
    int warmStart = 200; ///< classifier steps before the first prompt step
    double learningRatePrefix = 2e-3;
    /// The prompt's rate falls linearly to zero, so that the adversaries catch up with it before the end.
    bool decay = true;
    double clip = 1.0; ///< global norm of the gradients of a prompt step
    AdversaryOptions adversaries;
    /// Adversaries see every batch's states standardised per dimension. Otherwise a prompt fools them by
    /// shifting or shrinking all users' states alike, which takes no information away.
    bool standardise = true;
    int validateEvery = 50;
    std::uint64_t seed = 2022;
};

/// The mean of encoder states over the user mention: [B, m + L, d], bool [B, L] → [B, d] (paper Eq. 6). The
/// first m states are those of a prompt's input embeddings, if it has any; the mask speaks of the sentence
/// alone.
torch::Tensor pooledStates(const torch::Tensor& states, const torch::Tensor& mask);
/// The mask [B, m + L] of all states [B, m + L, d], those of a prompt's m input embeddings included: they
/// read the sentence as every token does, and the decoder reads them.
torch::Tensor maskOfAll(const torch::Tensor& states, const torch::Tensor& mask);
/// Every dimension with mean 0 and variance 1 over the rows; differentiable. [B, d] → [B, d].
torch::Tensor standardised(const torch::Tensor& states);

/// Several batches' users as one, in their order.
AttackedUsers joined(std::span<const AttackedUsers> parts);

/// Single steps, public so that tests can prove what each of them changes. The backbone must be frozen.
class PromptTrainer {
public:
    PromptTrainer(nn::P5Backbone& backbone, nn::PromptSource& prompt,
                  const std::vector<AttackedAttribute>& attributes, const PromptTrainingOptions& options);

    /// Losses of a step, as scalars on the device; those of the adversaries are means over the attributes
    /// with a positive weight, undefined tensors when there are none.
    struct Losses {
        torch::Tensor rec, dis, accuracy;
    };

    /// One update of the prompt on L_rec − Σ w_k L_dis^k (paper Eq. 7), L_rec of the batch and L_dis of the
    /// attacked users; `weights` has one w_k an attribute, and 0 leaves its adversaries unasked.
    Losses promptStep(const PromptBatch& batch, const AttackedUsers& attacked,
                      std::span<const double> weights);
    /// One update of the prompt on L_rec alone; not clipped under AdversarialSchedule::Code.
    void recommendationStep(const PromptBatch& batch);
    /// One update of the trained adversaries of attributes whose weight is not 0.
    void classifierStep(const AttackedUsers& attacked, std::span<const double> weights);
    /// What the adversaries see of a batch under the present prompt; differentiable in the prompt unless
    /// gradients are off. A prompt in training mode draws its dropout.
    AttackedUsers attackedUsers(const PromptBatch& batch);

    AdversaryEnsemble& adversaries() { return m_adversaries; }
    AdamW& promptOptimiser() { return m_promptOptimiser; }

private:
    torch::Tensor recommendationLoss(const PromptBatch& batch);

    nn::P5Backbone& m_backbone;
    nn::PromptSource& m_prompt;
    bool m_standardise, m_clipsRecommendation;
    std::vector<std::string> m_targets;
    AdversaryEnsemble m_adversaries;
    AdamW m_promptOptimiser;
};

/// Who a batch is for. Each has its own numbers, so that the λ = 0 control, which has no classifier steps,
/// trains the prompt on the same sentences.
enum class BatchPurpose { Prompt, Classifier };

/// A point of the training curves; the adversaries' part is absent where no attribute has a positive weight.
struct PromptLosses {
    double rec = 0;
    std::optional<double> dis, accuracy;
};

/// What the loop needs from outside; batches must depend on purpose and number only.
struct PromptTrainingHooks {
    std::function<PromptBatch(BatchPurpose purpose, std::int64_t number)> batch;
    std::function<void(std::int64_t step)> validate; ///< the prompt is in evaluation mode
    std::function<void(std::int64_t step, const PromptLosses& losses)> onLoss;
    std::function<void(std::int64_t done, std::int64_t total)> onProgress;
    /// Weights w_k of the attributes at a batch, before the schedule of λ; called once before each batch is
    /// trained, and may set the prompt up for it. Absent: λ for all. Must depend on the number only;
    /// negative ones are those of the warm start.
    std::function<std::vector<double>(std::int64_t batch)> weights = {};
};

/// Trains the prompt in place for `options.batches` batches. Saves and resumes as trainBackbone does.
/// Throws Error{Cancelled}; Error{InvalidInput} when a loss becomes infinite.
void trainPrompt(nn::P5Backbone& backbone, nn::PromptSource& prompt,
                 const std::vector<AttackedAttribute>& attributes, const PromptTrainingOptions& options,
                 const PromptTrainingHooks& hooks, const std::filesystem::path& stateFolder,
                 const CancelToken& cancel);

} // namespace up5::train
