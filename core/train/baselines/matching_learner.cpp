#include "train/baselines/matching_learner.h"

#include <algorithm>

#include "base/random_stream.h"
#include "train/baselines/losses.h"

namespace up5::train {

MatchingLearner::MatchingLearner(std::shared_ptr<nn::VectorModel> network, MatchingData data,
                                 const MatchingTraining& options, std::unique_ptr<FilterAdversary> adversary)
    : m_network(std::move(network)), m_data(std::move(data)), m_options(options),
      m_adversary(std::move(adversary)),
      // Filters that a step does not select get no gradient from it.
      m_optimiser(
          m_network->parameters(),
          {.learningRate = options.learningRate, .l2 = options.l2, .skipsIdle = m_adversary != nullptr}) {}

int MatchingLearner::beginEpoch(int epoch) {
    torch::manual_seed(derivedSeed(m_options.seed, "pairs of epoch " + std::to_string(epoch)));
    m_order = torch::randperm(m_data.users.size(0), torch::kInt64).to(m_data.users.device());
    return static_cast<int>((m_order.size(0) + m_options.batchSize - 1) / m_options.batchSize);
}

std::map<std::string, torch::Tensor> MatchingLearner::takeStep(const EpochStep& step) {
    const std::int64_t begin = step.index * m_options.batchSize;
    const std::int64_t count = std::min(m_options.batchSize, m_order.size(0) - begin);
    const torch::Tensor rows = m_order.narrow(0, begin, count);
    const torch::Tensor users = m_data.users.index_select(0, rows);
    const torch::Tensor items = m_data.items.index_select(0, rows);
    nn::UserBatch batch{users, m_data.histories.index_select(0, users)};
    batch.history = batch.history.masked_fill(batch.history.eq(items.unsqueeze(1)), m_data.numItems);
    std::vector<bool> removed;
    torch::Tensor attacked;
    if (m_adversary) {
        removed = m_adversary->removedIn(step.step);
        m_network->select(removed);
        attacked = m_adversary->drawUsers();
        batch = {torch::cat({users, attacked}),
                 torch::cat({batch.history, m_data.histories.index_select(0, attacked)})};
    }
    // One pass for both, so that filters normalise over both.
    const torch::Tensor vectors = m_network->userVectors(batch);
    torch::Tensor loss = recommendationLoss(vectors.narrow(0, 0, count), users, items);
    std::map<std::string, torch::Tensor> losses = {{"loss_rec", loss.detach()}};
    if (!m_adversary) {
        loss.backward();
        m_optimiser.step();
        return {{"loss", loss.detach()}};
    }
    const torch::Tensor seen = vectors.narrow(0, count, attacked.size(0));
    const torch::Tensor fooled = m_adversary->loss(seen, attacked, removed);
    losses["loss_dis"] = fooled.detach();
    loss = loss - m_adversary->options().lambda * fooled;
    losses["loss"] = loss.detach();
    loss.backward();
    m_optimiser.step();
    m_adversary->learn(seen.detach(), attacked, removed);
    return losses;
}

torch::Tensor MatchingLearner::recommendationLoss(const torch::Tensor& vectors, const torch::Tensor& users,
                                                  const torch::Tensor& items) const {
    torch::Tensor others, isNegative;
    if (m_options.negatives > 0) {
        others = m_data.negatives.draw(users, m_options.negatives);
    } else {
        others = torch::arange(m_data.numItems, users.options()).expand({users.size(0), m_data.numItems});
        isNegative = m_data.negatives.has(users, others).logical_not();
    }
    const torch::Tensor scores = m_network->scores(vectors, torch::cat({items.unsqueeze(1), others}, 1));
    const torch::Tensor positive = scores.select(1, 0), negative = scores.narrow(1, 1, others.size(1));
    switch (m_options.loss) {
    case MatchingLoss::Bpr:
        return bprLoss(positive, negative);
    case MatchingLoss::Squared:
        return implicitSquaredLoss(positive, negative);
    case MatchingLoss::CosineContrastive:
        break;
    }
    return cosineContrastiveLoss(positive, negative, isNegative, m_options.margin, m_options.negativeWeight);
}

void MatchingLearner::save(std::map<std::string, torch::Tensor>& tensors) const {
    m_optimiser.save("optimiser.", tensors);
    if (m_adversary) {
        m_adversary->save(tensors);
    }
}

void MatchingLearner::restore(const std::map<std::string, torch::Tensor>& tensors) {
    m_optimiser.restore("optimiser.", tensors);
    if (m_adversary) {
        m_adversary->restore(tensors);
    }
}

} // namespace up5::train
