#include "checkpoint/float_values.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace up5::checkpoint {

namespace {

template <class T, class Convert>
std::vector<float> converted(std::span<const std::byte> bytes, Convert convert) {
    std::vector<float> values(bytes.size() / sizeof(T));
    for (std::size_t i = 0; i < values.size(); ++i) {
        T element;
        std::memcpy(&element, bytes.data() + i * sizeof(T), sizeof(T));
        values[i] = convert(element);
    }
    return values;
}

} // namespace

float floatOfHalf(std::uint16_t bits) {
    const int exponent = (bits >> 10) & 0x1F;
    const int fraction = bits & 0x3FF;
    float magnitude = 0;
    if (exponent == 0x1F) {
        magnitude =
            fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
    } else if (exponent == 0) {
        magnitude = std::ldexp(static_cast<float>(fraction), -24);
    } else {
        magnitude = std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
    }
    return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

float floatOfBfloat16(std::uint16_t bits) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

std::vector<float> floatValues(std::span<const std::byte> bytes, TensorType type) {
    const auto rounded = [](auto value) { return static_cast<float>(value); };
    switch (type) {
    case TensorType::F32:
        return converted<float>(bytes, rounded);
    case TensorType::F64:
        return converted<double>(bytes, rounded);
    case TensorType::F16:
        return converted<std::uint16_t>(bytes, floatOfHalf);
    case TensorType::BF16:
        return converted<std::uint16_t>(bytes, floatOfBfloat16);
    case TensorType::I32:
        return converted<std::int32_t>(bytes, rounded);
    case TensorType::I64:
        return converted<std::int64_t>(bytes, rounded);
    case TensorType::U8:
        return converted<std::uint8_t>(bytes, rounded);
    }
    return {};
}

} // namespace up5::checkpoint
