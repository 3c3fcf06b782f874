#include "train/epoch_loop.h"

#include <chrono>
#include <cmath>

#include "base/error.h"
#include "base/random_stream.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

constexpr int kLossEvery = 20; // steps between points of the loss curves

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
    double lastScore = -1; ///< of the latest validation

    nlohmann::json toJson() const {
        return {{"epoch", epoch},
                {"step_in_epoch", stepInEpoch},
                {"step", step},
                {"waited", waited},
                {"validation_due", validationDue},
                {"best_score", bestScore},
                {"best_step", bestStep},
                {"elapsed", elapsed},
                {"last_score", lastScore}};
    }
    static Progress fromJson(const nlohmann::json& json) {
        const double best = json.at("best_score"); // earlier versions stored no last score
        return {json.at("epoch"),          json.at("step_in_epoch"), json.at("step"),
                json.at("validation_due"), json.at("waited"),        best,
                json.at("best_step"),      json.at("elapsed"),       json.value("last_score", best)};
    }
};

class EpochLoop {
public:
    EpochLoop(EpochLearner& learner, const EpochLoopOptions& options, const EpochLoopHooks& hooks,
              std::filesystem::path stateFolder, const CancelToken& cancel)
        : m_learner(learner), m_network(learner.network()), m_options(options), m_hooks(hooks),
          m_stateFolder(std::move(stateFolder)), m_cancel(cancel) {
        if (const auto state = ResumableState::load(m_stateFolder)) {
            state->restoreModule("network.", m_network);
            m_learner.restore(state->tensors);
            m_progress = Progress::fromJson(state->values);
            for (const auto& [name, tensor] : state->tensors) {
                if (name.rfind("best.", 0) == 0) {
                    m_best.tensors[name.substr(5)] = tensor;
                }
            }
        }
    }

    EpochLoopResult run() {
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
        m_network.eval();
        if (m_learner.keepsLast()) {
            return {m_progress.step, m_progress.lastScore, m_progress.step};
        }
        if (!m_best.tensors.empty()) {
            m_best.restoreModule("", m_network);
        }
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
        const int steps = m_learner.beginEpoch(m_progress.epoch);
        const std::int64_t total = static_cast<std::int64_t>(steps) * m_options.epochs;
        m_network.train();
        for (; m_progress.stepInEpoch < steps && !outOfTime(); ++m_progress.stepInEpoch) {
            m_cancel.throwIfCancelled();
            takeStep(total);
            m_hooks.onProgress(m_progress.step, total);
        }
        m_progress.stepInEpoch = 0;
        ++m_progress.epoch;
    }

    void takeStep(std::int64_t total) {
        torch::manual_seed(derivedSeed(m_options.seed, "dropout of step " + std::to_string(m_progress.step)));
        const auto losses =
            m_learner.takeStep({m_progress.stepInEpoch, m_progress.step, total,
                                m_options.maxSeconds > 0 ? elapsed() / m_options.maxSeconds : 0});
        ++m_progress.step;
        if (m_progress.step % kLossEvery != 0) {
            return;
        }
        for (const auto& [name, loss] : losses) {
            const double value = loss.item<double>();
            if (!std::isfinite(value)) {
                throw Error(ErrorCode::InvalidInput, "The training loss became " + std::to_string(value) +
                                                         " at step " + std::to_string(m_progress.step) +
                                                         "; try a smaller lr.");
            }
            m_hooks.onLoss(name, m_progress.step, value);
        }
    }

    void validate() {
        m_network.eval();
        const double score = m_hooks.validate(m_progress.step);
        m_progress.lastScore = score;
        const bool mayStop = m_progress.epoch > m_options.unstoppedEpochs;
        // What a treatment had before it began is no measure of it.
        const bool isMeasure = !mayStop && m_learner.keepsLast();
        const bool isBetter = isMeasure || score > m_progress.bestScore;
        m_progress.waited = isBetter || !mayStop ? 0 : m_progress.waited + 1;
        if (isBetter) {
            m_progress.bestScore = score;
            m_progress.bestStep = m_progress.step;
            if (!m_learner.keepsLast()) {
                m_best.addModule("", m_network);
            }
        }
    }

    void save() const {
        ResumableState state;
        state.addModule("network.", m_network);
        m_learner.save(state.tensors);
        for (const auto& [name, tensor] : m_best.tensors) {
            state.tensors["best." + name] = tensor;
        }
        Progress progress = m_progress;
        progress.elapsed = elapsed();
        state.values = progress.toJson();
        state.save(m_stateFolder);
    }

    EpochLearner& m_learner;
    torch::nn::Module& m_network;
    const EpochLoopOptions& m_options;
    const EpochLoopHooks& m_hooks;
    std::filesystem::path m_stateFolder;
    const CancelToken& m_cancel;
    Progress m_progress;
    ResumableState m_best;
    Clock::time_point m_started;
};

} // namespace

EpochLoopResult trainInEpochs(EpochLearner& learner, const EpochLoopOptions& options,
                              const EpochLoopHooks& hooks, const std::filesystem::path& stateFolder,
                              const CancelToken& cancel) {
    return EpochLoop(learner, options, hooks, stateFolder, cancel).run();
}

} // namespace up5::train
