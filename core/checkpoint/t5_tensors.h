// The tensors of a T5/P5 network: which a shape asks for, and which shape they tell of.
#pragma once

#include <string>
#include <vector>

#include "base/safetensors.h"
#include "checkpoint/t5_config.h"

namespace up5::checkpoint {

/// Names and shapes under Hugging Face's names (spec B1), the tied embedding once.
std::vector<TensorInfo> tensorsOf(const T5Config& config);

/// The network whose tensors these are, without a whole-word table. `where` begins every sentence. Throws
/// Error{InvalidInput} naming a tensor it cannot do without, or a number out of range (requireInRange).
T5Config configOfTensors(const std::vector<TensorInfo>& tensors, const std::string& where);

} // namespace up5::checkpoint
