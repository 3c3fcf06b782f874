#include "train/backbone_trainer.h"

#include <chrono>
#include <cmath>

#include "base/error.h"
#include "base/random_stream.h"
#include "train/adam_w.h"
#include "train/resumable_state.h"
#include "train/schedule.h"

namespace up5::train {

namespace {

constexpr int kBackboneLossEvery = 20; // steps between points of the loss curve

/// Position and bookkeeping of the loop: everything besides tensors that a resumed run needs.
struct Progress {
    int epoch = 0;
    int stepInEpoch = 0;
    std::int64_t step = 0;
    bool validationDue = false; ///< an epoch is trained but not yet judged
    int waited = 0;
    double bestScore = -1;
    std::int64_t bestStep = 0;
    double elapsed = 0;

    nlohmann::json toJson() const {
        return {{"epoch", epoch},
                {"step_in_epoch", stepInEpoch},
                {"step", step},
                {"waited", waited},
                {"validation_due", validationDue},
                {"best_score", bestScore},
                {"best_step", bestStep},
                {"elapsed", elapsed}};
    }
    static Progress fromJson(const nlohmann::json& json) {
        return {json.at("epoch"),  json.at("step_in_epoch"), json.at("step"),      json.at("validation_due"),
                json.at("waited"), json.at("best_score"),    json.at("best_step"), json.at("elapsed")};
    }
};

class BackboneLoop {
public:
    BackboneLoop(nn::P5Backbone& backbone, const BackboneTrainingOptions& options,
                 const BackboneTrainingHooks& hooks, std::filesystem::path stateFolder,
                 const CancelToken& cancel)
        : m_backbone(backbone), m_options(options), m_hooks(hooks), m_stateFolder(std::move(stateFolder)),
          m_cancel(cancel), m_optimiser(backbone->parameters(), {.learningRate = options.learningRate,
                                                                 .weightDecay = options.weightDecay,
                                                                 .clipNorm = options.clip}) {
        if (const auto state = ResumableState::load(m_stateFolder)) {
            state->restoreModule("network.", *m_backbone);
            m_optimiser.restore("optimiser.", state->tensors);
            m_progress = Progress::fromJson(state->values);
            for (const auto& [name, tensor] : state->tensors) {
                if (name.rfind("best.", 0) == 0) {
                    m_best.tensors[name.substr(5)] = tensor;
                }
            }
        }
    }

    BackboneTrainingResult run() {
        m_started = Clock::now();
        try {
            while (m_progress.validationDue || mayGoOn()) {
                if (!m_progress.validationDue) {
                    runEpoch();
                    m_progress.validationDue = true;
                }
                validate();
                m_progress.validationDue = false;
                save();
            }
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) {
                save();
            }
            throw;
        }
        if (!m_best.tensors.empty()) {
            m_best.restoreModule("", *m_backbone);
        }
        m_backbone->eval();
        return {m_progress.step, m_progress.bestScore, m_progress.bestStep};
    }

private:
    using Clock = std::chrono::steady_clock;

    double elapsed() const {
        return m_progress.elapsed + std::chrono::duration<double>(Clock::now() - m_started).count();
    }
    bool mayGoOn() const {
        return m_progress.epoch < m_options.epochs && m_progress.waited < m_options.patience && !outOfTime();
    }
    bool outOfTime() const { return m_options.maxSeconds > 0 && elapsed() >= m_options.maxSeconds; }

    void runEpoch() {
        const int steps = m_hooks.prepareEpoch(m_progress.epoch);
        const std::int64_t total = static_cast<std::int64_t>(steps) * m_options.epochs;
        m_backbone->train();
        for (; m_progress.stepInEpoch < steps && !outOfTime(); ++m_progress.stepInEpoch) {
            m_cancel.throwIfCancelled();
            trainStep(m_hooks.batches(m_progress.stepInEpoch), total);
            m_hooks.onProgress(m_progress.step, total);
        }
        m_progress.stepInEpoch = 0;
        ++m_progress.epoch;
    }

