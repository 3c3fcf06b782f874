#include "train/baselines/sasrec_learner.h"

#include <algorithm>

#include "base/error.h"
#include "train/baselines/sequential_losses.h"

namespace up5::train {

SasrecLearner::SasrecLearner(nn::Sasrec network, std::shared_ptr<const ItemSequences> sequences,
                             NegativeSampler negatives, SequentialLoss loss,
                             const WindowTrainingOptions& options)
    : WindowLearner(network->parameters(), std::move(sequences), options), m_network(std::move(network)),
      m_negatives(std::move(negatives)), m_loss(loss),
      m_width(1 + std::min(m_network->options().maxLength, this->sequences().longest() - 1)) {
    constexpr std::int64_t kFewest = 2; // one to read, one to predict
    if (this->sequences().longest() < kFewest) {
        throw Error(ErrorCode::InvalidInput,
                    "No user has two items to train on, so SASRec cannot learn what follows what; choose "
                    "another split or another model.");
    }
    m_windows = options.coverHistory ? this->sequences().coveringWindows(m_width, m_width - 1, kFewest)
                                     : this->sequences().lastWindows(kFewest);
    setWindows(m_windows.size());
}

torch::Tensor SasrecLearner::stepLoss(const torch::Tensor& numbers, std::int64_t, std::int64_t) {
    const SequenceWindows windows = m_windows.select(numbers);
    const torch::Tensor items = sequences().items(windows, m_width, m_network->paddingId());
    return m_loss == SequentialLoss::Full
               ? sasrecFullLoss(m_network, items)
               : sasrecSampledLoss(m_network, items, m_negatives.draw(windows.users, m_width - 1));
}

} // namespace up5::train
