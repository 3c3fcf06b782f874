// Named tensors of a file in one of the formats checkpoints come in; values are read as float32 when asked
// for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/safetensors.h"

namespace up5::checkpoint {

class TensorStore {
public:
    virtual ~TensorStore() = default;

    /// "safetensors", "torch (zip)" or "torch (before 1.6)".
    virtual const char* format() const = 0;
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    /// Values of tensors()[index] in row-major order, other types converted to float32. Throws
    /// Error{InvalidInput} when the file does not hold them as it says.
    virtual std::vector<float> values(std::size_t index) const = 0;

protected:
    std::vector<TensorInfo> m_tensors;
};

/// Tells the format by the content, not by the name, and reads everything but the values. Throws
/// Error{NotFound}, Error{InvalidInput} or Error{Corrupt}; nothing in the file is executed.
std::unique_ptr<TensorStore> openTensorStore(const std::filesystem::path& file);

} // namespace up5::checkpoint
