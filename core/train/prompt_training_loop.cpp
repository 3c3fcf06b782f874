// The schedules of adversarial training, saved and resumed at every batch boundary.
#include "train/prompt_trainer.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/random_stream.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

constexpr int kPromptLossEvery = 10; // batches between points of the loss curves
constexpr int kSaveEvery = 50;       // batches between saved states
constexpr double kWarmUpShare = 0.2; // of the batches, until λ has its full weight

class PromptLoop {
public:
    PromptLoop(nn::P5Backbone& backbone, nn::PromptSource& prompt,
               const std::vector<AttackedAttribute>& attributes, const PromptTrainingOptions& options,
               const PromptTrainingHooks& hooks, std::filesystem::path stateFolder, const CancelToken& cancel)
        : m_prompt(prompt), m_trainer(backbone, prompt, attributes, options),
          m_numAttributes(attributes.size()), m_options(options), m_hooks(hooks),
          m_stateFolder(std::move(stateFolder)), m_cancel(cancel) {
        for (torch::Tensor& parameter : backbone->parameters()) {
            parameter.set_requires_grad(false);
        }
        backbone->eval();
        if (const auto state = ResumableState::load(m_stateFolder)) {
            restore(*state);
        }
    }

    void run() {
        try {
            while (m_warm < warmStart()) {
                m_cancel.throwIfCancelled();
                seedStep("warm start", m_warm);
                setWeights(-1 - m_warm);
                m_prompt.train();
                warmStartStep();
                ++m_warm;
            }
            while (m_validationDue || m_batch < m_options.batches) {
                if (m_validationDue) {
                    m_prompt.eval();
                    m_hooks.validate(m_batch);
                    m_validationDue = false;
                    continue;
                }
                m_cancel.throwIfCancelled();
                seedStep("batch", m_batch);
                setPromptRate();
                m_prompt.train();
                setWeights(m_batch);
                const PromptTrainer::Losses losses =
                    m_options.schedule == AdversarialSchedule::Balanced ? balancedBatch() : repeatedBatch();
                ++m_batch;
                report(losses);
            }
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                save();
            }
            throw;
        }
        m_prompt.eval();
    }

