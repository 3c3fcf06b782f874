// What the AUC of a probe looks like when there is nothing to find: labels shuffled, the probe fitted again.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

struct PermutationNullOptions {
    int refits = 100;
    std::uint64_t seed = 2022;
    /// How far above its optimum a refit's objective may end. At 1e-5 no AUC is off by 1e-3.
    double tolerance = 1e-5;
};

/// AUCs on the test users of `refits` logistic probes fitted under shuffled labels, with the penalty that the
/// real fit chose (spec H2). In each, the labels are permuted among the training users and, apart from that,
/// among the test users: user groups are drawn class by class, so under the hypothesis that states say
/// nothing about the class, these are the assignments that were equally likely; every class keeps its users
/// in both sets, and the AUC its pairs. Shuffling the training labels alone would leave the test labels tied
/// to the states, and a strong leak would widen its own null. The penalty is not chosen anew, which would
/// cost five fits each: the null AUCs depend on a refit only through how it orders the test users.
///
/// Training and test set need pooled states; standardised as a logistic probe does. Deterministic by seed.
/// progress(done, refits) is called after every block of refits. Throws Error{Cancelled}.
std::vector<double> permutationNull(const ProbeSet& train, const ProbeSet& test, int numClasses,
                                    double penalty, const PermutationNullOptions& options,
                                    const CancelToken& cancel,
                                    const std::function<void(int done, int refits)>& progress = {});

} // namespace up5::train
