#include "text/token_batch.h"

#include <algorithm>
#include <numeric>

namespace up5::text {

TokenBatch makeTokenBatch(std::span<const EncodedText* const> texts) {
    std::size_t length = 0;
    for (const EncodedText* text : texts) {
        length = std::max(length, text->tokens.size());
    }
    TokenBatch batch;
    batch.rows = static_cast<int>(texts.size());
    batch.length = static_cast<int>(length);
    batch.tokens.assign(texts.size() * length, kPadId);
    batch.wholeWordIds.assign(texts.size() * length, 0);
    batch.attentionMask.assign(texts.size() * length, 0);
    batch.userSpan.assign(texts.size() * length, 0);
    batch.history.assign(texts.size() * length, 0);
    for (std::size_t row = 0; row < texts.size(); ++row) {
        const EncodedText& text = *texts[row];
        const auto begin = static_cast<std::ptrdiff_t>(row * length);
        std::ranges::copy(text.tokens, batch.tokens.begin() + begin);
        std::ranges::copy(text.wholeWordIds, batch.wholeWordIds.begin() + begin);
        std::fill_n(batch.attentionMask.begin() + begin, text.tokens.size(), std::uint8_t{1});
        std::fill_n(batch.userSpan.begin() + begin + text.spanBegin, text.spanEnd - text.spanBegin,
                    std::uint8_t{1});
        std::fill_n(batch.history.begin() + begin + text.historyBegin, text.historyEnd - text.historyBegin,
                    std::uint8_t{1});
    }
    return batch;
}

std::vector<std::vector<int>> bucketByLength(std::span<const int> lengths, int maxTokens) {
    std::vector<int> order(lengths.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](int index) { return lengths[static_cast<std::size_t>(index)]; });
    std::vector<std::vector<int>> batches;
    for (const int index : order) {
        const std::int64_t length = lengths[static_cast<std::size_t>(index)];
        if (batches.empty() || static_cast<std::int64_t>(batches.back().size() + 1) * length > maxTokens) {
            batches.emplace_back();
        }
        batches.back().push_back(index);
    }
    return batches;
}

} // namespace up5::text
