// Numbers and times as they stand in data files; never depending on the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace up5::data {

/// A whole decimal integer, nothing around it.
std::optional<std::int64_t> parseInteger(std::string_view text);

/// A finite decimal number, nothing around it.
std::optional<double> parseNumber(std::string_view text);

/// Seconds since 1970: a number (rounded down), or ISO 8601 ("2003-02-28", "2003-02-28T17:49:50Z", with a
/// space instead of T too; UTC if no zone is given).
std::optional<std::int64_t> parseTime(std::string_view text);

} // namespace up5::data
