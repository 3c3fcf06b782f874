#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "text/tokenizer.h"

namespace up5::text {

namespace {

/// Appends tokens, counting words and finding the user span on the way.
class TextWriter {
public:
    TextWriter(EncodedText& text, std::size_t length) : m_text(text) {
        m_text.tokens.reserve(length);
        m_text.wholeWordIds.reserve(length);
    }

    void add(TokenId token, bool wordInitial) {
        if (wordInitial) {
            m_word = std::min(m_word + 1, Tokenizer::kMaxWholeWordId);
            m_wordBegin = position();
            closeSpan();
        }
        m_text.tokens.push_back(token);
        m_text.wholeWordIds.push_back(m_word);
    }

    /// The word begun last is a user mention.
    void openSpan() {
        if (m_span == Span::None) {
            m_text.spanBegin = m_wordBegin;
            m_span = Span::Open;
        }
    }

    void finish() {
        closeSpan();
        m_text.tokens.push_back(kEosId);
        m_text.wholeWordIds.push_back(0);
    }

private:
    enum class Span { None, Open, Closed };

    int position() const { return static_cast<int>(m_text.tokens.size()); }
    void closeSpan() {
        if (m_span == Span::Open) {
            m_text.spanEnd = position();
            m_span = Span::Closed;
        }
    }

    EncodedText& m_text;
    std::int32_t m_word = 0;
    int m_wordBegin = 0;
    Span m_span = Span::None;
};

/// What is glued to one item of a list: the first has what precedes the list, the last what follows it.
SlotGlue glueOf(const SlotGlue& list, std::size_t position, std::size_t count) {
    return {position == 0 ? list.before : "", position + 1 == count ? list.after : ""};
}

} // namespace

EncodedText Tokenizer::encodeInput(const data::PromptTemplate& promptTemplate, const SlotValues& values,
                                   int maxLength) const {
    const auto known = m_templates.find(promptTemplate.input);
    if (known != m_templates.end()) {
        return encode(known->second, values, maxLength, promptTemplate.id);
    }
    return encode(compileTemplate(promptTemplate.input, m_pieces), values, maxLength, promptTemplate.id);
}

EncodedText Tokenizer::encode(const CompiledTemplate& compiled, const SlotValues& values, int maxLength,
                              const std::string& name) const {
    std::int64_t length = compiled.fixedTokens + 1; // eos
    std::vector<TokenId> made;
    const SlotGlue* historyGlue = nullptr;
    auto glue = compiled.glue.begin();
    for (const TokenId part : compiled.parts) {
        if (part == kUserSlot) {
            requireUser(values.user, name);
            length += static_cast<std::int64_t>(userTokens(values.user, *glue, made).size());
        } else if (part == kItemSlot) {
            length += listLength({&values.item, 1}, *glue, name);
        } else if (part == kCandidatesSlot) {
            length += listLength(values.candidates, *glue, name);
        } else if (part == kHistorySlot) {
            historyGlue = &*glue;
        }
        glue += part < 0 ? 1 : 0;
    }
    if (length + (historyGlue ? listLength({}, *historyGlue, name) : 0) > maxLength) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The text of template {} has {} tokens with {} candidates and no history; {} are "
                        "allowed. Use fewer candidates.",
                        name, length, values.candidates.size(), maxLength));
    }
    std::span<const std::int32_t> history;
    if (historyGlue) {
        history = newestThatFit(values.history, maxLength - length, *historyGlue, name);
        length += listLength(history, *historyGlue, name);
    }

    EncodedText text;
    TextWriter writer(text, static_cast<std::size_t>(length));
    const auto addTokens = [&](std::span<const TokenId> tokens) {
        for (const TokenId token : tokens) {
            writer.add(token, isWordInitial(token));
        }
    };
    const auto addItems = [&](std::span<const std::int32_t> items, const SlotGlue& around) {
        if (items.empty()) {
            addTokens(lonelyGlue(around));
        }
        for (std::size_t position = 0; position < items.size(); ++position) {
            if (position > 0) {
                addTokens(m_separator);
            }
            addTokens(itemTokens(items[position], glueOf(around, position, items.size()), made));
        }
    };
    glue = compiled.glue.begin();
    for (const TokenId part : compiled.parts) {
        switch (part) {
        case kUserSlot: {
            // The mention's first token may be that of the text before the id, so it goes first.
            const std::span<const TokenId> tokens = userTokens(values.user, *glue, made);
            addTokens(tokens.first(std::min<std::size_t>(1, tokens.size())));
            writer.openSpan();
            addTokens(tokens.subspan(std::min<std::size_t>(1, tokens.size())));
            break;
        }
        case kHistorySlot:
            text.historyBegin = static_cast<int>(text.tokens.size());
            addItems(history, *glue);
            text.historyEnd = static_cast<int>(text.tokens.size());
            break;
        case kCandidatesSlot:
            addItems(values.candidates, *glue);
            break;
        case kItemSlot:
            addItems({&values.item, 1}, *glue);
            break;
        default:
            writer.add(part, isWordInitial(part));
        }
        glue += part < 0 ? 1 : 0;
    }
    writer.finish();
    return text;
}

