#include "pipeline/baselines/vector_baseline.h"

namespace up5::pipeline {

VectorBaseline::VectorBaseline(std::shared_ptr<nn::VectorModel> network, int historyLength,
                               MakeLearner makeLearner)
    : m_network(std::move(network)), m_historyLength(historyLength), m_makeLearner(std::move(makeLearner)) {
    m_network->eval();
}

torch::Tensor VectorBaseline::scores(const nn::UserBatch& batch, const torch::Tensor& items) {
    const torch::NoGradGuard noGradients;
    const torch::Tensor vectors = m_network->userVectors(batch);
    return items.defined() ? m_network->scores(vectors, items) : m_network->allScores(vectors);
}

torch::Tensor VectorBaseline::userVectors(const nn::UserBatch& batch) {
    const torch::NoGradGuard noGradients;
    return m_network->userVectors(batch);
}

} // namespace up5::pipeline
