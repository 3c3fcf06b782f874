// Variance, interval and paired test of binary AUCs after DeLong, DeLong and Clarke-Pearson (1988).
#pragma once

#include <span>

#include "metrics/bootstrap.h"

namespace up5::metrics {

// Ranks are computed as by Sun and Xu (2014): O(n log n) instead of comparing every positive with every
// negative user. Intervals and p are normal approximations. Both functions throw Error{InvalidInput} when
// lengths do not fit, a label is not 0 or 1, a score is NaN or the level is not between 0 and 1.

/// A binary AUC with its standard error.
struct DeLongAuc {
    Estimate auc;             ///< interval cut at 0 and 1
    double standardError = 0; ///< NaN when a class has fewer than two users
};
/// labels 0/1, one score per user. Without interval (NaN) when the standard error is NaN or 0: classes that
/// are separated completely, or scores that are all equal, say nothing about the spread. The value is NaN
/// when a class is missing.
DeLongAuc deLongAuc(std::span<const int> labels, std::span<const double> scores, double level = 0.95);

/// Two score vectors on the same users.
struct DeLongTest {
    Estimate difference; ///< AUC of a − AUC of b
    double standardError = 0;
    double z = 0; ///< difference / standardError; NaN when the standard error is 0 or NaN
    double p = 0; ///< two-sided; 1 when both rank all users alike, NaN when z is NaN for another reason
};
DeLongTest deLongTest(std::span<const int> labels, std::span<const double> a, std::span<const double> b,
                      double level = 0.95);

} // namespace up5::metrics
