// One file that holds everything a training loop needs to go on: named tensors and a JSON object.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>
#include <torch/torch.h>

namespace up5::train {

struct ResumableState {
    std::map<std::string, torch::Tensor> tensors;
    nlohmann::json values = nlohmann::json::object();

    /// Adds a module's parameters and buffers under `prefix`.
    void addModule(const std::string& prefix, const torch::nn::Module& module);
    /// Copies them back. Throws Error{Corrupt} naming the tensor that is missing or misshaped.
    void restoreModule(const std::string& prefix, torch::nn::Module& module) const;

    /// Writes `<folder>/state.safetensors` atomically.
    void save(const std::filesystem::path& folder) const;
    /// Nothing when there is no saved state.
    static std::optional<ResumableState> load(const std::filesystem::path& folder);
};

} // namespace up5::train
