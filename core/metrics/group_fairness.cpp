#include "metrics/group_fairness.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "base/error.h"
#include "base/random_stream.h"
#include "metrics/checks.h"
#include "metrics/holm.h"
#include "metrics/moments.h"
#include "metrics/resampling.h"

namespace up5::metrics {

namespace {

/// Users of one group and the means of its resamples.
struct Group {
    std::vector<double> values;
    std::vector<double> resampled; ///< one mean per resample; empty without users
};

void requireGroups(std::span<const double> values, std::span<const int> groups, int numGroups,
                   const GroupFairnessOptions& options) {
    requirePaired(values.size(), groups.size());
    requireFinite(values, "user");
    for (std::size_t user = 0; user < groups.size(); ++user) {
        if (groups[user] < -1 || groups[user] >= numGroups) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("User {} is in group {}; allowed are 0 to {}, and -1 for none.", user,
                                    groups[user], numGroups - 1));
        }
    }
    if (options.reference < -1 || options.reference >= numGroups) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The reference group {} is not one of the {} groups.", options.reference, numGroups));
    }
}

/// Each group has a random stream of its own: with the same one, two groups of equal size would be resampled
/// alike, and what they share would wrongly cancel.
std::vector<Group> resampledGroups(std::span<const double> values, std::span<const int> groups, int numGroups,
                                   const BootstrapOptions& options) {
    std::vector<Group> all(static_cast<std::size_t>(numGroups));
    for (std::size_t user = 0; user < values.size(); ++user) {
        if (groups[user] >= 0) {
            all[static_cast<std::size_t>(groups[user])].values.push_back(values[user]);
        }
    }
    for (std::size_t g = 0; g < all.size(); ++g) {
        const std::vector<double>& own = all[g].values;
        if (own.empty()) {
            continue;
        }
        Resampler resampler(static_cast<int>(own.size()),
                            derivedSeed(options.seed, "group " + std::to_string(g)));
        std::vector<int> users(own.size());
        for (int resample = 0; resample < options.resamples; ++resample) {
            resampler.drawIndices(users);
            double sum = 0.0;
            for (const int user : users) {
                sum += own[static_cast<std::size_t>(user)];
            }
            all[g].resampled.push_back(sum / static_cast<double>(own.size()));
        }
    }
    return all;
}

/// A statistic of the means of some groups, with its interval over their resamples.
Estimate estimateOf(const std::vector<Group>& groups, std::span<const int> members,
                    const std::function<double(std::span<const double>)>& statistic,
                    const BootstrapOptions& options) {
    Estimate estimate{kNan, kNan, kNan, 0};
    std::vector<double> means, resampled;
    bool enough = true;
    for (const int member : members) {
        const std::vector<double>& own = groups[static_cast<std::size_t>(member)].values;
        means.push_back(meanOf(own));
        estimate.n += static_cast<int>(own.size());
        enough = enough && own.size() >= 2;
    }
    estimate.value = statistic(means);
    if (!enough || std::isnan(estimate.value)) {
        return estimate;
    }
    for (std::size_t resample = 0; resample < static_cast<std::size_t>(options.resamples); ++resample) {
        for (std::size_t i = 0; i < members.size(); ++i) {
            means[i] = groups[static_cast<std::size_t>(members[i])].resampled[resample];
        }
        resampled.push_back(statistic(means));
    }
    setPercentileInterval(estimate, std::move(resampled), options);
    return estimate;
}

double gapOf(std::span<const double> means) {
    if (means.size() < 2) {
        return kNan;
    }
    const auto [least, greatest] = std::minmax_element(means.begin(), means.end());
    return *greatest - *least;
}

/// Share of the shuffles of users across the compared groups that give at least this gap.
double gapPValue(const std::vector<Group>& groups, const std::vector<int>& compared, double observed,
                 const PermutationOptions& options) {
    std::vector<double> pooled;
    std::vector<std::size_t> sizes;
    for (const int group : compared) {
        const std::vector<double>& own = groups[static_cast<std::size_t>(group)].values;
        pooled.insert(pooled.end(), own.begin(), own.end());
        sizes.push_back(own.size());
    }
    RandomStream random(options.seed, "group gap test");
    std::vector<double> means(sizes.size());
    int asLarge = 0;
    for (int drawn = 0; drawn < options.permutations; ++drawn) {
        random.shuffle(std::span(pooled));
        std::span<const double> rest(pooled);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            means[i] = meanOf(rest.first(sizes[i]));
            rest = rest.subspan(sizes[i]);
        }
        // The same users summed in another order differ in the last digits.
        asLarge += gapOf(means) >= observed * (1.0 - 1e-12) ? 1 : 0;
    }
    return (1.0 + asLarge) / (1.0 + options.permutations);
}

