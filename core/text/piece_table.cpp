#include "text/piece_table.h"

#include "base/error.h"
#include "text/sentencepiece_model.h"

namespace up5::text {

namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// ASCII letters and digits and every byte of a longer UTF-8 character.
bool isWordCharacter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// End of the word that begins at `begin`: ' and - belong to it between word characters.
std::size_t endOfWord(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size()) {
        const bool joins = (text[end] == '\'' || text[end] == '-') && end > begin && end + 1 < text.size() &&
                           isWordCharacter(text[end + 1]);
        if (!isWordCharacter(text[end]) && !joins) {
            break;
        }
        ++end;
    }
    return end;
}

/// Bytes of the UTF-8 character that begins at `at`, at most what is left.
std::size_t characterLength(std::string_view text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) {
        ++length;
    }
    return length;
}

std::unordered_map<std::string, TokenId> indexOf(const std::vector<std::string>& texts, TokenId first) {
    std::unordered_map<std::string, TokenId> index;
    index.reserve(texts.size());
    for (const std::string& text : texts) {
        if (!index.emplace(text, first++).second) {
            throw Error(ErrorCode::Corrupt,
                        "The tokenizer's vocabulary lists the piece \"" + text + "\" twice.");
        }
    }
    return index;
}

} // namespace

std::vector<Piece> splitText(std::string_view text, bool glued) {
    std::vector<Piece> pieces;
    bool wordInitial = !glued;
    for (std::size_t at = 0; at < text.size();) {
        if (isSpace(text[at])) {
            wordInitial = true;
            ++at;
            continue;
        }
        const std::size_t end = isWordCharacter(text[at]) ? endOfWord(text, at) : at + 1;
        pieces.push_back({text.substr(at, end - at), wordInitial});
        wordInitial = false;
        at = end;
    }
    return pieces;
}

std::vector<Piece> splitIdentifier(std::string_view id, bool wordInitial) {
    std::vector<Piece> pieces;
    std::size_t at = 0;
    do {
        std::size_t length = 0;
        for (int character = 0; character < 2 && at + length < id.size(); ++character) {
            length += characterLength(id, at + length);
        }
        pieces.push_back({id.substr(at, length), wordInitial && at == 0});
        at += length;
    } while (at < id.size());
    return pieces;
}

void PieceTableBuilder::add(const Piece& piece) {
    Texts& table = piece.wordInitial ? m_initial : m_inner;
    if (table.positions.emplace(piece.text, table.texts.size()).second) {
        table.texts.emplace_back(piece.text);
    }
}

void PieceTableBuilder::add(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
        add(piece);
    }
}

PieceTable::PieceTable(std::vector<std::string> initial, std::vector<std::string> inner)
    : m_initial(std::move(initial)), m_inner(std::move(inner)),
      m_initialIndex(indexOf(m_initial, kFirstPieceId)), m_innerIndex(indexOf(m_inner, firstInner())) {}

PieceTable::PieceTable(std::shared_ptr<const SentencePieceModel> model) : m_model(std::move(model)) {}

int PieceTable::size() const {
    return m_model ? m_model->size() : kFirstPieceId + static_cast<int>(m_initial.size() + m_inner.size());
}

bool PieceTable::isWordInitial(TokenId token) const {
    if (m_model) {
        return token < m_model->size() && m_model->isWordInitial(token);
    }
    return isAdded(token) ? m_added[static_cast<std::size_t>(token - m_firstAdded)].wordInitial
                          : token >= kFirstPieceId && token < firstInner();
}

std::vector<TokenId> PieceTable::textTokens(std::string_view text) const {
    if (m_model) {
        return m_model->encode(text);
    }
    std::vector<TokenId> tokens;
    for (const Piece& piece : splitText(text)) {
        tokens.push_back(find(piece));
    }
    return tokens;
}

std::vector<TokenId> PieceTable::identifierTokens(std::string_view id, bool wordInitial,
                                                  const SlotGlue& glue) const {
    if (m_model) {
        return m_model->encode(glue.before + std::string(id) + glue.after);
    }
    std::vector<TokenId> tokens;
    for (const Piece& piece : splitIdentifier(id, wordInitial)) {
        tokens.push_back(find(piece));
    }
    return tokens;
}

void PieceTable::add(TokenId firstToken, const std::vector<Piece>& pieces) {
    if (m_model) {
        return;
    }
    if (m_added.empty()) {
        m_firstAdded = firstToken;
    }
    for (const Piece& piece : pieces) {
        auto& index = piece.wordInitial ? m_initialIndex : m_innerIndex;
        if (index.emplace(piece.text, m_firstAdded + addedCount()).second) {
            m_added.push_back({std::string(piece.text), piece.wordInitial});
        }
    }
}

TokenId PieceTable::find(const Piece& piece) const {
    const auto& index = piece.wordInitial ? m_initialIndex : m_innerIndex;
    const auto found = index.find(std::string(piece.text));
    return found == index.end() ? kUnkId : found->second;
}

const std::string& PieceTable::text(TokenId token) const {
    if (m_model) {
        return m_model->text(token);
    }
    if (isAdded(token)) {
        return m_added[static_cast<std::size_t>(token - m_firstAdded)].text;
    }
    return isWordInitial(token) ? m_initial[static_cast<std::size_t>(token - kFirstPieceId)]
                                : m_inner[static_cast<std::size_t>(token - firstInner())];
}

} // namespace up5::text
