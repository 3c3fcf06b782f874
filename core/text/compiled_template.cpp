#include "text/compiled_template.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"

namespace up5::text {

namespace {

TokenId slotNamed(std::string_view name, std::string_view input) {
    constexpr std::array<std::pair<std::string_view, Slot>, 4> slots = {{{"user", kUserSlot},
                                                                         {"history", kHistorySlot},
                                                                         {"candidates", kCandidatesSlot},
                                                                         {"item", kItemSlot}}};
    const auto* const found = std::ranges::find(slots, name, &std::pair<std::string_view, Slot>::first);
    if (found == slots.end()) {
        throw Error(ErrorCode::InvalidInput,
                    "The template \"" + std::string(input) + "\" has the slot {" + std::string(name) +
                        "}; {user}, {history}, {candidates} and {item} are allowed.");
    }
    return found->second;
}

} // namespace

bool CompiledTemplate::has(Slot slot) const {
    return std::ranges::find(parts, slot) != parts.end();
}

std::vector<TemplatePart> splitTemplate(std::string_view input) {
    std::vector<TemplatePart> parts;
    std::size_t at = 0;
    while (at < input.size()) {
        const std::size_t open = input.find('{', at);
        const std::size_t close = open == std::string_view::npos ? open : input.find('}', open);
        const std::size_t textEnd = close == std::string_view::npos ? input.size() : open;
        if (textEnd > at) {
            parts.push_back({input.substr(at, textEnd - at), 0});
        }
        if (close == std::string_view::npos) {
            break;
        }
        parts.push_back({{}, slotNamed(input.substr(open + 1, close - open - 1), input)});
        at = close + 1;
    }
    return parts;
}

std::vector<Piece> templatePieces(std::string_view input) {
    std::vector<Piece> pieces;
    bool glued = false;
    for (const TemplatePart& part : splitTemplate(input)) {
        const auto found = splitText(part.text, glued);
        pieces.insert(pieces.end(), found.begin(), found.end());
        glued = part.slot != 0;
    }
    return pieces;
}

CompiledTemplate compileTemplate(std::string_view input, const PieceTable& pieces) {
    CompiledTemplate compiled;
    bool glued = false;
    for (const TemplatePart& part : splitTemplate(input)) {
        if (part.slot != 0) {
            compiled.parts.push_back(part.slot);
        }
        for (const Piece& piece : splitText(part.text, glued)) {
            compiled.parts.push_back(pieces.find(piece));
            ++compiled.fixedTokens;
        }
        glued = part.slot != 0;
    }
    return compiled;
}

} // namespace up5::text