/// The compared groups but the reference, each against it.
std::vector<GroupContrast> contrastsWith(int reference, const std::vector<Group>& groups,
                                         const std::vector<int>& compared,
                                         const GroupFairnessOptions& options) {
    std::vector<GroupContrast> contrasts;
    std::vector<double> pValues;
    const std::vector<double>& other = groups[static_cast<std::size_t>(reference)].values;
    for (const int group : compared) {
        if (group == reference) {
            continue;
        }
        const int both[] = {group, reference};
        const auto difference = [](std::span<const double> means) { return means[0] - means[1]; };
        const auto ratio = [](std::span<const double> means) {
            return means[1] == 0.0 ? kNan : means[0] / means[1];
        };
        GroupContrast contrast{.group = group};
        contrast.difference = estimateOf(groups, both, difference, options.bootstrap);
        contrast.ratio = estimateOf(groups, both, ratio, options.bootstrap);
        contrast.p =
            twoGroupTest(groups[static_cast<std::size_t>(group)].values, other, options.permutation).p;
        pValues.push_back(contrast.p);
        contrasts.push_back(contrast);
    }
    const HolmAdjustment holm = holmAdjusted(pValues);
    for (std::size_t i = 0; i < contrasts.size(); ++i) {
        contrasts[i].adjustedP = holm.adjusted[i];
    }
    return contrasts;
}

/// The reference asked for, else the largest of the compared groups; -1 when there is none.
int referenceOf(const std::vector<Group>& groups, const std::vector<int>& compared, int wanted) {
    if (wanted >= 0) {
        return wanted;
    }
    const auto size = [&](int group) { return groups[static_cast<std::size_t>(group)].values.size(); };
    const auto largest =
        std::max_element(compared.begin(), compared.end(), [&](int a, int b) { return size(a) < size(b); });
    return largest == compared.end() ? -1 : *largest;
}

} // namespace

GroupFairness groupFairness(std::span<const double> values, std::span<const int> groupOfUser, int numGroups,
                            const GroupFairnessOptions& options) {
    requireGroups(values, groupOfUser, numGroups, options);
    const std::vector<Group> groups = resampledGroups(values, groupOfUser, numGroups, options.bootstrap);
    GroupFairness result;
    for (int group = 0; group < numGroups; ++group) {
        const auto mean = [](std::span<const double> means) { return means[0]; };
        result.means.push_back(estimateOf(groups, std::span(&group, 1), mean, options.bootstrap));
        if (result.means.back().n >= std::max(options.minimumUsers, 1)) {
            result.compared.push_back(group);
        }
    }
    const std::vector<int>& compared = result.compared;
    result.gap = estimateOf(groups, compared, gapOf, options.bootstrap);
    result.gapP = result.deviation = kNan;
    if (compared.size() >= 2) {
        const auto lower = [&](int a, int b) {
            return result.means[static_cast<std::size_t>(a)].value <
                   result.means[static_cast<std::size_t>(b)].value;
        };
        result.highest = *std::max_element(compared.begin(), compared.end(), lower);
        result.lowest = *std::min_element(compared.begin(), compared.end(), lower);
        result.gapP = gapPValue(groups, compared, result.gap.value, options.permutation);
        std::vector<double> means;
        for (const int group : compared) {
            means.push_back(result.means[static_cast<std::size_t>(group)].value);
        }
        const double count = static_cast<double>(means.size());
        result.deviation = sampleDeviation(means) * std::sqrt((count - 1.0) / count);
    }
    result.reference = referenceOf(groups, compared, options.reference);
    if (std::binary_search(compared.begin(), compared.end(), result.reference)) {
        result.contrasts = contrastsWith(result.reference, groups, compared, options);
        result.comparisons = static_cast<int>(result.contrasts.size());
    }
    return result;
}

} // namespace up5::metrics