    void trainStep(const std::vector<SequenceBatch>& batches, std::int64_t total) {
        // Dropout's stream depends on the step alone, so nothing of it needs saving.
        torch::manual_seed(derivedSeed(m_options.seed, "dropout of step " + std::to_string(m_progress.step)));
        m_optimiser.setLearningRate(m_options.learningRate *
                                    linearWarmupDecay(scheduleStep(total), total, m_options.warmup));
        std::int64_t labels = 0;
        for (const SequenceBatch& batch : batches) {
            labels += batch.numLabels;
        }
        torch::Tensor stepLoss;
        for (const SequenceBatch& batch : batches) {
            const torch::Tensor loss = labelLossSum(batch) / static_cast<double>(labels);
            loss.backward();
            stepLoss = stepLoss.defined() ? stepLoss + loss.detach() : loss.detach();
        }
        m_optimiser.step();
        ++m_progress.step;
        if (m_progress.step % kBackboneLossEvery == 0) {
            const double value = stepLoss.item<double>();
            if (!std::isfinite(value)) {
                throw Error(ErrorCode::InvalidInput, "The training loss became " + std::to_string(value) +
                                                         " at step " + std::to_string(m_progress.step) +
                                                         "; try a smaller lr.");
            }
            m_hooks.onLoss(m_progress.step, value);
        }
    }

    /// Every label counts alike, whichever sentence it stands in: were sentences weighted alike, the noise of
    /// those with a single label would drown what the long ones teach.
    torch::Tensor labelLossSum(const SequenceBatch& batch) {
        const torch::Tensor encoded =
            m_backbone->encode(batch.tokens, batch.wholeWordIds, batch.attentionMask);
        const torch::Tensor means = m_backbone->exampleLoss(encoded, batch.attentionMask, batch.labels);
        return (means * batch.labels.ne(-100).sum(1)).sum();
    }

    /// Under a time limit the schedule follows the clock, so that the rate has decayed when time is up.
    std::int64_t scheduleStep(std::int64_t total) const {
        if (m_options.maxSeconds <= 0) {
            return m_progress.step;
        }
        const auto byClock =
            static_cast<std::int64_t>(elapsed() / m_options.maxSeconds * static_cast<double>(total));
        return std::min(total - 1, std::max(m_progress.step, byClock));
    }

    void validate() {
        m_backbone->eval();
        const double score = m_hooks.validate(m_progress.step);
        ++m_progress.waited;
        if (score > m_progress.bestScore) {
            m_progress.bestScore = score;
            m_progress.bestStep = m_progress.step;
            m_progress.waited = 0;
            m_best.addModule("", *m_backbone);
        }
    }

    void save() const {
        ResumableState state;
        state.addModule("network.", *m_backbone);
        m_optimiser.save("optimiser.", state.tensors);
        for (const auto& [name, tensor] : m_best.tensors) {
            state.tensors["best." + name] = tensor;
        }
        Progress progress = m_progress;
        progress.elapsed = elapsed();
        state.values = progress.toJson();
        state.save(m_stateFolder);
    }

    nn::P5Backbone& m_backbone;
    const BackboneTrainingOptions& m_options;
    const BackboneTrainingHooks& m_hooks;
    std::filesystem::path m_stateFolder;
    const CancelToken& m_cancel;
    AdamW m_optimiser;
    Progress m_progress;
    ResumableState m_best;
    Clock::time_point m_started;
};

} // namespace

SequenceBatch SequenceBatch::to(torch::Device device) const {
    return {tokens.to(device), wholeWordIds.to(device), attentionMask.to(device), labels.to(device),
            numLabels};
}

BackboneTrainingResult trainBackbone(nn::P5Backbone& backbone, const BackboneTrainingOptions& options,
                                     const BackboneTrainingHooks& hooks,
                                     const std::filesystem::path& stateFolder, const CancelToken& cancel) {
    return BackboneLoop(backbone, options, hooks, stateFolder, cancel).run();
}

} // namespace up5::train
