// Area under the ROC curve, binary and multi-class (spec C4), with bootstrap intervals over users.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "metrics/bootstrap.h"

namespace up5::metrics {

// Every function here throws Error{InvalidInput} when lengths do not fit, a label is outside [0, numClasses)
// or a score is NaN.

/// Mann–Whitney with ties counted ½. labels 0/1. NaN when one class is missing.
double binaryAuc(std::span<const int> labels, std::span<const double> scores);

/// What one multi-class AUC covers.
struct MultiClassAuc {
    double value = 0;
    int pairsUsed = 0;
    std::vector<int> skippedClasses; ///< classes with fewer than `minPerClass` users
};

/// Hand & Till: mean over unordered class pairs {a,b} of ½[AUC(p_a | a vs b) + AUC(p_b | b vs a)].
/// probabilities is row-major n × numClasses. Pairs with a class of fewer than minPerClass users are skipped.
/// NaN when fewer than two classes are left.
MultiClassAuc oneVsOneMacroAuc(std::span<const int> labels, std::span<const double> probabilities,
                               int numClasses, int minPerClass = 2);
/// As above, pairs weighted by their number of users; pairs with an absent class are left out.
double oneVsOneWeightedAuc(std::span<const int> labels, std::span<const double> probabilities,
                           int numClasses);
/// Mean over the classes that occur of AUC(p_c | c vs all others); weighted: by the number of users of c.
double oneVsRestMacroAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses);
double oneVsRestWeightedAuc(std::span<const int> labels, std::span<const double> probabilities,
                            int numClasses);

/// The AUC of a probe: binary for two classes (score = P(class 1)), else one-vs-one macro over the classes
/// with at least two users. NaN when fewer than two classes have users.
double probeAucValue(std::span<const int> labels, std::span<const double> probabilities, int numClasses);

/// probeAucValue with percentile interval over users. n counts the users of the classes used. In a resample,
/// a pair of which one class was not drawn is left out. low = high = NaN when a class used has fewer than two
/// users. Sorts once: a resample costs O(users · classes).
Estimate probeAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses,
                  const BootstrapOptions& options);

/// Mean of the F1 of the classes that occur as label or prediction; NaN without users.
double macroF1(std::span<const int> labels, std::span<const int> predicted, int numClasses);
/// F1 over all decisions together; with one class per user this is the share predicted right. NaN without
/// users.
double microF1(std::span<const int> labels, std::span<const int> predicted);

/// Whether predictions are those of a collapsed probe (spec H1.1).
struct CollapseCheck {
    bool collapsed = false;
    std::string reason; ///< empty when not collapsed
};
/// Standard deviation of every class's score < 1e-4, training loss not below the prior entropy (both in
/// nats), or anything not a number. Hard decisions (one-hot rows) collapse also when the most predicted class
/// has more than 0.98 of the users; soft scores do not: a sound probe of a weak leak puts the common class of
/// an unbalanced attribute first for nearly everyone, and its scores still rank the users.
CollapseCheck checkCollapse(std::span<const double> probabilities, int numClasses, double trainingLoss,
                            double priorEntropy);

} // namespace up5::metrics
