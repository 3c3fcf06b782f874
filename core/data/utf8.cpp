#include "data/utf8.h"

#include <cstdint>
#include <cstring>

namespace up5::data {

namespace {

bool isContinuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/// Length of the valid multi-byte sequence at `at`, 0 if there is none (RFC 3629, section 4).
std::size_t sequenceLength(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t offset) {
        return at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0;
    };
    const unsigned lead = byte(0), second = byte(1);
    if (lead >= 0xC2 && lead <= 0xDF) {
        return isContinuation(second) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool allowed =
            isContinuation(second) && (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second <= 0x9F);
        return allowed && isContinuation(byte(2)) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool allowed =
            isContinuation(second) && (lead != 0xF0 || second >= 0x90) && (lead != 0xF4 || second <= 0x8F);
        return allowed && isContinuation(byte(2)) && isContinuation(byte(3)) ? 4 : 0;
    }
    return 0;
}

} // namespace

bool isUtf8(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        // Eight ASCII bytes at once: nearly all data is ASCII.
        std::uint64_t block = 0;
        if (at + sizeof block <= bytes.size()) {
            std::memcpy(&block, bytes.data() + at, sizeof block);
            if ((block & 0x8080808080808080ULL) == 0) {
                at += sizeof block;
                continue;
            }
        }
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = sequenceLength(bytes, at);
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

std::string latin1ToUtf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + 8);
    for (const char character : bytes) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte < 0x80) {
            text.push_back(character);
        } else {
            text.push_back(static_cast<char>(0xC0 | (byte >> 6)));
            text.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
        }
    }
    return text;
}

} // namespace up5::data
