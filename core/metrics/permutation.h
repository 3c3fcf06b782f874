// Permutation tests: of paired values, of two groups of users, and of two models' AUCs on the same users.
#pragma once

#include <cstdint>
#include <span>

namespace up5::metrics {

struct PermutationOptions {
    int permutations = 9999; ///< drawn ones; when there are no more than this, all are gone through instead
    std::uint64_t seed = 2022;
};

/// Two-sided: p is the share of the arrangements whose statistic is at least as far from 0 as the observed
/// one. Exact: over all of them. Drawn: (1 + #as far) / (1 + drawn), which keeps the level for any number.
struct PermutationTest {
    double statistic = 0;
    double p = 0;         ///< NaN when there is no statistic
    int permutations = 0; ///< arrangements counted, the observed one left out when drawn
    bool exact = false;
};

// All functions throw Error{InvalidInput} when lengths do not fit, values are not finite or fewer than one
// permutation is asked for. The same options give the same result.

/// Sign-flip test of per-user values of two runs on the same users (e.g. hit@k): under the null it makes no
/// difference which run a user's value came from. Statistic: mean of a − b. Exact up to 13 users with a
/// difference at the default options; users without one never matter.
PermutationTest signFlipTest(std::span<const double> a, std::span<const double> b,
                             const PermutationOptions& options = {});

/// Test of the values of two separate groups of users: under the null a user's value does not depend on his
/// group. Statistic: mean of a − mean of b. NaN when a group is empty.
PermutationTest twoGroupTest(std::span<const double> a, std::span<const double> b,
                             const PermutationOptions& options = {});

/// Test of the AUC difference of two models' probes on the same users (arguments as in
/// bootstrapAucDifference()): per user, the two models' scores are swapped. Scores of two models may lie on
/// different scales, where a swapped score would say nothing; so each score is first replaced by its midrank
/// among the same model's scores of that class, which leaves both AUCs as they are (Bandos, Rockette and Gur
/// 2005, for two classes). The null is thus that a user's two ranks are exchangeable. Statistic: AUC of a −
/// AUC of b.
PermutationTest aucSwapTest(std::span<const int> labels, std::span<const double> a, std::span<const double> b,
                            int numClasses, const PermutationOptions& options = {});

} // namespace up5::metrics
