// Bytes as text of letters and digits (RFC 4648), for JSON.
#pragma once

#include <string>
#include <string_view>

namespace up5::text {

std::string toBase64(std::string_view bytes);
/// Throws Error{Corrupt} when the text is no base64.
std::string fromBase64(std::string_view text);

} // namespace up5::text
