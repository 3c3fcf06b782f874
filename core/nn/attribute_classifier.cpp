#include "nn/attribute_classifier.h"

#include "base/error.h"

namespace up5::nn {

namespace {

torch::nn::Sequential mlp7(std::int64_t d, std::int64_t numClasses) {
    // Width after each hidden Linear and whether batch normalisation follows (spec C3).
    struct Hidden {
        std::int64_t width;
        bool normalised;
    };
    const Hidden hidden[] = {{2 * d, true},  {4 * d, false}, {2 * d, true},
                             {2 * d, false}, {d, true},      {d / 2, false}};
    torch::nn::Sequential layers;
    std::int64_t width = d;
    for (const Hidden& layer : hidden) {
        layers->push_back(torch::nn::Linear(width, layer.width));
        if (layer.normalised) {
            layers->push_back(torch::nn::BatchNorm1d(layer.width));
        }
        layers->push_back(torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.2)));
        width = layer.width;
    }
    layers->push_back(torch::nn::Linear(width, numClasses));
    return layers;
}

} // namespace

AttributeClassifierImpl::AttributeClassifierImpl(std::string architecture, std::int64_t inputSize,
                                                 std::int64_t numClasses) {
    if (architecture == "mlp7") {
        m_layers = mlp7(inputSize, numClasses);
    } else {
        throw Error(ErrorCode::InvalidInput,
                    "There is no classifier " + architecture + "; there is mlp7.");
    }
    register_module("layers", m_layers);
}

torch::Tensor AttributeClassifierImpl::forward(torch::Tensor states) {
    return m_layers->forward(states);
}

} // namespace up5::nn
