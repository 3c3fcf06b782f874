// What every recommender P5 is compared with can do, and what it is made of.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <torch/torch.h>

#include "data/user_groups.h"
#include "jobs/options/baseline_options.h"
#include "nn/baselines/vector_model.h"
#include "pipeline/protocol.h"
#include "train/epoch_loop.h"

namespace up5::pipeline {

/// A recommender for one task. Batches are on its device; nothing here is differentiable.
class BaselineModel {
public:
    virtual ~BaselineModel() = default;

    /// Latest items of a history that it reads; 0 = it reads none.
    virtual int historyLength() const = 0;
    /// What trains it from where it is; nullptr for models that only count, which are made ready.
    virtual std::unique_ptr<train::EpochLearner> learner() { return nullptr; }
    /// Scores of the given items, int64 [B, n] → float32 [B, n]; of all items [B, items] where `items` is
    /// undefined.
    virtual torch::Tensor scores(const nn::UserBatch& batch, const torch::Tensor& items) = 0;
    /// Its representation of the users [B, d]; undefined when it has none.
    virtual torch::Tensor userVectors(const nn::UserBatch&) { return {}; }
    /// A fair model: which of its attributes are removed from now on, one entry each.
    virtual void select(const std::vector<bool>& /*removed*/) {}
    /// What is stored of it; nullptr for models that only count.
    virtual torch::nn::Module* weights() { return nullptr; }
};

/// What a model is made from.
struct BaselineSetup {
    const Protocol& protocol; ///< outlives the model
    Task task = Task::Direct;
    jobs::BaselineOptions options;
    torch::Device device = torch::kCPU;
    std::uint64_t seed = 2022;
    /// Of a fair model: what it removes, and whom its adversary may see (adversaryTrain of each).
    std::vector<const data::Attribute*> attributes = {};
    std::vector<data::UserGroups> groups = {};
    /// The trained model that a fair one treats, if it treats a frozen one; in evaluation mode.
    std::shared_ptr<BaselineModel> plain = nullptr;

    std::int64_t numUsers() const { return protocol.dataset().numUsers(); }
    std::int64_t numItems() const { return protocol.dataset().numItems(); }
};

} // namespace up5::pipeline
