// The tensors a pickled state dict describes, checked against what their storages say to hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/safetensors.h"
#include "checkpoint/pickle_reader.h"

namespace up5::checkpoint {

/// Where the numbers of a tensor lie: `info.shape` with `strides` from `offset` on in a storage.
struct TorchTensor {
    TensorInfo info;
    std::string storage; ///< key of the storage
    std::int64_t storageElements = 0;
    std::int64_t offset = 0;
    std::vector<std::int64_t> strides;
};

/// The tensors of a state dict, or of one that lies under "state_dict", "model_state_dict" or "model" of a
/// dictionary. `where` begins every sentence. Throws Error{InvalidInput} naming what is no tensor, or the
/// tensor whose size, stride or storage is impossible.
std::vector<TorchTensor> stateDict(const PickleValue& root, const std::string& where);

/// Row-major values of a tensor from the bytes of its whole storage.
std::vector<float> gatherValues(const TorchTensor& tensor, std::span<const std::byte> storage);

} // namespace up5::checkpoint
