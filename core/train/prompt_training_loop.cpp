// The two schedules of adversarial training, saved and resumed at every batch boundary.
#include "train/prompt_trainer.h"

#include <cmath>

#include "base/error.h"
#include "base/random_stream.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

constexpr int kPromptLossEvery = 10; // batches between points of the loss curves
constexpr int kSaveEvery = 50;       // batches between saved states

class PromptLoop {
public:
    PromptLoop(nn::P5Backbone& backbone, nn::PromptGenerator& generator, std::int64_t numClasses,
               const PromptTrainingOptions& options, const PromptTrainingHooks& hooks,
               std::filesystem::path stateFolder, const CancelToken& cancel)
        : m_generator(generator), m_trainer(backbone, generator, numClasses, options), m_options(options),
          m_hooks(hooks), m_stateFolder(std::move(stateFolder)), m_cancel(cancel) {
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
                m_generator->train();
                warmStartStep();
                ++m_warm;
            }
            while (m_validationDue || m_batch < m_options.batches) {
                if (m_validationDue) {
                    m_generator->eval();
                    m_hooks.validate(m_batch);
                    m_validationDue = false;
                    continue;
                }
                m_cancel.throwIfCancelled();
                seedStep("batch", m_batch);
                setPromptRate();
                m_generator->train();
                const auto [lossRec, lossDis] =
                    m_options.schedule == AdversarialSchedule::Paper ? paperBatch() : balancedBatch();
                ++m_batch;
                report(lossRec, lossDis);
            }
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                save();
            }
            throw;
        }
        m_generator->eval();
    }

