// Text to tokens and back. For models trained from scratch template words are whole pieces, users and items
// single tokens or chunks of two characters; imported models bring a SentencePiece vocabulary.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/dataset.h"
#include "data/template.h"
#include "text/compiled_template.h"
#include "text/piece_table.h"

namespace up5::text {

/// How ids become tokens. A user with a token of its own has an embedding of its own, which learns the user's
/// taste and carries it to the user span past every attention, where no prefix can reach it; a user in
/// chunks, as in P5, is known by the history alone.
enum class IdentifierScheme {
    Atomic,      ///< a token per user and per item
    AtomicItems, ///< a token per item, users in chunks
    Pieces       ///< both in chunks
};
/// All schemes' names as options and files write them, in the enum's order.
inline constexpr std::array<std::string_view, 3> kIdentifierSchemes = {"atomic", "atomic-items", "pieces"};
/// Throws Error{InvalidInput} naming the allowed ones.
IdentifierScheme identifierSchemeFromText(std::string_view name);

/// A text as token ids with P5's whole-word index per token (0 for eos and pad; spec B2) and the user span.
struct EncodedText {
    std::vector<TokenId> tokens;
    std::vector<std::int32_t> wholeWordIds;
    int spanBegin = 0, spanEnd = 0;       ///< [begin, end) of the user mention; empty when there is none
    int historyBegin = 0, historyEnd = 0; ///< [begin, end) of the history's items; empty when there is none
};

/// Values for the slots of a template; item and user are indices into the data set.
struct SlotValues {
    int user = -1;
    std::span<const std::int32_t> history;
    std::span<const std::int32_t> candidates;
    int item = -1;
};

/// Immutable; safe to use from several threads.
///
/// How text becomes pieces: a word (letters, digits, inner ' and -) is one piece; any other sign is a piece
/// of its own. A piece after white space or at the beginning is word-initial (written "▁piece"); one that
/// touches what stands before it is not, so "user_7?" is "▁user" "_" "7" "?". A user's pieces never are
/// word-initial; an item's first piece is. The items of a list are joined by a comma word ("▁,")
/// where an item may have several pieces; atomic items need no mark between them, and lists are half as long
/// without.
///
/// With a SentencePiece model all of that is the model's business: users and items are ordinary text, cut
/// together with what is glued to them; the items of a list are joined by " , ".
///
/// Whole-word ids (spec B2): word-initial pieces count up from 1, every piece takes the count, words after
/// the 511th keep 511, eos and pad are 0 always. User span: from the piece "▁user" or "▁User" of the first
/// user mention (whatever pieces spell it) to the next word-initial piece or eos, so a sign glued to the id
/// belongs to it.
class Tokenizer {
public:
    static constexpr int kMaxWholeWordId = 511;

    /// Vocabulary from a data set's ids and a template set; deterministic; time linear in users and items.
    static Tokenizer build(const data::Dataset& dataset, const data::TemplateSet& templates,
                           IdentifierScheme scheme);
    /// A model's vocabulary; users and items in pieces. Throws Error{InvalidInput} when it cannot spell an
    /// item or a user, or spells two items alike.
    static Tokenizer withSentencePieces(const data::Dataset& dataset, const data::TemplateSet& templates,
                                        std::shared_ptr<const SentencePieceModel> model);
    /// Inverse of toJson. Throws Error{Corrupt}.
    static Tokenizer fromJson(const nlohmann::json& json);
    nlohmann::json toJson() const;

    /// This tokenizer with those pieces of the given texts (plain or templates) that it lacks as new tokens
    /// behind all others, so that no id moves. toJson leaves them out: they belong to a question, not to the
    /// model.
    Tokenizer withWordsOf(std::span<const std::string> texts) const;
    /// The pieces that withWordsOf added, in the order of their tokens, which are the last ones: word-initial
    /// ones with the mark "▁".
    std::vector<std::string> addedPieces() const;
    /// Tokens that are words or signs, not users or items; added ones not included: [first, last).
    std::pair<TokenId, TokenId> wordTokens() const { return {kFirstPieceId, m_pieces.size()}; }

    int vocabularySize() const { return firstAddedToken() + m_pieces.addedCount(); }
    int numUsers() const { return static_cast<int>(m_userIds.size()); }
    int numItems() const { return static_cast<int>(m_itemIds.size()); }
    const std::vector<std::string>& userIds() const { return m_userIds; }
    const std::vector<std::string>& itemIds() const { return m_itemIds; }
    IdentifierScheme scheme() const { return m_scheme; }
    /// Null for the built-in vocabulary.
    const SentencePieceModel* sentencePieces() const { return m_pieces.sentencePieces(); }

