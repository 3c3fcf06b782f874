// Training of recommenders that match users with items: sampled negatives, and filters against an adversary
// where attributes are to be removed (spec E1, E2, E5).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <torch/torch.h>

#include "nn/baselines/vector_model.h"
#include "train/adam_w.h"
#include "train/baselines/filter_adversary.h"
#include "train/baselines/negative_sampler.h"
#include "train/epoch_loop.h"

namespace up5::train {

/// What is learnt from, on the device.
struct MatchingData {
    torch::Tensor users, items; ///< int64 [n], one pair an interaction
    torch::Tensor histories;    ///< int64 [all users, L] as in nn::UserBatch; L = 0 where none is read
    NegativeSampler negatives;
    std::int64_t numItems = 0;
};

enum class MatchingLoss { Bpr, Squared, CosineContrastive };

struct MatchingTraining {
    MatchingLoss loss = MatchingLoss::Bpr;
    std::int64_t negatives = 1; ///< per pair; 0 = all items the user has not (CosineContrastive only)
    double margin = 0.5, negativeWeight = 10; ///< of CosineContrastive
    std::int64_t batchSize = 1024;
    double learningRate = 1e-3, l2 = 0;
    std::uint64_t seed = 2022;
};

/// An epoch goes once through all pairs in a new order; the item learnt from is left out of the history that
/// the model is shown. Against an adversary, whatever its weight, the last state is kept, so that a control
/// with λ = 0 differs in nothing but λ. Filters and discriminators of attributes that a step does not remove
/// take no part in it.
class MatchingLearner : public EpochLearner {
public:
    /// `adversary` is there for filtered models only.
    MatchingLearner(std::shared_ptr<nn::VectorModel> network, MatchingData data,
                    const MatchingTraining& options, std::unique_ptr<FilterAdversary> adversary = nullptr);

    torch::nn::Module& network() override { return *m_network; }
    bool keepsLast() const override { return m_adversary != nullptr; }
    int beginEpoch(int epoch) override;
    std::map<std::string, torch::Tensor> takeStep(const EpochStep& step) override;
    void save(std::map<std::string, torch::Tensor>& tensors) const override;
    void restore(const std::map<std::string, torch::Tensor>& tensors) override;

private:
    torch::Tensor recommendationLoss(const torch::Tensor& vectors, const torch::Tensor& users,
                                     const torch::Tensor& items) const;

    std::shared_ptr<nn::VectorModel> m_network;
    MatchingData m_data;
    MatchingTraining m_options;
    std::unique_ptr<FilterAdversary> m_adversary;
    AdamW m_optimiser;
    torch::Tensor m_order; ///< of the pairs in this epoch
};

} // namespace up5::train
