// A padded batch of encoded texts as plain vectors, and batches bucketed by length.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "text/tokenizer.h"

namespace up5::text {

/// Row-major rows × length. Padding is on the right.
struct TokenBatch {
    int rows = 0, length = 0;
    std::vector<std::int64_t> tokens;        ///< kPadId where padded
    std::vector<std::int64_t> wholeWordIds;  ///< 0 where padded
    std::vector<std::uint8_t> attentionMask; ///< 1 = keep, 0 = padding
    std::vector<std::uint8_t> userSpan;      ///< 1 on the user mention
    std::vector<std::uint8_t> history;       ///< 1 on the items of the history
};

/// Pads to the longest text.
TokenBatch makeTokenBatch(std::span<const EncodedText* const> texts);

/// Indices of `lengths` grouped into batches of at most `maxTokens` padded tokens (at least one row each) of
/// similar length. Deterministic: sorted by length, then index.
std::vector<std::vector<int>> bucketByLength(std::span<const int> lengths, int maxTokens);

} // namespace up5::text
