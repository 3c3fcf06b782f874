// Pairs of users who have nearly the same history and the same, or another, value of an attribute.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/dataset.h"

namespace up5::pipeline {

/// A user's history as a set of items, ascending.
using ItemSet = std::vector<std::int32_t>;

/// Common items divided by different items; 0 for two empty sets.
double jaccardSimilarity(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

struct Match {
    std::int32_t user = -1; ///< −1 when nobody is similar enough
    double similarity = 0;  ///< Jaccard, 0 to 1
};

struct UserMatches {
    std::int32_t user = 0;
    Match other; ///< nearest user with another value
    Match same;  ///< other user with the same value who is as similar as `other` is, or nearly
};

/// For each of `users` the nearest user of `pool` with another value, and as baseline the user with the same
/// value whose similarity comes closest to that one's: the nearest of a large class would be nearer than the
/// nearest of a small one by its size alone, and lists would differ for that. histories: one set per user of
/// the data set. Only users with a known value match; of equally near ones the first. A match
/// shares at least one item and reaches minSimilarity.
std::vector<UserMatches> matchedUsers(const data::Attribute& attribute, const std::vector<ItemSet>& histories,
                                      std::span<const std::int32_t> users, std::span<const std::int32_t> pool,
                                      double minSimilarity);

} // namespace up5::pipeline
