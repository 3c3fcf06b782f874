// A template as token ids and slots, so that filling it needs no work on strings.
#pragma once

#include <string>
#include <vector>

#include "text/piece_table.h"

namespace up5::text {

/// What stands in a compiled template besides tokens; slots are negative, tokens are not.
enum Slot : TokenId { kUserSlot = -1, kHistorySlot = -2, kCandidatesSlot = -3, kItemSlot = -4 };

struct CompiledTemplate {
    std::vector<TokenId> parts; ///< token ids and Slot values, in order
    int fixedTokens = 0;        ///< parts that are tokens
    std::vector<SlotGlue> glue; ///< of each slot among the parts, in order

    bool has(Slot slot) const;
};

/// A slot {name} or the plain text between two slots.
struct TemplatePart {
    std::string_view text; ///< plain text; empty for a slot
    TokenId slot = 0;      ///< a Slot, or 0 for plain text
};

/// The parts of a template's input. Throws Error{InvalidInput} for a slot with another name.
std::vector<TemplatePart> splitTemplate(std::string_view input);

/// All pieces of a template's plain text.
std::vector<Piece> templatePieces(std::string_view input);

/// Throws Error{InvalidInput} for a slot with another name and, with SentencePiece, for two slots in one
/// word.
CompiledTemplate compileTemplate(std::string_view input, const PieceTable& pieces);

} // namespace up5::text
