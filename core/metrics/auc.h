// Area under the ROC curve, binary and multi-class (spec C4), with bootstrap intervals over users.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "metrics/bootstrap.h"

namespace up5::metrics {

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
MultiClassAuc oneVsOneMacroAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses,
                               int minPerClass = 2);
double oneVsOneWeightedAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses);
double oneVsRestMacroAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses);
double oneVsRestWeightedAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses);

/// The AUC of a probe: binary for two classes (score = P(class 1)), else one-vs-one macro; with interval.
Estimate probeAuc(std::span<const int> labels, std::span<const double> probabilities, int numClasses,
                  const BootstrapOptions& options);

/// Macro and micro F1 of predicted classes.
double macroF1(std::span<const int> labels, std::span<const int> predicted, int numClasses);
double microF1(std::span<const int> labels, std::span<const int> predicted);

/// Whether predictions are those of a collapsed probe (spec H1.1).
struct CollapseCheck {
    bool collapsed = false;
    std::string reason; ///< empty when not collapsed
};
/// modal share > 0.98, standard deviation of scores < 1e-4, or training loss not below the prior entropy.
CollapseCheck checkCollapse(std::span<const double> probabilities, int numClasses, double trainingLoss,
                            double priorEntropy);

} // namespace up5::metrics
