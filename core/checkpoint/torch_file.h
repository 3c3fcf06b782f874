// Files that torch.save wrote: a pickle that describes tensors, and their storages as raw numbers.
#pragma once

#include <filesystem>
#include <memory>

#include "checkpoint/tensor_store.h"

namespace up5::checkpoint {

/// A zip archive with data.pkl and data/N (torch 1.6 and later). Throws Error{InvalidInput}.
std::unique_ptr<TensorStore> openTorchZip(const std::filesystem::path& file);

/// Whether the file begins with the magic number of torch before 1.6.
bool looksLikeLegacyTorch(const std::filesystem::path& file);
/// Five pickles, then the storages one after the other. Throws Error{InvalidInput}.
std::unique_ptr<TensorStore> openLegacyTorch(const std::filesystem::path& file);

} // namespace up5::checkpoint
