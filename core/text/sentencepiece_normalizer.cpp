#include "text/sentencepiece_normalizer.h"

#include <cstring>

#include "base/error.h"

namespace up5::text {

namespace {

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

[[noreturn]] void refuseCharsMap() {
    throw Error(ErrorCode::InvalidInput,
                "The SentencePiece model's table of replaced characters (precompiled_charsmap) is damaged.");
}

// The units of a darts-clone double array.
bool hasLeaf(std::uint32_t unit) {
    return ((unit >> 8) & 1) == 1;
}
std::uint32_t leafValue(std::uint32_t unit) {
    return unit & 0x7FFFFFFFu;
}
std::uint32_t label(std::uint32_t unit) {
    return unit & 0x800000FFu;
}
std::uint32_t offset(std::uint32_t unit) {
    return (unit >> 10) << ((unit & (1u << 9)) >> 6);
}

} // namespace

std::size_t utf8Length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
    if (byte(0) < 0x80) {
        return 1;
    }
    if ((byte(0) & 0xE0) == 0xC0 && follows(1)) {
        return byte(0) >= 0xC2 ? 2 : 0; // shorter forms are no UTF-8
    }
    if ((byte(0) & 0xF0) == 0xE0 && follows(1) && follows(2)) {
        const int code = ((byte(0) & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F);
        return code >= 0x800 && (code < 0xD800 || code > 0xDFFF) ? 3 : 0;
    }
    if ((byte(0) & 0xF8) == 0xF0 && follows(1) && follows(2) && follows(3)) {
        const int code = ((byte(0) & 0x07) << 18) | ((byte(1) & 0x3F) << 12);
        return code >= 0x10000 && code <= 0x10FFFF ? 4 : 0;
    }
    return 0;
}

SentencePieceNormalizer::SentencePieceNormalizer(std::string_view charsMap) {
    if (charsMap.empty()) {
        return;
    }
    std::uint32_t size = 0;
    if (charsMap.size() < sizeof size) {
        refuseCharsMap();
    }
    std::memcpy(&size, charsMap.data(), sizeof size);
    charsMap.remove_prefix(sizeof size);
    if (size == 0 || size % sizeof(std::uint32_t) != 0 || size >= charsMap.size() ||
        charsMap.back() != '\0') {
        refuseCharsMap();
    }
    m_trie.resize(size / sizeof(std::uint32_t));
    std::memcpy(m_trie.data(), charsMap.data(), size);
    m_replacements = charsMap.substr(size);
}

SentencePieceNormalizer::Replacement SentencePieceNormalizer::replacementAt(std::string_view text) const {
    std::size_t length = 0;
    std::uint32_t value = 0;
    const auto unitAt = [&](std::uint32_t position) {
        if (position >= m_trie.size()) {
            refuseCharsMap();
        }
        return m_trie[position];
    };
    // The longest beginning of the text that the table knows.
    std::uint32_t position = m_trie.empty() ? 0 : offset(m_trie[0]);
    for (std::size_t i = 0; i < text.size() && !m_trie.empty(); ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        position ^= byte;
        const std::uint32_t unit = unitAt(position);
        if (label(unit) != byte) {
            break;
        }
        position ^= offset(unit);
        if (hasLeaf(unit)) {
            value = leafValue(unitAt(position));
            length = i + 1;
        }
    }
    if (length > 0) {
        if (value >= m_replacements.size()) {
            refuseCharsMap();
        }
        return {m_replacements.c_str() + value, length};
    }
    const std::size_t character = utf8Length(text);
    return character == 0 ? Replacement{kReplacementCharacter, 1}
                          : Replacement{text.substr(0, character), character};
}

std::string SentencePieceNormalizer::normalized(std::string_view text) const {
    std::string result;
    bool afterBlank = true; // the mark in front stands for leading blanks, too
    while (!text.empty()) {
        Replacement next = replacementAt(text);
        text.remove_prefix(next.length);
        while (afterBlank && next.text.starts_with(' ')) {
            next.text.remove_prefix(1);
        }
        if (next.text.empty()) {
            continue;
        }
        if (result.empty()) {
            result = kWordMark;
        }
        for (const char c : next.text) {
            if (c == ' ') {
                result += kWordMark;
            } else {
                result += c;
            }
        }
        afterBlank = next.text.ends_with(' ');
    }
    while (result.ends_with(kWordMark)) {
        result.resize(result.size() - kWordMark.size());
    }
    return result;
}

} // namespace up5::text
