// The pieces of a vocabulary: special tokens, then word-initial pieces, then pieces inside words; or those of
// a SentencePiece model.
#pragma once

#include <cstdint>
#include <memory>
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

/// What stands around a slot without a blank between: "user_" and "?" in "user_{user}?". Kept apart for
/// SentencePiece only, whose pieces may span both; otherwise part of the template's tokens.
struct SlotGlue {
    std::string before, after;

    bool empty() const { return before.empty() && after.empty(); }
};

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

class SentencePieceModel;

class PieceTable {
public:
    PieceTable() = default;
    /// Throws Error{Corrupt} when a text is listed twice.
    PieceTable(std::vector<std::string> initial, std::vector<std::string> inner);
    /// The model's pieces under its own numbers. It can spell every text, so that add() adds nothing.
    explicit PieceTable(std::shared_ptr<const SentencePieceModel> model);

    /// Null for a table of our own.
    const SentencePieceModel* sentencePieces() const { return m_model.get(); }
    /// Number of special tokens and pieces, without those added.
    int size() const;
    const std::vector<std::string>& initial() const { return m_initial; }
    const std::vector<std::string>& inner() const { return m_inner; }

    /// Adds pieces that are not in the table, numbered from `firstToken` on, which lies behind all tokens
    /// there are. Later calls number on.
    void add(TokenId firstToken, const std::vector<Piece>& pieces);
    int addedCount() const { return static_cast<int>(m_added.size()); }

    bool isWordInitial(TokenId token) const;
    bool isAdded(TokenId token) const { return !m_added.empty() && token >= m_firstAdded; }
    /// The token of a piece; unk when it is not in the table. Of a table of our own only.
    TokenId find(const Piece& piece) const;
    /// Tokens of a plain text that begins a word.
    std::vector<TokenId> textTokens(std::string_view text) const;
    /// Tokens of an identifier: chunks of two characters, the first word-initial if so said. SentencePiece
    /// takes its pieces from the whole word, of which `glue` is the rest.
    std::vector<TokenId> identifierTokens(std::string_view id, bool wordInitial,
                                          const SlotGlue& glue = {}) const;
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
    std::shared_ptr<const SentencePieceModel> m_model;
};

} // namespace up5::text
