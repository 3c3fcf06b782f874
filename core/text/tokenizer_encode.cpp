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
    bool hasHistory = false;
    for (const TokenId part : compiled.parts) {
        if (part == kUserSlot) {
            requireUser(values.user, name);
            length += static_cast<std::int64_t>(m_userPieces.of(values.user).size());
        } else if (part == kItemSlot) {
            requireItem(values.item, name);
            length += static_cast<std::int64_t>(m_itemPieces.of(values.item).size());
        } else if (part == kCandidatesSlot) {
            length += listLength(values.candidates, name);
        } else if (part == kHistorySlot) {
            hasHistory = true;
        }
    }
    if (length > maxLength) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The text of template {} has {} tokens with {} candidates and no history; {} are "
                        "allowed. Use fewer candidates.",
                        name, length, values.candidates.size(), maxLength));
    }
    std::span<const std::int32_t> history;
    if (hasHistory) {
        history = newestThatFit(values.history, maxLength - length, name);
        length += listLength(history, name);
    }

    EncodedText text;
    TextWriter writer(text, static_cast<std::size_t>(length));
    const auto addItems = [&](std::span<const std::int32_t> items) {
        for (std::size_t position = 0; position < items.size(); ++position) {
            if (position > 0 && separatorLength() > 0) {
                writer.add(m_comma, true);
            }
            bool first = true;
            for (const TokenId token : m_itemPieces.of(items[position])) {
                writer.add(token, first);
                first = false;
            }
        }
    };
    for (const TokenId part : compiled.parts) {
        switch (part) {
        case kUserSlot:
            writer.openSpan();
            for (const TokenId token : m_userPieces.of(values.user)) {
                writer.add(token, false);
            }
            break;
        case kHistorySlot:
            text.historyBegin = static_cast<int>(text.tokens.size());
            addItems(history);
            text.historyEnd = static_cast<int>(text.tokens.size());
            break;
        case kCandidatesSlot:
            addItems(values.candidates);
            break;
        case kItemSlot:
            addItems({&values.item, 1});
            break;
        default:
            writer.add(part, m_pieces.isWordInitial(part));
        }
    }
    writer.finish();
    return text;
}

std::span<const std::int32_t> Tokenizer::newestThatFit(std::span<const std::int32_t> history,
                                                       std::int64_t room, const std::string& name) const {
    std::size_t count = 0;
    std::int64_t used = -separatorLength(); // the first item needs none before it
    while (count < history.size()) {
        const std::int32_t item = history[history.size() - 1 - count];
        requireItem(item, name);
        used += separatorLength() + static_cast<std::int64_t>(m_itemPieces.of(item).size());
        if (used > room) {
            break;
        }
        ++count;
    }
    return history.last(count);
}

std::int64_t Tokenizer::listLength(std::span<const std::int32_t> items, const std::string& name) const {
    std::int64_t length = items.empty() ? 0 : separatorLength() * (static_cast<std::int64_t>(items.size()) - 1);
    for (const std::int32_t item : items) {
        requireItem(item, name);
        length += static_cast<std::int64_t>(m_itemPieces.of(item).size());
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
