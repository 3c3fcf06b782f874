#include "train/baselines/bert4rec_learner.h"

#include <algorithm>

#include "train/baselines/sequential_losses.h"

namespace up5::train {

Bert4RecLearner::Bert4RecLearner(nn::Bert4Rec network, std::shared_ptr<const ItemSequences> sequences,
                                 const MaskingOptions& masking, const WindowTrainingOptions& options)
    : WindowLearner(network->parameters(), std::move(sequences), options), m_network(std::move(network)),
      m_masking(masking), m_width(std::min(m_network->options().maxLength, this->sequences().longest())),
      m_lastWindows(this->sequences().lastWindows(1)) {
    // Half a window apart, as in the published code: an item at the edge of one is in the middle of another.
    m_windows = options.coverHistory
                    ? this->sequences().coveringWindows(m_width, std::max<std::int64_t>(1, m_width / 2), 1)
                    : m_lastWindows;
    setWindows(m_windows.size() * masking.copies);
}

int Bert4RecLearner::beginEpoch(int epoch) {
    m_lastOrder = seededOrder(m_lastWindows.size(), m_options.seed,
                              "last windows of epoch " + std::to_string(epoch), sequences().device());
    return WindowLearner::beginEpoch(epoch);
}

torch::Tensor Bert4RecLearner::stepLoss(const torch::Tensor& numbers, std::int64_t index,
                                        std::int64_t steps) {
    const auto items = [&](const SequenceWindows& windows) {
        return sequences().items(windows, m_width, m_network->paddingId());
    };
    const MaskedWindows random =
        maskShare(m_network, items(m_windows.select(numbers.remainder(m_windows.size()))), m_masking.share,
                  m_masking.atMost);
    const MaskedWindows last =
        maskLast(m_network, items(m_lastWindows.select(evenPart(m_lastOrder, index, steps))));
    return (maskedItemLossSum(m_network, random) + maskedItemLossSum(m_network, last)) /
           (random.counted.sum() + last.counted.sum());
}

} // namespace up5::train
