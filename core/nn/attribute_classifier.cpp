#include "nn/attribute_classifier.h"

#include "base/error.h"

namespace up5::nn {

namespace {

/// A hidden Linear and whether batch normalisation follows it.
struct Hidden {
    std::int64_t width;
    bool normalised;
};

std::vector<Hidden> hiddenLayers(const std::string& architecture, std::int64_t d) {
    if (architecture == "mlp7") {
        return {{2 * d, true}, {4 * d, false}, {2 * d, true}, {2 * d, false}, {d, true}, {d / 2, false}};
    }
    if (architecture == "mlp9-code") {
        return {{2 * d, true}, {4 * d, false}, {4 * d, false}, {2 * d, true},
                {2 * d, true}, {d, false},     {d, false},     {d / 2, false}};
    }
    throw Error(ErrorCode::InvalidInput,
                "There is no classifier " + architecture + "; there are mlp7 and mlp9-code.");
}

} // namespace

AttributeClassifierImpl::AttributeClassifierImpl(std::string architecture, std::int64_t inputSize,
                                                 std::int64_t numClasses) {
    std::int64_t width = inputSize;
    for (const Hidden& layer : hiddenLayers(architecture, inputSize)) {
        m_layers->push_back(torch::nn::Linear(width, layer.width));
        if (layer.normalised) {
            m_layers->push_back(torch::nn::BatchNorm1d(layer.width));
        }
        m_layers->push_back(torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.2)));
        width = layer.width;
    }
    m_layers->push_back(torch::nn::Linear(width, numClasses));
    register_module("layers", m_layers);
}

torch::Tensor AttributeClassifierImpl::forward(torch::Tensor states) {
    return m_layers->forward(states);
}

} // namespace up5::nn
