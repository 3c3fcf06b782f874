// The built-in tokenizer for models trained from scratch: template words are whole pieces, users and items are
// single tokens (`atomic`) or chunks of two characters (`pieces`).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/dataset.h"
#include "data/template.h"

namespace up5::text {

using TokenId = std::int32_t;
constexpr TokenId kPadId = 0; ///< also the decoder's start token
constexpr TokenId kEosId = 1;
constexpr TokenId kUnkId = 2;

enum class IdentifierScheme { Atomic, Pieces };

/// A text as token ids with P5's whole-word index per token (0 for eos and pad; spec B2) and the user span.
struct EncodedText {
    std::vector<TokenId> tokens;
    std::vector<std::int32_t> wholeWordIds;
    int spanBegin = 0, spanEnd = 0; ///< [begin, end) of the user mention; empty when there is none
};

/// Values for the slots of a template; item and user are indices into the data set.
struct SlotValues {
    int user = -1;
    std::span<const std::int32_t> history;
    std::span<const std::int32_t> candidates;
    int item = -1;
};

class Tokenizer {
public:
    /// Vocabulary from a data set's ids and a template set; deterministic.
    static Tokenizer build(const data::Dataset& dataset, const data::TemplateSet& templates, IdentifierScheme scheme);
    /// Inverse of toJson. Throws Error{Corrupt}.
    static Tokenizer fromJson(const nlohmann::json& json);
    nlohmann::json toJson() const;

    int vocabularySize() const { return static_cast<int>(m_pieces.size()); }
    IdentifierScheme scheme() const { return m_scheme; }

    /// Encoder input of a filled template; ends in eos. At most `maxLength` tokens, the history losing its oldest items first.
    EncodedText encodeInput(const data::PromptTemplate& promptTemplate, const SlotValues& values, int maxLength = 512) const;
    /// Pieces of one item as a decoder target, without eos.
    std::span<const TokenId> itemPieces(int item) const;
    /// Pieces of a plain word such as "yes"; unknown words give unk.
    std::vector<TokenId> wordPieces(const std::string& word) const;
    /// Text of tokens, for people.
    std::string decode(std::span<const TokenId> tokens) const;

private:
    // Owned by the implementer of this module.
    IdentifierScheme m_scheme = IdentifierScheme::Atomic;
    std::vector<std::string> m_pieces;
    std::unordered_map<std::string, TokenId> m_index;
    std::vector<std::vector<TokenId>> m_userPieces, m_itemPieces;
};

} // namespace up5::text
