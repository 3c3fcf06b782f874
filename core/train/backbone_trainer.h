// The training of a backbone: teacher forcing, AdamW, warm-up and decay, in the loop of epoch_loop.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include <torch/torch.h>

#include "base/cancel_token.h"
#include "nn/p5_backbone.h"
#include "train/epoch_loop.h"

namespace up5::train {

/// Sentences padded together, on any device. tokens, wholeWordIds int64 [B, L]; attentionMask bool [B, L];
/// labels int64 [B, T], -100 = ignored.
struct SequenceBatch {
    torch::Tensor tokens, wholeWordIds, attentionMask, labels;
    std::int64_t numLabels = 0; ///< labels that are not ignored

    SequenceBatch to(torch::Device device) const;
};

struct BackboneTrainingOptions {
    EpochLoopOptions loop; ///< under a time limit the rest of the schedule is compressed away
    double learningRate = 3e-3, warmup = 0.1, weightDecay = 0.01, clip = 1.0;
};

struct BackboneTrainingHooks {
    /// Steps of an epoch; must depend on (epoch, index) only, so that a resumed run sees the same.
    std::function<int(int epoch)> prepareEpoch;                   ///< returns the number of steps
    std::function<std::vector<SequenceBatch>(int index)> batches; ///< of one step of the prepared epoch
    EpochLoopHooks loop;
};

/// As trainInEpochs().
EpochLoopResult trainBackbone(nn::P5Backbone& backbone, const BackboneTrainingOptions& options,
                              const BackboneTrainingHooks& hooks, const std::filesystem::path& stateFolder,
                              const CancelToken& cancel);

} // namespace up5::train
