// Several encoded texts as one.
#pragma once

#include <span>

#include "text/tokenizer.h"

namespace up5::text {

/// The texts one after the other, as if they had been encoded with a space between them: whole-word ids run
/// on (at most 511), one eos at the end, the user span is that of the last text. Empty when there are none.
EncodedText joinedTexts(std::span<const EncodedText> texts);

} // namespace up5::text
