#include "pipeline/matched_users.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace up5::pipeline {

namespace {

double similarityOf(std::size_t common, std::size_t a, std::size_t b) {
    const std::size_t different = a + b - common;
    return different == 0 ? 0 : static_cast<double>(common) / static_cast<double>(different);
}

} // namespace

double jaccardSimilarity(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
    std::vector<std::int32_t> common;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
    return similarityOf(common.size(), a.size(), b.size());
}

std::vector<UserMatches> matchedUsers(const data::Attribute& attribute, const std::vector<ItemSet>& histories,
                                      std::span<const std::int32_t> users, std::span<const std::int32_t> pool,
                                      double minSimilarity) {
    const auto valueOf = [&](std::int32_t user) { return attribute.values[static_cast<std::size_t>(user)]; };
    const auto historyOf = [&](std::int32_t user) -> const ItemSet& {
        return histories[static_cast<std::size_t>(user)];
    };
    // Only users who share an item can be near: go from item to users instead of over all pairs.
    std::map<std::int32_t, std::vector<std::int32_t>> usersOfItem;
    for (const std::int32_t user : pool) {
        if (valueOf(user) >= 0) {
            for (const std::int32_t item : historyOf(user)) {
                usersOfItem[item].push_back(user);
            }
        }
    }
    std::vector<UserMatches> matches;
    for (const std::int32_t user : users) {
        UserMatches match{user, {}, {}};
        std::map<std::int32_t, std::size_t> common; // ascending, so that the first of equals stays
        for (const std::int32_t item : historyOf(user)) {
            const auto found = usersOfItem.find(item);
            if (found != usersOfItem.end()) {
                for (const std::int32_t other : found->second) {
                    ++common[other];
                }
            }
        }
        std::vector<Match> near;
        for (const auto& [other, count] : common) {
            const double similarity = similarityOf(count, historyOf(user).size(), historyOf(other).size());
            if (other != user && similarity >= minSimilarity) {
                near.push_back({other, similarity});
            }
        }
        for (const Match& found : near) {
            if (valueOf(found.user) != valueOf(user) &&
                (match.other.user < 0 || found.similarity > match.other.similarity)) {
                match.other = found;
            }
        }
        const auto distance = [&](const Match& found) {
            return std::abs(found.similarity - match.other.similarity);
        };
        for (const Match& found : near) {
            if (match.other.user >= 0 && valueOf(found.user) == valueOf(user) &&
                (match.same.user < 0 || distance(found) < distance(match.same))) {
                match.same = found;
            }
        }
        matches.push_back(match);
    }
    return matches;
}

} // namespace up5::pipeline
