// Weights on disk: safetensors under Hugging Face names, config.json beside them; loading names every
// mismatch.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <torch/torch.h>

#include "checkpoint/checkpoint.h"
#include "nn/p5_backbone.h"

namespace up5::nn {

/// All parameters and buffers of a module, atomically; tied tensors once.
void saveModule(const torch::nn::Module& module, const std::filesystem::path& file,
                const std::map<std::string, std::string>& metadata = {});
/// Copies tensors by name into the module. Throws Error{Corrupt} naming every missing, extra or misshaped
/// tensor.
void loadModule(torch::nn::Module& module, const std::filesystem::path& file);

/// `<folder>/config.json` and `model.safetensors`. Returns the SHA-256 of the weights file.
std::string saveBackbone(const P5Backbone& backbone, const std::filesystem::path& folder);
/// In evaluation mode on `device`. Hugging Face's copies (`lm_head.weight`, `*.embed_tokens.weight`) are
/// accepted when equal.
P5Backbone loadBackbone(const std::filesystem::path& folder, torch::Device device = torch::kCPU);

/// Copies the weights of a checkpoint made elsewhere into a network of its shape, converted to float32. A
/// whole-word table that the checkpoint lacks stays as it is. Throws Error{Corrupt} when the shapes differ.
void copyWeights(const checkpoint::Checkpoint& source, P5Backbone& backbone);

/// Named tensors (optimiser state, prompt tensors) as safetensors. float32, float64, int32, int64, uint8.
void saveTensors(const std::map<std::string, torch::Tensor>& tensors, const std::filesystem::path& file,
                 const std::map<std::string, std::string>& metadata = {});
std::map<std::string, torch::Tensor> loadTensors(const std::filesystem::path& file);

} // namespace up5::nn
