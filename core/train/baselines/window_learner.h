// What the trainings of SASRec and BERT4Rec share: windows in a seeded order, an optimiser and its rate.
#pragma once

#include <cstdint>
#include <memory>

#include "train/adam_w.h"
#include "train/baselines/item_sequences.h"
#include "train/epoch_loop.h"

namespace up5::train {

struct WindowTrainingOptions {
    std::int64_t batch = 128; ///< windows of a step
    AdamWOptions optimiser;
    bool decay = false;        ///< linear warm-up and decay of the learning rate instead of a constant one
    double warmup = 0.0;       ///< share of the steps with rising rate
    bool isOrdered = true;     ///< otherwise every epoch reads each user's items in another order
    bool coverHistory = true;  ///< windows over all of a user's items, else over the last ones only
    std::uint64_t seed = 2022; ///< of the order
};

/// 0 … n − 1 in an order that depends on (seed, purpose) alone: int64 [n] on `device`.
torch::Tensor seededOrder(std::int64_t n, std::uint64_t seed, const std::string& purpose,
                          torch::Device device);
/// The part-th of `parts` parts of a tensor along its first dimension, as even as can be; some are empty
/// when there are more parts than rows.
torch::Tensor evenPart(const torch::Tensor& rows, std::int64_t part, std::int64_t parts);

/// The loss of the windows with these numbers (int64 [B]) is a subclass's matter.
class WindowLearner : public EpochLearner {
public:
    int beginEpoch(int epoch) override;
    std::map<std::string, torch::Tensor> takeStep(const EpochStep& step) override;
    void save(std::map<std::string, torch::Tensor>& tensors) const override;
    void restore(const std::map<std::string, torch::Tensor>& tensors) override;
    std::int64_t windowsPerEpoch() const { return m_numWindows; }

protected:
    WindowLearner(const std::vector<torch::Tensor>& parameters,
                  std::shared_ptr<const ItemSequences> sequences, const WindowTrainingOptions& options);
    /// As the epoch reads them.
    const ItemSequences& sequences() const { return *m_sequences; }
    void setWindows(std::int64_t number) { m_numWindows = number; }
    /// Mean loss of the step that trains these windows of the epoch.
    virtual torch::Tensor stepLoss(const torch::Tensor& numbers, std::int64_t index, std::int64_t steps) = 0;

    WindowTrainingOptions m_options;

private:
    std::shared_ptr<const ItemSequences> m_source, m_sequences;
    AdamW m_optimiser;
    std::int64_t m_numWindows = 0, m_steps = 0;
    torch::Tensor m_order;
};

} // namespace up5::train
