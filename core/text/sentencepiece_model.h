// A SentencePiece unigram model as T5 comes with (spiece.model): text becomes the pieces of highest
// probability.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/piece_table.h"
#include "text/sentencepiece_normalizer.h"

namespace up5::text {

/// Read by this class itself, not by the SentencePiece library: Debian's brings a copy of protocol buffers
/// that clashes with the one libtorch loads, and both in one process crash. Gives what that library gives
/// (tests/golden/sentencepiece.py). Immutable; safe to use from several threads.
class SentencePieceModel {
public:
    /// `bytes`: the content of spiece.model. Throws Error{InvalidInput} when it is no such model or lacks
    /// T5's <pad> 0, </s> 1, <unk> 2, and Error{Unsupported} for BPE and other kinds, byte fallback, pieces
    /// defined by the user, pieces across words.
    explicit SentencePieceModel(std::string bytes);
    SentencePieceModel(const SentencePieceModel&) = delete;
    SentencePieceModel& operator=(const SentencePieceModel&) = delete;

    const std::string& bytes() const { return m_bytes; }
    int size() const { return static_cast<int>(m_pieces.size()); }
    /// Whether the piece begins with "▁".
    bool isWordInitial(TokenId token) const { return pieceOf(token).wordInitial; }
    /// Without the mark "▁".
    const std::string& text(TokenId token) const { return pieceOf(token).text; }

    /// Pieces of a text, without eos. A run of characters that no piece covers is one unk.
    std::vector<TokenId> encode(std::string_view text) const;

private:
    struct StoredPiece {
        std::string text;
        bool wordInitial = false;
        float score = 0;
    };
    const StoredPiece& pieceOf(TokenId token) const { return m_pieces[static_cast<std::size_t>(token)]; }
    void addPiece(std::string_view message);
    void checkTrainer(std::string_view message) const;
    void readNormalizer(std::string_view message);
    void checkSpecialPieces() const;

    std::string m_bytes;
    SentencePieceNormalizer m_normalizer;
    std::vector<StoredPiece> m_pieces;
    std::vector<int> m_types;
    std::unordered_map<std::string, TokenId> m_index; ///< of ordinary pieces, with the mark
    std::size_t m_longest = 0;                        ///< bytes of the longest ordinary piece
    float m_unknownScore = 0;
};

} // namespace up5::text
