// Rules that several statistics put on their input.
#pragma once

#include <cstddef>
#include <span>

namespace up5::metrics {

/// Throws Error{InvalidInput} unless 0 < level < 1.
void requireLevel(double level);

/// Throws Error{InvalidInput} when a value is NaN or infinite; `unit` names whose values they are ("user").
void requireFinite(std::span<const double> values, const char* unit);

/// Throws Error{InvalidInput} unless both sides of a comparison have as many values or scores.
void requirePaired(std::size_t a, std::size_t b);

} // namespace up5::metrics
