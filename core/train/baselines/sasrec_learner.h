// The training of SASRec (spec E3): every item of a window predicts the next one.
#pragma once

#include "nn/baselines/sasrec.h"
#include "train/baselines/negative_sampler.h"
#include "train/baselines/window_learner.h"

namespace up5::train {

enum class SequentialLoss {
    Sampled, ///< binary cross-entropy of the next item and a random one the user does not have (published)
    Full,    ///< cross-entropy over all items
};

class SasrecLearner : public WindowLearner {
public:
    /// `negatives`: items to draw from for the sampled loss. Throws Error{InvalidInput} when no user has two
    /// items to learn from.
    SasrecLearner(nn::Sasrec network, std::shared_ptr<const ItemSequences> sequences,
                  NegativeSampler negatives, SequentialLoss loss, const WindowTrainingOptions& options);

    torch::nn::Module& network() override { return *m_network; }

protected:
    torch::Tensor stepLoss(const torch::Tensor& numbers, std::int64_t index, std::int64_t steps) override;

private:
    nn::Sasrec m_network;
    NegativeSampler m_negatives;
    SequentialLoss m_loss;
    std::int64_t m_width; ///< items of a window, the last target included
    SequenceWindows m_windows;
};

} // namespace up5::train