private:
    std::int64_t warmStart() {
        return m_options.lambda > 0 && m_trainer.adversaries().isTrained() ? m_options.warmStart : 0;
    }
    PromptBatch promptBatch() { return m_hooks.batch(BatchPurpose::Prompt, m_nextPromptBatch++); }
    PromptBatch classifierBatch() { return m_hooks.batch(BatchPurpose::Classifier, m_nextClassifierBatch++); }
    /// Dropout's stream depends on the batch alone, so nothing of it needs saving.
    void seedStep(const char* phase, std::int64_t number) const {
        torch::manual_seed(
            derivedSeed(m_options.seed, std::string("prompt ") + phase + " " + std::to_string(number)));
    }

    /// The factor of λ at a batch.
    double lambdaFactor(std::int64_t batch) const {
        const double share = static_cast<double>(batch + 1) / static_cast<double>(m_options.batches);
        switch (m_options.lambdaSchedule) {
        case LambdaSchedule::Constant:
            return 1.0;
        case LambdaSchedule::WarmUp:
            return std::min(1.0, share / kWarmUpShare);
        case LambdaSchedule::Sqrt:
            return std::sqrt(share);
        }
        return 1.0;
    }

    /// Negative numbers are those of the warm start.
    void setWeights(std::int64_t batch) {
        m_weights =
            m_hooks.weights ? m_hooks.weights(batch) : std::vector<double>(m_numAttributes, m_options.lambda);
        for (double& weight : m_weights) {
            weight *= batch < 0 ? 1.0 : lambdaFactor(batch);
        }
    }
    bool hasAdversary() const {
        return std::ranges::any_of(m_weights, [](double weight) { return weight != 0; });
    }

    void warmStartStep() { m_trainer.classifierStep(detachedUsers(classifierBatch()), m_weights); }

    /// What the adversaries see, without gradients in the prompt.
    AttackedUsers detachedUsers(const PromptBatch& batch) {
        const torch::NoGradGuard noGradients;
        return m_trainer.attackedUsers(batch);
    }

    PromptTrainer::Losses stepAgainst(const PromptBatch& batch) {
        return m_trainer.promptStep(batch, hasAdversary() ? m_trainer.attackedUsers(batch) : AttackedUsers{},
                                    m_weights);
    }

    /// From the full rate at the first batch to 1/batches of it at the last.
    void setPromptRate() {
        const double factor =
            m_options.decay ? 1.0 - static_cast<double>(m_batch) / static_cast<double>(m_options.batches)
                            : 1.0;
        m_trainer.promptOptimiser().setLearningRate(m_options.learningRatePrefix * factor);
    }

    /// Algorithm 1, lines 3–19, or as the published code has it: all steps of a batch on this batch.
    PromptTrainer::Losses repeatedBatch() {
        const PromptBatch batch = promptBatch();
        PromptTrainer::Losses losses;
        for (int i = 0; i < m_options.stepsT; ++i) {
            losses = stepAgainst(batch);
        }
        if (m_options.schedule == AdversarialSchedule::Paper && m_batch % m_options.everyR == 0) {
            for (int i = 0; i < m_options.stepsT; ++i) {
                m_trainer.recommendationStep(batch);
            }
            m_prompt.eval(); // the prompt is fixed now: one encoder pass serves all T classifier steps
            classifierSteps(usersIfAttacked(batch), m_options.stepsT);
        } else if (m_options.schedule == AdversarialSchedule::Code && (m_batch + 1) % m_options.everyR == 0) {
            AttackedUsers users;
            for (int i = 0; i < m_options.stepsT; ++i) {
                m_trainer.recommendationStep(batch);
                users = usersIfAttacked(batch);
                classifierSteps(users, 1);
            }
            classifierSteps(users, m_options.soleSteps);
        }
        return losses;
    }

    /// None without an adversary, which saves the encoder pass.
    AttackedUsers usersIfAttacked(const PromptBatch& batch) {
        return hasAdversary() ? detachedUsers(batch) : AttackedUsers{};
    }

    void classifierSteps(const AttackedUsers& users, int count) {
        for (int i = 0; hasAdversary() && i < count; ++i) {
            m_trainer.classifierStep(users, m_weights);
        }
    }

    PromptTrainer::Losses balancedBatch() {
        std::vector<AttackedUsers> attacked;
        for (int i = 0; hasAdversary() && i < m_options.classifierSteps; ++i) {
            attacked.push_back(m_trainer.attackedUsers(classifierBatch()));
        }
        for (const AttackedUsers& users : attacked) {
            m_trainer.classifierStep(users, m_weights);
        }
        return m_trainer.promptStep(promptBatch(), attacked.empty() ? AttackedUsers{} : joined(attacked),
                                    m_weights);
    }

    void report(const PromptTrainer::Losses& losses) {
        if (m_batch % kPromptLossEvery == 0 || m_batch == m_options.batches) {
            PromptLosses values{losses.rec.item<double>(), std::nullopt, std::nullopt};
            if (losses.dis.defined()) {
                values.dis = losses.dis.item<double>();
                values.accuracy = losses.accuracy.item<double>();
            }
            if (!std::isfinite(values.rec) || !std::isfinite(values.dis.value_or(0))) {
                throw Error(ErrorCode::InvalidInput, "A loss became infinite at batch " +
                                                         std::to_string(m_batch) +
                                                         "; try a smaller lambda or lr_prefix.");
            }
            m_hooks.onLoss(m_batch, values);
        }
        m_hooks.onProgress(m_batch, m_options.batches);
        m_validationDue = m_batch % m_options.validateEvery == 0 || m_batch == m_options.batches;
        if (m_batch % kSaveEvery == 0) {
            save();
        }
    }

    void save() {
        ResumableState state;
        state.addModule("generator.", m_prompt);
        m_trainer.adversaries().save(state);
        m_trainer.promptOptimiser().save("prompt_optimiser.", state.tensors);
        state.values = {{"warm", m_warm},
                        {"batch", m_batch},
                        {"next_prompt_batch", m_nextPromptBatch},
                        {"next_classifier_batch", m_nextClassifierBatch},
                        {"validation_due", m_validationDue}};
        state.save(m_stateFolder);
    }

    void restore(const ResumableState& state) {
        state.restoreModule("generator.", m_prompt);
        m_trainer.adversaries().restore(state);
        m_trainer.promptOptimiser().restore("prompt_optimiser.", state.tensors);
        m_warm = state.values.at("warm");
        m_batch = state.values.at("batch");
        m_nextPromptBatch = state.values.at("next_prompt_batch");
        m_nextClassifierBatch = state.values.at("next_classifier_batch");
        m_validationDue = state.values.at("validation_due");
    }

    nn::PromptSource& m_prompt;
    PromptTrainer m_trainer;
    std::size_t m_numAttributes;
    const PromptTrainingOptions& m_options;
    const PromptTrainingHooks& m_hooks;
    std::filesystem::path m_stateFolder;
    const CancelToken& m_cancel;
    std::int64_t m_warm = 0, m_batch = 0, m_nextPromptBatch = 0, m_nextClassifierBatch = 0;
    std::vector<double> m_weights; ///< w_k at the present batch
    bool m_validationDue = false;  ///< a batch is trained whose validation is still to come
};

} // namespace

void trainPrompt(nn::P5Backbone& backbone, nn::PromptSource& prompt,
                 const std::vector<AttackedAttribute>& attributes, const PromptTrainingOptions& options,
                 const PromptTrainingHooks& hooks, const std::filesystem::path& stateFolder,
                 const CancelToken& cancel) {
    PromptLoop(backbone, prompt, attributes, options, hooks, stateFolder, cancel).run();
}

} // namespace up5::train
