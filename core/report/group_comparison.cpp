#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.h"
#include "metrics/group_fairness.h"
#include "report/group_figures.h"

namespace up5::report {

namespace {

/// The group of each user that has a value. Counts those without a known group.
std::vector<int> groupsOf(const PerUserValues& values, const UserPartition& partition, int& unknown) {
    std::vector<int> groups;
    for (const std::int32_t user : values.users) {
        if (user < 0 || static_cast<std::size_t>(user) >= partition.groupOf.size()) {
            throw Error(ErrorCode::Corrupt,
                        fmt::format("Stored values name user {}, but the data set has {} users.", user,
                                    partition.groupOf.size()));
        }
        groups.push_back(partition.groupOf[static_cast<std::size_t>(user)]);
        unknown += groups.back() < 0 ? 1 : 0;
    }
    return groups;
}

/// −1 for an empty name. Throws when the group is not there or too small.
int referenceOf(const UserPartition& partition, const std::vector<int>& groups, const std::string& wanted) {
    if (wanted.empty()) {
        return -1;
    }
    const auto found = std::find(partition.names.begin(), partition.names.end(), wanted);
    if (found == partition.names.end()) {
        throw Error(ErrorCode::NotFound, fmt::format("There is no group \"{}\" of {}; there are: {}.", wanted,
                                                     partition.title, fmt::join(partition.names, ", ")));
    }
    const auto reference = static_cast<int>(found - partition.names.begin());
    const auto users = std::count(groups.begin(), groups.end(), reference);
    if (users < kFewestUsers) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The reference group {} has {} users, but a comparison needs at least {}. "
                                "Choose a larger group.",
                                wanted, users, kFewestUsers));
    }
    return reference;
}

/// Mean over the users of all known groups.
metrics::Estimate meanOfAll(const PerUserValues& values, const std::vector<int>& groups,
                            const metrics::BootstrapOptions& bootstrap) {
    std::vector<double> known;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i] >= 0) {
            known.push_back(values.values[i]);
        }
    }
    return metrics::bootstrapMean(known, bootstrap);
}

} // namespace

GroupFigures groupFigures(const PerUserValues& values, const UserPartition& partition,
                          const std::string& reference) {
    GroupFigures figures;
    figures.partition = partition.title;
    const std::vector<int> groups = groupsOf(values, partition, figures.unknown);
    const auto numGroups = static_cast<int>(partition.names.size());
    const metrics::GroupFairnessOptions options{.permutation = {.permutations = kGroupPermutations},
                                                .reference = referenceOf(partition, groups, reference)};
    const metrics::GroupFairness fairness = metrics::groupFairness(values.values, groups, numGroups, options);
    figures.all = meanOfAll(values, groups, options.bootstrap);
    const auto nameOf = [&](int group) { return partition.names[static_cast<std::size_t>(group)]; };
    for (int group = 0; group < numGroups; ++group) {
        const metrics::Estimate& mean = fairness.means[static_cast<std::size_t>(group)];
        if (mean.n > 0) {
            figures.groups.push_back({nameOf(group), mean, mean.n < kFewestUsers});
        }
    }
    const auto worse = [](const GroupMean& a, const GroupMean& b) {
        return std::pair(a.small, a.mean.value) < std::pair(b.small, b.mean.value);
    };
    std::stable_sort(figures.groups.begin(), figures.groups.end(), worse);
    if (fairness.reference >= 0) {
        figures.reference = nameOf(fairness.reference);
    }
    if (fairness.lowest >= 0) {
        figures.gap =
            GroupGap{nameOf(fairness.lowest), nameOf(fairness.highest), fairness.gap, fairness.gapP};
    }
    for (const metrics::GroupContrast& contrast : fairness.contrasts) {
        figures.against.push_back(
            {nameOf(contrast.group), contrast.difference, contrast.ratio, contrast.p, contrast.adjustedP});
    }
    std::stable_sort(figures.against.begin(), figures.against.end(),
                     [](const GroupComparison& a, const GroupComparison& b) {
                         return a.difference.value < b.difference.value;
                     });
    return figures;
}

} // namespace up5::report
