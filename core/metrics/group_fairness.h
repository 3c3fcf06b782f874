// Whether a model serves groups of users alike: means of per-user values per group, their gap, and each group
// against a reference (spec F1).
#pragma once

#include <span>
#include <vector>

#include "metrics/bootstrap.h"
#include "metrics/detectable.h"
#include "metrics/permutation.h"

namespace up5::metrics {

struct GroupFairnessOptions {
    BootstrapOptions bootstrap;     ///< users are drawn within each group, so every group keeps its size
    PermutationOptions permutation; ///< of users across groups
    int reference = -1;             ///< group the others are held against; -1: the largest, the first of them
    int minimumUsers = kSmallGroup; ///< smaller groups are listed, but neither in gaps nor compared
};

/// A group against the reference group.
struct GroupContrast {
    int group = 0;
    Estimate difference;  ///< mean of the group − mean of the reference; n = users of both
    Estimate ratio;       ///< mean of the group / mean of the reference; NaN when that is 0
    double p = 0;         ///< of the difference: twoGroupTest()
    double adjustedP = 0; ///< Holm over the contrasts
};

struct GroupFairness {
    std::vector<Estimate> means; ///< per group, n = its users; NaN for an empty group, no interval below two
    std::vector<int> compared;   ///< groups with at least minimumUsers, ascending

    /// Largest − smallest mean of the compared groups, n = their users. It cannot be negative, so noise alone
    /// makes it larger than 0 and its interval hardly ever reaches 0: gapP says whether there is a gap.
    Estimate gap;
    double gapP = 0; ///< (1 + #gap ≥ observed) / (1 + drawn) with users shuffled across the compared groups
    int highest = -1, lowest = -1; ///< groups of the largest and smallest mean; the first of several
    double deviation = 0; ///< standard deviation of the compared groups' means (divided by their number)

    int reference = -1; ///< as asked for, or the one chosen; -1 when no group is large enough to be chosen
    std::vector<GroupContrast>
        contrasts;       ///< per compared group but the reference; none when that is too small
    int comparisons = 0; ///< that adjustedP corrects for
};

/// values: one finite number per user, e.g. hit@k; a mean over users is what is compared. groupOfUser: the
/// group of each user in [0, numGroups), -1 for users of none (value unknown), who are left out.
/// Intersections of attributes are groups as any other. Gap, deviation and their p are NaN with fewer than
/// two compared groups. Throws Error{InvalidInput} when lengths do not fit, a value is not finite, or a group
/// or the reference is out of range.
GroupFairness groupFairness(std::span<const double> values, std::span<const int> groupOfUser, int numGroups,
                            const GroupFairnessOptions& options = {});

} // namespace up5::metrics