std::span<const TokenId> Tokenizer::userTokens(int user, const SlotGlue& glue,
                                               std::vector<TokenId>& made) const {
    if (!m_pieces.sentencePieces()) {
        return m_userPieces.of(user);
    }
    made = m_pieces.identifierTokens(m_userIds[static_cast<std::size_t>(user)], false, glue);
    return made;
}

std::span<const TokenId> Tokenizer::itemTokens(int item, const SlotGlue& glue,
                                               std::vector<TokenId>& made) const {
    if (glue.empty()) {
        return m_itemPieces.of(item);
    }
    made = m_pieces.identifierTokens(m_itemIds[static_cast<std::size_t>(item)], true, glue);
    return made;
}

std::span<const std::int32_t> Tokenizer::newestThatFit(std::span<const std::int32_t> history,
                                                       std::int64_t room, const SlotGlue& glue,
                                                       const std::string& name) const {
    std::vector<TokenId> made;
    std::size_t count = 0;
    std::int64_t used =
        0; // of the items kept and the separators behind them, without what precedes the first
    while (count < history.size()) {
        const std::int32_t item = history[history.size() - 1 - count];
        requireItem(item, name);
        const std::string after = count == 0 ? glue.after : "";
        used += count == 0 ? 0 : separatorLength();
        if (used + static_cast<std::int64_t>(itemTokens(item, {glue.before, after}, made).size()) > room) {
            break;
        }
        used += static_cast<std::int64_t>(itemTokens(item, {"", after}, made).size());
        ++count;
    }
    return history.last(count);
}

std::vector<TokenId> Tokenizer::lonelyGlue(const SlotGlue& glue) const {
    return glue.empty() ? std::vector<TokenId>() : m_pieces.textTokens(glue.before + glue.after);
}

std::int64_t Tokenizer::listLength(std::span<const std::int32_t> items, const SlotGlue& glue,
                                   const std::string& name) const {
    std::vector<TokenId> made;
    if (items.empty()) {
        return static_cast<std::int64_t>(lonelyGlue(glue).size());
    }
    std::int64_t length = separatorLength() * (static_cast<std::int64_t>(items.size()) - 1);
    for (std::size_t position = 0; position < items.size(); ++position) {
        requireItem(items[position], name);
        length += static_cast<std::int64_t>(
            itemTokens(items[position], glueOf(glue, position, items.size()), made).size());
    }
    return length;
}

void Tokenizer::requireUser(int user, const std::string& name) const {
    if (user < 0 || user >= numUsers()) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("User index {} was given for {}; 0 to {} is allowed.", user, name, numUsers() - 1));
    }
}

void Tokenizer::requireItem(int item, const std::string& name) const {
    if (item < 0 || item >= numItems()) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("Item index {} was given for {}; 0 to {} is allowed.", item, name, numItems() - 1));
    }
}

} // namespace up5::text
