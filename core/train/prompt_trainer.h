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
#include "nn/attribute_classifier.h"
#include "nn/p5_backbone.h"
#include "nn/prompt_generator.h"
#include "train/adam_w.h"
#include "train/backbone_trainer.h"

namespace up5::train {

/// A batch of sentences of adversary-training users. userSpan bool [B, L]; attributeLabels int64 [B].
struct PromptBatch {
    SequenceBatch sequence;
    torch::Tensor userSpan, attributeLabels;
};

enum class AdversarialSchedule {
    Paper,    ///< Algorithm 1 to the letter: T prompt steps on L a batch; every R batches T on L_rec, then T
              ///< classifier steps
    Balanced, ///< classifier steps on fresh batches, then one prompt step on L with the L_dis of these
              ///< batches. No steps on L_rec alone: in them the prompt lets the leak back in
};

struct PromptTrainingOptions {
    double lambda = 10; ///< weight of L_dis in Eq. 7; 0 trains on L_rec alone
    AdversarialSchedule schedule = AdversarialSchedule::Balanced;
    int stepsT = 10, everyR = 20; ///< T and R of Algorithm 1 (paper)
    int classifierSteps = 8;      ///< balanced: batches the adversaries read at a prompt step
    int batches = 400;
    int warmStart = 200; ///< classifier steps before the first prompt step
    double learningRatePrefix = 2e-3, learningRateClassifier = 1e-3;
    /// The prompt's rate falls linearly to zero, so that the adversaries catch up with it before the end.
    bool decay = true;
    double clip = 1.0; ///< of every prompt step
    /// "mlp7", which takes classifier steps, and "logistic", fitted anew for every prompt step; L_dis is the
    /// mean of their cross-entropies.
    std::vector<std::string> adversaries = {"mlp7"};
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
/// Every dimension with mean 0 and variance 1 over the rows; differentiable. [B, d] → [B, d].
torch::Tensor standardised(const torch::Tensor& states);

/// User states as the adversaries see them [B, d], with their labels int64 [B].
struct AttackedUsers {
    torch::Tensor states, labels;
};

/// Single steps, public so that tests can prove what each of them changes. The backbone must be frozen.
class PromptTrainer {
public:
    PromptTrainer(nn::P5Backbone& backbone, nn::PromptGenerator& generator, std::int64_t numClasses,
                  const PromptTrainingOptions& options);

    /// One update of the prompt on L_rec − λ·L_dis, L_rec of the batch and L_dis of the attacked users; on
    /// L_rec alone when there are none. Returns {L_rec, L_dis} as tensors on the device.
    std::pair<torch::Tensor, torch::Tensor>
    promptStep(const PromptBatch& batch, std::span<const AttackedUsers> attacked, double lambda);
    /// One update of the trained adversaries.
    void classifierStep(const AttackedUsers& attacked);
    /// What the adversaries see of a batch under the present prompt; differentiable in the prompt unless
    /// gradients are off. A prompt in training mode draws its dropout.
    AttackedUsers attackedUsers(const PromptBatch& batch);

    /// Those that take classifier steps.
    std::vector<nn::AttributeClassifier>& adversaries() { return m_adversaries; }
    AdamW& promptOptimiser() { return m_promptOptimiser; }
    AdamW& classifierOptimiser() { return m_classifierOptimiser; }

private:
    /// Mean cross-entropy of the adversaries' predictions.
    torch::Tensor discriminatorLoss(std::span<const AttackedUsers> attacked);
    void setAdversaryGradients(bool on);

    nn::P5Backbone& m_backbone;
    nn::PromptGenerator& m_generator;
    std::int64_t m_numClasses;
    bool m_standardise, m_hasLogistic;
    std::vector<nn::AttributeClassifier> m_adversaries;
    AdamW m_promptOptimiser, m_classifierOptimiser;
};

/// Who a batch is for. Each has its own numbers, so that the λ = 0 control, which has no classifier steps,
/// trains the prompt on the same sentences.
enum class BatchPurpose { Prompt, Classifier };

/// What the loop needs from outside; batches must depend on purpose and number only.
struct PromptTrainingHooks {
    std::function<PromptBatch(BatchPurpose purpose, std::int64_t number)> batch;
    std::function<void(std::int64_t step)> validate; ///< the generator is in evaluation mode
    /// lossDis is absent when λ = 0: there is no adversary then.
    std::function<void(std::int64_t step, double lossRec, std::optional<double> lossDis)> onLoss;
    std::function<void(std::int64_t done, std::int64_t total)> onProgress;
};

/// Trains the generator in place for `options.batches` batches. Saves and resumes as trainBackbone does.
/// Throws Error{Cancelled}; Error{InvalidInput} when a loss becomes infinite.
void trainPrompt(nn::P5Backbone& backbone, nn::PromptGenerator& generator, std::int64_t numClasses,
                 const PromptTrainingOptions& options, const PromptTrainingHooks& hooks,
                 const std::filesystem::path& stateFolder, const CancelToken& cancel);

} // namespace up5::train
