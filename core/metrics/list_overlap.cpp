#include "metrics/list_overlap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::metrics {

namespace {

using List = std::span<const std::int32_t>;

void requireDistinct(List list) {
    std::unordered_set<std::int32_t> seen;
    for (const std::int32_t item : list) {
        if (!seen.insert(item).second) {
            throw Error(ErrorCode::InvalidInput,
                        "Item " + std::to_string(item) +
                            " occurs twice in a ranked list; each item has one place at most.");
        }
    }
}

List prefix(List list, int k) {
    return list.first(std::min(list.size(), static_cast<std::size_t>(std::max(k, 0))));
}

std::size_t commonItems(List a, List b) {
    const std::unordered_set<std::int32_t> items(a.begin(), a.end());
    return static_cast<std::size_t>(
        std::count_if(b.begin(), b.end(), [&](std::int32_t item) { return items.contains(item); }));
}

/// NaN for 0 of 0.
double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                      : static_cast<double>(part) / static_cast<double>(whole);
}

/// X_d for d = 1 … length of the longer list: common items of its first d and the first d of the shorter.
std::vector<double> commonByDepth(List shorter, List longer) {
    std::unordered_set<std::int32_t> ofShorter, ofLonger;
    std::vector<double> common;
    double count = 0.0;
    for (std::size_t d = 0; d < longer.size(); ++d) {
        if (d < shorter.size()) {
            ofShorter.insert(shorter[d]);
            count += ofLonger.contains(shorter[d]) ? 1.0 : 0.0;
        }
        ofLonger.insert(longer[d]); // after the look-up, so that the same item at d counts once
        count += ofShorter.contains(longer[d]) ? 1.0 : 0.0;
        common.push_back(count);
    }
    return common;
}

} // namespace

double overlapAtK(List a, List b, int k) {
    requireDistinct(a);
    requireDistinct(b);
    const List firstOfA = prefix(a, k), firstOfB = prefix(b, k);
    return share(commonItems(firstOfA, firstOfB), std::max(firstOfA.size(), firstOfB.size()));
}

double rankBiasedOverlap(List a, List b, double p) {
    if (!(p > 0.0 && p < 1.0)) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Rank-biased overlap needs a p between 0 and 1, not {}.", p));
    }
    requireDistinct(a);
    requireDistinct(b);
    const List shorter = a.size() <= b.size() ? a : b, longer = a.size() <= b.size() ? b : a;
    if (shorter.empty()) {
        return share(0, longer.size());
    }
    const std::vector<double> common = commonByDepth(shorter, longer);
    const double lengthOfShorter = static_cast<double>(shorter.size());
    const double lengthOfLonger = static_cast<double>(longer.size());
    const double commonAtShorter = common[shorter.size() - 1];
    double sum = 0.0, power = 1.0; // power = p^d
    for (std::size_t i = 0; i < longer.size(); ++i) {
        const double d = static_cast<double>(i + 1);
        power *= p;
        sum += common[i] / d * power;
        if (i >= shorter.size()) { // the shorter list is taken to go on agreeing as it did
            sum += commonAtShorter * (d - lengthOfShorter) / (lengthOfShorter * d) * power;
        }
    }
    const double atEnd =
        (common.back() - commonAtShorter) / lengthOfLonger + commonAtShorter / lengthOfShorter;
    return (1.0 - p) / p * sum + atEnd * power;
}

} // namespace up5::metrics
