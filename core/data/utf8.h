// Checking and converting the encodings that data files come in.
#pragma once

#include <string>
#include <string_view>

namespace up5::data {

/// Whether the bytes are valid UTF-8 (no overlong forms, no surrogates, at most U+10FFFF).
bool isUtf8(std::string_view bytes);

/// Latin-1 bytes as UTF-8 text; cannot fail.
std::string latin1ToUtf8(std::string_view bytes);

} // namespace up5::data
