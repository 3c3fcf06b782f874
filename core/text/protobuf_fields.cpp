#include "text/protobuf_fields.h"

#include <bit>
#include <cstring>

#include "base/error.h"

namespace up5::text {

namespace {

[[noreturn]] void refuseMessage(const char* problem) {
    throw Error(ErrorCode::InvalidInput, std::string("The file is no SentencePiece model: ") + problem + ".");
}

enum WireType { kVarint = 0, kFixed64 = 1, kDelimited = 2, kFixed32 = 5 };

} // namespace

float ProtobufFields::real() const {
    return std::bit_cast<float>(m_fixed32);
}

std::string_view ProtobufFields::take(std::uint64_t count) {
    if (count > m_rest.size()) {
        refuseMessage("a field is cut off");
    }
    const std::string_view part = m_rest.substr(0, static_cast<std::size_t>(count));
    m_rest.remove_prefix(static_cast<std::size_t>(count));
    return part;
}

std::uint64_t ProtobufFields::varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = static_cast<std::uint8_t>(take(1).front());
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    refuseMessage("a number has more than 64 bits");
}

bool ProtobufFields::next() {
    if (m_rest.empty()) {
        return false;
    }
    const std::uint64_t key = varint();
    m_number = key >> 3;
    m_integer = 0;
    m_fixed32 = 0;
    m_bytes = {};
    switch (key & 7) {
    case kVarint:
        m_integer = varint();
        break;
    case kFixed64:
        take(8);
        break;
    case kDelimited:
        m_bytes = take(varint());
        break;
    case kFixed32:
        std::memcpy(&m_fixed32, take(4).data(), 4);
        break;
    default:
        refuseMessage("a field has an unknown wire type");
    }
    return true;
}

} // namespace up5::text
