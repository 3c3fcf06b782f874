// The training loop of a backbone: teacher forcing, AdamW, warm-up and decay, early stopping, resumable.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "base/cancel_token.h"
#include "nn/p5_backbone.h"

namespace up5::train {

/// Sentences padded together, on any device. tokens, wholeWordIds int64 [B, L]; attentionMask bool [B, L];
/// labels int64 [B, T], -100 = ignored.
struct SequenceBatch {
    torch::Tensor tokens, wholeWordIds, attentionMask, labels;
    std::int64_t numLabels = 0; ///< labels that are not ignored

    SequenceBatch to(torch::Device device) const;
};

struct BackboneTrainingOptions {
    int epochs = 20;
    double maxSeconds =
        0; ///< 0 = no limit; reached, the rest of the schedule is compressed away and training ends
    double learningRate = 3e-3, warmup = 0.1, weightDecay = 0.01, clip = 1.0;
    int patience = 5; ///< validations without a better score
    std::uint64_t seed = 2022;
};

/// What the loop needs from outside. All callbacks run in the calling thread.
struct BackboneTrainingHooks {
    /// Steps of an epoch; must depend on (epoch, index) only, so that a resumed run sees the same.
    std::function<int(int epoch)> prepareEpoch;                   ///< returns the number of steps
    std::function<std::vector<SequenceBatch>(int index)> batches; ///< of one step of the prepared epoch
    std::function<double(std::int64_t step)> validate;            ///< validation score, higher is better
    std::function<void(std::int64_t step, double loss)> onLoss;   ///< about every 20 steps
    std::function<void(std::int64_t done, std::int64_t total)> onProgress;
};

struct BackboneTrainingResult {
    std::int64_t steps = 0;
    double bestScore = 0;
    std::int64_t bestStep = 0;
};

/// Trains in place and leaves the weights with the best validation score. Saves its state to `stateFolder`
/// after every epoch and on cancellation, and goes on from there if a state is found: a resumed run equals an
/// uninterrupted one bit for bit on the CPU (unless maxSeconds ends it). Throws Error{Cancelled}.
BackboneTrainingResult trainBackbone(nn::P5Backbone& backbone, const BackboneTrainingOptions& options,
                                     const BackboneTrainingHooks& hooks,
                                     const std::filesystem::path& stateFolder, const CancelToken& cancel);

} // namespace up5::train
