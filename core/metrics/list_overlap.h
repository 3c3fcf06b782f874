// How alike two ranked lists of items are, e.g. a user's recommendations with and without a prompt (spec F1).
#pragma once

#include <cstdint>
#include <span>

namespace up5::metrics {

// Lists hold different items, best first; of a list shorter than k all items count. Every function is
// symmetric, 1 for equal lists, 0 for lists without a common item, and throws Error{InvalidInput} when an
// item occurs twice in a list. NaN when both lists are empty (or k < 1).

/// Common items of the first k, divided by the number of items of the longer of the two prefixes (k, unless
/// both are shorter).
double overlapAtK(std::span<const std::int32_t> a, std::span<const std::int32_t> b, int k);

/// Extrapolated rank-biased overlap, RBO_ext of Webber, Moffat and Zobel (2010), eq. 32: the mean agreement
/// (common items of the first d, divided by d) over all depths d, weighted (1 − p)·p^(d − 1), with the
/// agreement at the end of the lists carried on below it. p in (0, 1) is the chance that a reader goes on to
/// the next item; the expected depth is 1 / (1 − p). For lists of equal length k, with X_d common items of
/// the first d, it is eq. 23: (1 − p)/p · Σ X_d/d · p^d + X_k/k · p^k. Throws Error{InvalidInput} for another
/// p.
double rankBiasedOverlap(std::span<const std::int32_t> a, std::span<const std::int32_t> b, double p = 0.9);

} // namespace up5::metrics
