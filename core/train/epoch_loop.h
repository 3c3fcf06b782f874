// The loop that trains any recommender in epochs: early stopping on a validation score, resumable.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include <torch/torch.h>

#include "base/cancel_token.h"

namespace up5::train {

/// Where a step stands in its training.
struct EpochStep {
    int index = 0;          ///< within the epoch
    std::int64_t step = 0;  ///< steps taken before
    std::int64_t total = 0; ///< steps of all epochs
    double clockShare = 0;  ///< share of the time limit that has passed; 0 without a limit

    /// The step that a learning-rate schedule stands at: under a time limit it follows the clock, so that the
    /// rate has decayed when time is up.
    std::int64_t scheduleStep() const {
        const auto byClock = static_cast<std::int64_t>(clockShare * static_cast<double>(total));
        return std::min(total - 1, std::max(step, byClock));
    }
};

/// What is trained, and how a step changes it. Torch's generator is seeded from the step's number before each
/// step, so that what a step draws depends on nothing that would have to be saved.
class EpochLearner {
public:
    virtual ~EpochLearner() = default;

    /// What the best validation is kept of, or the last.
    virtual torch::nn::Module& network() = 0;
    /// Whether the last state is kept, not the best one: recommendation, which validation judges, is not what
    /// a treatment is trained for alone, and its best state is that before any treatment.
    virtual bool keepsLast() const { return false; }
    /// Prepares an epoch and returns its number of steps. May depend on the epoch's number only.
    virtual int beginEpoch(int epoch) = 0;
    /// Takes a step in place, in training mode. Returns its losses by the names of their series, the one that
    /// is minimised as "loss"; detached, unread.
    virtual std::map<std::string, torch::Tensor> takeStep(const EpochStep& step) = 0;
    /// All that a later step depends on besides the network: optimisers, other modules.
    virtual void save(std::map<std::string, torch::Tensor>& tensors) const = 0;
    /// Throws Error{Corrupt} when a tensor is missing or misshaped.
    virtual void restore(const std::map<std::string, torch::Tensor>& tensors) = 0;
};

struct EpochLoopOptions {
    int epochs = 20;
    double maxSeconds = 0; ///< 0 = no limit; reached, training ends with the step
    int patience = 5;      ///< validations, one an epoch, without a better score
    std::uint64_t seed = 2022;
    int unstoppedEpochs =
        0; ///< patience counts from the end of these on; as many as epochs = all are trained
};

/// What the loop needs from outside. All callbacks run in the calling thread.
struct EpochLoopHooks {
    std::function<double(std::int64_t step)> validate; ///< score of the network as it is, higher is better
    std::function<void(const std::string& name, std::int64_t step, double value)> onLoss; ///< every 20 steps
    std::function<void(std::int64_t done, std::int64_t total)> onProgress;
};

struct EpochLoopResult {
    std::int64_t steps = 0;
    double keptScore = 0;      ///< of validation, of the state that is kept
    std::int64_t keptStep = 0; ///< after which that state was validated
};

/// Trains in place and leaves the network with the best validation score (with the last, where the learner
/// keepsLast(); scores then only tell when recommendation has settled, compared from the unstopped epochs'
/// last on), in evaluation mode. Saves its state
/// to `stateFolder` after every epoch and on cancellation, and goes on from there if a state is found: a
/// resumed run equals an uninterrupted one bit for bit on the CPU (unless maxSeconds ends it). Throws
/// Error{Cancelled}; Error{InvalidInput} when a loss is no number.
EpochLoopResult trainInEpochs(EpochLearner& learner, const EpochLoopOptions& options,
                              const EpochLoopHooks& hooks, const std::filesystem::path& stateFolder,
                              const CancelToken& cancel);

} // namespace up5::train
