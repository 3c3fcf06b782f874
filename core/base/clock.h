// Wall-clock time as the database and the run folders write it.
#pragma once

#include <cstdint>
#include <string>

namespace up5 {

/// Milliseconds since 1970-01-01 UTC.
std::int64_t nowMilliseconds();

/// ISO 8601 in UTC with milliseconds, e.g. "2026-11-23T13:26:46.123Z"; sorts by time.
std::string iso8601(std::int64_t milliseconds);

/// iso8601 of now.
std::string nowIso8601();

} // namespace up5
