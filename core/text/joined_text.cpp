#include "text/joined_text.h"

#include <algorithm>

namespace up5::text {

EncodedText joinedTexts(std::span<const EncodedText> texts) {
    EncodedText joined;
    std::int32_t words = 0;
    for (const EncodedText& text : texts) {
        const auto begin = static_cast<int>(joined.tokens.size());
        std::int32_t last = words;
        for (std::size_t i = 0; i + 1 < text.tokens.size(); ++i) { // all but eos
            last = std::min(words + text.wholeWordIds[i], Tokenizer::kMaxWholeWordId);
            joined.tokens.push_back(text.tokens[i]);
            joined.wholeWordIds.push_back(last);
        }
        words = last;
        joined.spanBegin = begin + text.spanBegin;
        joined.spanEnd = begin + text.spanEnd;
    }
    if (!texts.empty()) {
        joined.tokens.push_back(kEosId);
        joined.wholeWordIds.push_back(0);
    }
    return joined;
}

} // namespace up5::text
