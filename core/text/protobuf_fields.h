// The fields of one protocol-buffer message, one after the other.
#pragma once

#include <cstdint>
#include <string_view>

namespace up5::text {

/// Reads the wire format only; what a field's number means is the caller's business.
class ProtobufFields {
public:
    /// `message` must outlive this and the texts it gives.
    explicit ProtobufFields(std::string_view message) : m_rest(message) {}

    /// Goes to the next field; false at the end. Throws Error{InvalidInput} when the message is cut off or
    /// has a wire type that protocol buffers no longer use.
    bool next();

    std::uint64_t number() const { return m_number; }
    std::uint64_t integer() const { return m_integer; } ///< of a varint field, else 0
    float real() const;                                 ///< of a 32-bit field, else 0
    std::string_view bytes() const { return m_bytes; }  ///< of a length-delimited field, else empty

private:
    std::uint64_t varint();
    std::string_view take(std::uint64_t count);

    std::string_view m_rest, m_bytes;
    std::uint64_t m_number = 0, m_integer = 0;
    std::uint32_t m_fixed32 = 0;
};

} // namespace up5::text
