// A baseline that is a network with a vector per user.
#pragma once

#include <functional>
#include <memory>

#include "pipeline/baselines/baseline_model.h"

namespace up5::pipeline {

class VectorBaseline : public BaselineModel {
public:
    using MakeLearner = std::function<std::unique_ptr<train::EpochLearner>()>;

    /// `network` is on its device; `makeLearner` is asked only when it is to be trained.
    VectorBaseline(std::shared_ptr<nn::VectorModel> network, int historyLength, MakeLearner makeLearner);

    int historyLength() const override { return m_historyLength; }
    std::unique_ptr<train::EpochLearner> learner() override { return m_makeLearner(); }
    torch::Tensor scores(const nn::UserBatch& batch, const torch::Tensor& items) override;
    torch::Tensor userVectors(const nn::UserBatch& batch) override;
    void select(const std::vector<bool>& removed) override { m_network->select(removed); }
    torch::nn::Module* weights() override { return m_network.get(); }
    const std::shared_ptr<nn::VectorModel>& network() const { return m_network; }

private:
    std::shared_ptr<nn::VectorModel> m_network;
    int m_historyLength;
    MakeLearner m_makeLearner;
};

} // namespace up5::pipeline
