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

/// Collects a template word by word: one without a slot is tokens, one with a slot is the slot and its glue.
class WordCompiler {
public:
    WordCompiler(std::string_view input, const PieceTable& pieces) : m_input(input), m_pieces(pieces) {}

    void addText(std::string_view text) {
        for (const char c : text) {
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                endWord();
            } else {
                (m_slot == 0 ? m_glue.before : m_glue.after) += c;
            }
        }
    }
    void addSlot(TokenId slot) {
        if (m_slot != 0) {
            throw Error(ErrorCode::InvalidInput,
                        "The template \"" + std::string(m_input) +
                            "\" has two slots in one word; put a blank between them.");
        }
        m_slot = slot;
    }
    CompiledTemplate finish() {
        endWord();
        return std::move(m_compiled);
    }

private:
    void endWord() {
        if (m_slot != 0) {
            m_compiled.parts.push_back(m_slot);
            m_compiled.glue.push_back(std::move(m_glue));
        } else {
            const std::vector<TokenId> tokens = m_pieces.textTokens(m_glue.before);
            m_compiled.parts.insert(m_compiled.parts.end(), tokens.begin(), tokens.end());
            m_compiled.fixedTokens += static_cast<int>(tokens.size());
        }
        m_glue = {};
        m_slot = 0;
    }

    std::string_view m_input;
    const PieceTable& m_pieces;
    CompiledTemplate m_compiled;
    SlotGlue m_glue;
    TokenId m_slot = 0;
};

CompiledTemplate compileWords(std::string_view input, const PieceTable& pieces) {
    WordCompiler compiler(input, pieces);
    for (const TemplatePart& part : splitTemplate(input)) {
        if (part.slot != 0) {
            compiler.addSlot(part.slot);
        } else {
            compiler.addText(part.text);
        }
    }
    return compiler.finish();
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
    if (pieces.sentencePieces()) {
        return compileWords(input, pieces);
    }
    CompiledTemplate compiled;
    bool glued = false;
    for (const TemplatePart& part : splitTemplate(input)) {
        if (part.slot != 0) {
            compiled.parts.push_back(part.slot);
            compiled.glue.emplace_back();
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
