// The pieces of a vocabulary: special tokens, then word-initial pieces, then pieces inside words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace up5::text {

using TokenId = std::int32_t;
constexpr TokenId kPadId = 0; ///< also the decoder's start token
constexpr TokenId kEosId = 1;
constexpr TokenId kUnkId = 2;
constexpr TokenId kFirstPieceId = 3;

/// One piece of a text; `text` is without the mark "▁" that a word-initial piece is written with.
struct Piece {
    std::string_view text;
    bool wordInitial = false;
};

/// Words and signs of a plain text as pieces (see Tokenizer). The first is word-initial unless `glued`.
std::vector<Piece> splitText(std::string_view text, bool glued = false);

/// An identifier cut into chunks of two characters (UTF-8); an empty one is one empty chunk. Only the first
/// may be word-initial.
std::vector<Piece> splitIdentifier(std::string_view id, bool wordInitial);

/// Numbers pieces in the order in which they are first added, word-initial ones before the others.
class PieceTableBuilder {
public:
    void add(const Piece& piece);
    void add(const std::vector<Piece>& pieces);

    const std::vector<std::string>& initial() const { return m_initial.texts; }
    const std::vector<std::string>& inner() const { return m_inner.texts; }

private:
    struct Texts {
        std::vector<std::string> texts;
        std::unordered_map<std::string, std::size_t> positions;
    };
    Texts m_initial, m_inner;
};

class PieceTable {
public:
    PieceTable() = default;
    /// Throws Error{Corrupt} when a text is listed twice.
    PieceTable(std::vector<std::string> initial, std::vector<std::string> inner);

    /// Number of special tokens and pieces, without those added.
    int size() const { return kFirstPieceId + static_cast<int>(m_initial.size() + m_inner.size()); }
    const std::vector<std::string>& initial() const { return m_initial; }
    const std::vector<std::string>& inner() const { return m_inner; }

    /// Adds pieces that are not in the table, numbered from `firstToken` on, which lies behind all tokens
    /// there are. Later calls number on.
    void add(TokenId firstToken, const std::vector<Piece>& pieces);
    int addedCount() const { return static_cast<int>(m_added.size()); }

    bool isWordInitial(TokenId token) const {
        return isAdded(token) ? m_added[static_cast<std::size_t>(token - m_firstAdded)].wordInitial
                              : token >= kFirstPieceId && token < firstInner();
    }
    bool isAdded(TokenId token) const { return !m_added.empty() && token >= m_firstAdded; }
    /// The token of a piece; unk when it is not in the table.
    TokenId find(const Piece& piece) const;
    /// Text of a token that is neither special nor beyond the table.
    const std::string& text(TokenId token) const;

private:
    TokenId firstInner() const { return kFirstPieceId + static_cast<TokenId>(m_initial.size()); }

    struct AddedPiece {
        std::string text;
        bool wordInitial;
    };

    std::vector<std::string> m_initial, m_inner;
    std::unordered_map<std::string, TokenId> m_initialIndex, m_innerIndex;
    std::vector<AddedPiece> m_added;
    TokenId m_firstAdded = 0;
};

} // namespace up5::text
