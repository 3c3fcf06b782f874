// Values of tests/golden/sequential.py, and networks with the weights it gives them.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include "base/atomic_file.h"
#include "nn/baselines/sequence_encoder.h"

namespace up5::test {

/// sequential.json, with its options as a network takes them.
struct GoldenSequences {
    nlohmann::json json = nlohmann::json::parse(readFile(UP5_SOURCE_DIR "/tests/golden/sequential.json"));
    nn::SequenceEncoderOptions options{.numItems = json.at("items"),
                                       .dModel = json.at("size"),
                                       .numLayers = json.at("layers"),
                                       .numHeads = json.at("heads"),
                                       .maxLength = json.at("length"),
                                       .dropout = 0.2};

    /// Sequences of the file, in which padding is 0, item i is i + 1 and [MASK] the number of items + 1.
    torch::Tensor sequences(const nlohmann::json& rows) const {
        const auto values = rows.get<std::vector<std::vector<std::int64_t>>>();
        std::vector<torch::Tensor> result;
        for (const std::vector<std::int64_t>& row : values) {
            result.push_back(torch::tensor(row, torch::kInt64));
        }
        const torch::Tensor ids = torch::stack(result);
        return torch::where(ids.eq(0), torch::full_like(ids, options.numItems),
                            torch::where(ids.gt(options.numItems), ids, ids - 1));
    }
};

/// Numbers of the file, in the shape of `like`.
inline torch::Tensor goldenNumbers(const nlohmann::json& values, const torch::Tensor& like) {
    return torch::tensor(values.get<std::vector<double>>(), torch::kFloat64).view(like.sizes());
}

/// The weights of sequential.py, in double precision: parameters in the order given by names.
inline void setGoldenWeights(nn::SequenceEncoder& network, const std::vector<std::string>& names) {
    const torch::NoGradGuard noGradients;
    network.to(torch::kFloat64);
    network.eval();
    auto parameters = network.named_parameters();
    TORCH_CHECK(parameters.size() == names.size(), "names of all parameters are needed");
    for (std::size_t t = 0; t < names.size(); ++t) {
        torch::Tensor& parameter = parameters[names[t]];
        torch::Tensor values =
            (0.6 *
             (0.9 * torch::arange(parameter.numel(), torch::kFloat64) + 1.7 * static_cast<double>(t)).sin())
                .reshape(parameter.sizes());
        if (names[t].find("norm") != std::string::npos && names[t].ends_with(".weight")) {
            values = 1 + values / 3;
        }
        if (names[t] == "items.weight") {
            // The file's table begins with padding, ours ends the items with it.
            const std::int64_t padding = network.paddingId();
            values =
                torch::cat({values.narrow(0, 1, padding), torch::zeros({1, values.size(1)}, torch::kFloat64),
                            values.narrow(0, padding + 1, values.size(0) - padding - 1)});
        }
        parameter.copy_(values);
    }
}

/// Names of the parameters of a module below `prefix`.
inline std::vector<std::string> under(const std::string& prefix, const std::vector<std::string>& parts) {
    std::vector<std::string> result;
    for (const std::string& part : parts) {
        result.push_back(prefix + part + ".weight");
        result.push_back(prefix + part + ".bias");
    }
    return result;
}

} // namespace up5::test
