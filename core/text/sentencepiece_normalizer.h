// How SentencePiece rewrites text before it looks for pieces: a table of replacements (for T5 NFKC with
// changes for machine translation), blanks as "▁".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace up5::text {

/// Immutable; safe to use from several threads.
class SentencePieceNormalizer {
public:
    /// The model's `precompiled_charsmap`: the size of a double-array trie in bytes, the trie (darts-clone),
    /// then the replacements, each ended by a zero byte. Empty = no replacements. Throws Error{InvalidInput}.
    explicit SentencePieceNormalizer(std::string_view charsMap = {});

    /// One "▁" in front and for every run of blanks inside, none at the end; empty when nothing but blanks is
    /// left. Bytes that are no UTF-8 become U+FFFD.
    std::string normalized(std::string_view text) const;

private:
    struct Replacement {
        std::string_view text;
        std::size_t length; ///< of what is replaced
    };
    Replacement replacementAt(std::string_view text) const;

    std::vector<std::uint32_t> m_trie;
    std::string m_replacements;
};

/// U+2581, with which SentencePiece marks the beginning of a word.
inline constexpr std::string_view kWordMark = "\xE2\x96\x81";

/// Bytes of the UTF-8 character that `text` (not empty) begins with; 0 when it begins with none.
std::size_t utf8Length(std::string_view text);

} // namespace up5::text