    /// Encoder input of a filled template; ends in eos. At most `maxLength` tokens, the history losing its
    /// oldest items first. Templates of the set given to build() are precompiled and found by their text;
    /// others are compiled at each call, their unknown words as unk. Throws Error{InvalidInput} when a slot's
    /// value is missing or out of range or the text is too long even without history.
    EncodedText encodeInput(const data::PromptTemplate& promptTemplate, const SlotValues& values,
                            int maxLength = 512) const;

    /// Pieces of one item as a decoder target, without eos. Throws Error{InvalidInput} when out of range.
    std::span<const TokenId> itemPieces(int item) const;
    /// Pieces of plain text such as "yes"; unknown words give unk. "yes" and "no" are one piece each in every
    /// built-in vocabulary.
    std::vector<TokenId> wordPieces(const std::string& word) const;
    /// Text of tokens, for people, up to the first eos; pads are left out, unk is "<unk>".
    std::string decode(std::span<const TokenId> tokens) const;
    /// True if a token begins a word (its piece starts with "▁").
    bool isWordInitial(TokenId token) const {
        return m_pieces.isWordInitial(token) || (token >= m_firstItemToken && !m_pieces.isAdded(token));
    }

private:
    /// Pieces of all users or all items, one after the other.
    struct PieceLists {
        std::vector<std::int64_t> offsets{0};
        std::vector<TokenId> pieces;

        std::span<const TokenId> of(int index) const {
            const auto begin = static_cast<std::size_t>(offsets[static_cast<std::size_t>(index)]);
            const auto end = static_cast<std::size_t>(offsets[static_cast<std::size_t>(index) + 1]);
            return std::span(pieces).subspan(begin, end - begin);
        }
        void append(std::span<const TokenId> list) {
            pieces.insert(pieces.end(), list.begin(), list.end());
            offsets.push_back(static_cast<std::int64_t>(pieces.size()));
        }
    };

    void index(const std::vector<std::string>& templateInputs);
    /// Throws Error{InvalidInput} naming a user, an item or an answer (yes, no) that a SentencePiece
    /// vocabulary cannot spell, or two items or both answers where it spells them alike. A template's word
    /// may hold an unk, as in T5 itself: it is the same for everyone.
    void requireSpelled() const;
    /// One token from `firstToken` on per id, or the id's chunks.
    PieceLists atomicPieces(std::size_t count, TokenId firstToken) const;
    PieceLists chunkPieces(const std::vector<std::string>& ids, bool wordInitial) const;
    EncodedText encode(const CompiledTemplate& compiled, const SlotValues& values, int maxLength,
                       const std::string& name) const;
    std::span<const std::int32_t> newestThatFit(std::span<const std::int32_t> history, std::int64_t room,
                                                const SlotGlue& glue, const std::string& name) const;
    std::int64_t listLength(std::span<const std::int32_t> items, const SlotGlue& glue,
                            const std::string& name) const;
    /// Tokens of one slot's value with what is glued to it; `made` holds them where they are not stored.
    std::span<const TokenId> userTokens(int user, const SlotGlue& glue, std::vector<TokenId>& made) const;
    std::span<const TokenId> itemTokens(int item, const SlotGlue& glue, std::vector<TokenId>& made) const;
    /// What is left of the word around a list without items.
    std::vector<TokenId> lonelyGlue(const SlotGlue& glue) const;
    TokenId firstAddedToken() const {
        return m_pieces.size() + (atomicUsers() ? numUsers() : 0) + (atomicItems() ? numItems() : 0);
    }
    bool atomicUsers() const { return m_scheme == IdentifierScheme::Atomic; }
    bool atomicItems() const { return m_scheme != IdentifierScheme::Pieces; }
    std::int64_t separatorLength() const { return static_cast<std::int64_t>(m_separator.size()); }
    void requireUser(int user, const std::string& name) const;
    void requireItem(int item, const std::string& name) const;

    IdentifierScheme m_scheme = IdentifierScheme::Atomic;
    PieceTable m_pieces;
    std::vector<std::string> m_userIds, m_itemIds;
    std::unordered_map<std::string, CompiledTemplate> m_templates; ///< by input text
    PieceLists m_userPieces, m_itemPieces;
    TokenId m_firstUserToken = 0,
            m_firstItemToken = 0;     ///< of atomic tokens; the end of the pieces without any
    std::vector<TokenId> m_separator; ///< between the items of a list
};

} // namespace up5::text
