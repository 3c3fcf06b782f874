// The training of BERT4Rec (spec E4): random items of every window are guessed, and of every user's last
// window the last one, as in use.
#pragma once

#include "nn/baselines/bert4rec.h"
#include "train/baselines/window_learner.h"

namespace up5::train {

struct MaskingOptions {
    double share = 0.2;       ///< of a window's items
    std::int64_t atMost = 40; ///< masked items of a window
    int copies = 1;           ///< random maskings of every window an epoch
};

class Bert4RecLearner : public WindowLearner {
public:
    Bert4RecLearner(nn::Bert4Rec network, std::shared_ptr<const ItemSequences> sequences,
                    const MaskingOptions& masking, const WindowTrainingOptions& options);

    torch::nn::Module& network() override { return *m_network; }
    int beginEpoch(int epoch) override;

protected:
    torch::Tensor stepLoss(const torch::Tensor& numbers, std::int64_t index, std::int64_t steps) override;

private:
    nn::Bert4Rec m_network;
    MaskingOptions m_masking;
    std::int64_t m_width;
    SequenceWindows m_windows, m_lastWindows;
    torch::Tensor m_lastOrder;
};

} // namespace up5::train