private:
    using Losses = std::pair<torch::Tensor, torch::Tensor>;

    std::int64_t warmStart() {
        return m_options.lambda > 0 && !m_trainer.adversaries().empty() ? m_options.warmStart : 0;
    }
    PromptBatch promptBatch() { return m_hooks.batch(BatchPurpose::Prompt, m_nextPromptBatch++); }
    PromptBatch classifierBatch() { return m_hooks.batch(BatchPurpose::Classifier, m_nextClassifierBatch++); }
    /// Dropout's stream depends on the batch alone, so nothing of it needs saving.
    void seedStep(const char* phase, std::int64_t number) const {
        torch::manual_seed(
            derivedSeed(m_options.seed, std::string("prompt ") + phase + " " + std::to_string(number)));
    }

    void warmStartStep() {
        const torch::NoGradGuard noGradients;
        const AttackedUsers attacked = m_trainer.attackedUsers(classifierBatch());
        const torch::AutoGradMode gradients(true);
        m_trainer.classifierStep(attacked);
    }

    /// Nobody when λ = 0.
    std::vector<AttackedUsers> attackedUsers(std::span<const PromptBatch> batches) {
        std::vector<AttackedUsers> attacked;
        for (const PromptBatch& batch : batches) {
            if (m_options.lambda > 0) {
                attacked.push_back(m_trainer.attackedUsers(batch));
            }
        }
        return attacked;
    }

    /// From the full rate at the first batch to 1/batches of it at the last.
    void setPromptRate() {
        const double factor =
            m_options.decay ? 1.0 - static_cast<double>(m_batch) / static_cast<double>(m_options.batches)
                            : 1.0;
        m_trainer.promptOptimiser().setLearningRate(m_options.learningRatePrefix * factor);
    }

    /// Algorithm 1, lines 3–19.
    Losses paperBatch() {
        const PromptBatch batch = promptBatch();
        Losses losses;
        for (int i = 0; i < m_options.stepsT; ++i) {
            losses = m_trainer.promptStep(batch, attackedUsers({&batch, 1}), m_options.lambda);
        }
        if (m_batch % m_options.everyR == 0) {
            for (int i = 0; i < m_options.stepsT; ++i) {
                m_trainer.promptStep(batch, {}, 0.0);
            }
            m_generator->eval(); // the prompt is fixed now: one encoder pass serves all T classifier steps
            for (const AttackedUsers& attacked : attackedUsers({&batch, 1})) {
                for (int i = 0; i < m_options.stepsT; ++i) {
                    m_trainer.classifierStep(attacked);
                }
            }
        }
        return losses;
    }

    Losses balancedBatch() {
        std::vector<PromptBatch> batches;
        for (int i = 0; m_options.lambda > 0 && i < m_options.classifierSteps; ++i) {
            batches.push_back(classifierBatch());
        }
        const std::vector<AttackedUsers> attacked = attackedUsers(batches);
        for (const AttackedUsers& users : attacked) {
            m_trainer.classifierStep(users);
        }
        return m_trainer.promptStep(promptBatch(), attacked, m_options.lambda);
    }

    void report(const torch::Tensor& lossRec, const torch::Tensor& lossDis) {
        if (m_batch % kPromptLossEvery == 0 || m_batch == m_options.batches) {
            const double rec = lossRec.item<double>();
            const double dis = lossDis.item<double>();
            if (!std::isfinite(rec) || !std::isfinite(dis)) {
                throw Error(ErrorCode::InvalidInput, "A loss became infinite at batch " +
                                                         std::to_string(m_batch) +
                                                         "; try a smaller lambda or lr_prefix.");
            }
            m_hooks.onLoss(m_batch, rec, m_options.lambda > 0 ? std::optional(dis) : std::nullopt);
        }
        m_hooks.onProgress(m_batch, m_options.batches);
        m_validationDue = m_batch % m_options.validateEvery == 0 || m_batch == m_options.batches;
        if (m_batch % kSaveEvery == 0) {
            save();
        }
    }

    void save() {
        ResumableState state;
        state.addModule("generator.", *m_generator);
        for (std::size_t i = 0; i < m_trainer.adversaries().size(); ++i) {
            state.addModule("adversary." + std::to_string(i) + ".", *m_trainer.adversaries()[i]);
        }
        m_trainer.promptOptimiser().save("prompt_optimiser.", state.tensors);
        m_trainer.classifierOptimiser().save("classifier_optimiser.", state.tensors);
        state.values = {{"warm", m_warm},
                        {"batch", m_batch},
                        {"next_prompt_batch", m_nextPromptBatch},
                        {"next_classifier_batch", m_nextClassifierBatch},
                        {"validation_due", m_validationDue}};
        state.save(m_stateFolder);
    }

    void restore(const ResumableState& state) {
        state.restoreModule("generator.", *m_generator);
        for (std::size_t i = 0; i < m_trainer.adversaries().size(); ++i) {
            state.restoreModule("adversary." + std::to_string(i) + ".", *m_trainer.adversaries()[i]);
        }
        m_trainer.promptOptimiser().restore("prompt_optimiser.", state.tensors);
        m_trainer.classifierOptimiser().restore("classifier_optimiser.", state.tensors);
        m_warm = state.values.at("warm");
        m_batch = state.values.at("batch");
        m_nextPromptBatch = state.values.at("next_prompt_batch");
        m_nextClassifierBatch = state.values.at("next_classifier_batch");
        m_validationDue = state.values.at("validation_due");
    }

    nn::PromptGenerator& m_generator;
    PromptTrainer m_trainer;
    const PromptTrainingOptions& m_options;
    const PromptTrainingHooks& m_hooks;
    std::filesystem::path m_stateFolder;
    const CancelToken& m_cancel;
    std::int64_t m_warm = 0, m_batch = 0, m_nextPromptBatch = 0, m_nextClassifierBatch = 0;
    bool m_validationDue = false; ///< a batch is trained whose validation is still to come
};

} // namespace

void trainPrompt(nn::P5Backbone& backbone, nn::PromptGenerator& generator, std::int64_t numClasses,
                 const PromptTrainingOptions& options, const PromptTrainingHooks& hooks,
                 const std::filesystem::path& stateFolder, const CancelToken& cancel) {
    PromptLoop(backbone, generator, numClasses, options, hooks, stateFolder, cancel).run();
}

} // namespace up5::train
