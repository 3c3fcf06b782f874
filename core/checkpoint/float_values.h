// Stored numbers of any element type as float32.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/safetensors.h"

namespace up5::checkpoint {

/// IEEE half precision, subnormal numbers, infinities and NaN included; exact.
float floatOfHalf(std::uint16_t bits);
/// bfloat16: the upper half of a float32; exact.
float floatOfBfloat16(std::uint16_t bits);

/// Little-endian elements, one after the other; whole numbers and float64 are rounded to the nearest float32.
std::vector<float> floatValues(std::span<const std::byte> bytes, TensorType type);

} // namespace up5::checkpoint
