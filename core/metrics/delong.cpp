#include "metrics/delong.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <boost/math/distributions/normal.hpp>

#include "base/error.h"
#include "metrics/checks.h"
#include "metrics/midranks.h"
#include "metrics/moments.h"

namespace up5::metrics {

namespace {

/// For each user, the share of the other class that is on the right side of him, a tie counting ½.
struct Placements {
    std::vector<double> positives, negatives; ///< in the order of the users
};

void requireBinary(std::span<const int> labels, std::span<const double> scores) {
    requirePaired(labels.size(), scores.size());
    for (std::size_t user = 0; user < labels.size(); ++user) {
        if (labels[user] != 0 && labels[user] != 1) {
            throw Error(ErrorCode::InvalidInput, "User " + std::to_string(user) + " has class " +
                                                     std::to_string(labels[user]) +
                                                     "; DeLong's variance is for the classes 0 and 1.");
        }
        if (std::isnan(scores[user])) {
            throw Error(ErrorCode::InvalidInput, "The score of user " + std::to_string(user) +
                                                     " is not a number; the probe has diverged.");
        }
    }
}

/// A user's rank among all minus his rank within his class counts the users of the other class below him.
Placements placementsOf(std::span<const int> labels, std::span<const double> scores) {
    requireBinary(labels, scores);
    std::vector<double> ofClass[2];
    for (std::size_t user = 0; user < labels.size(); ++user) {
        ofClass[labels[user]].push_back(scores[user]);
    }
    const std::vector<double> ranks = midranks(scores);
    const std::vector<double> within[2] = {midranks(ofClass[0]), midranks(ofClass[1])};
    Placements placements;
    for (std::size_t user = 0; user < labels.size(); ++user) {
        const int label = labels[user];
        std::vector<double>& own = label == 1 ? placements.positives : placements.negatives;
        const double below = ranks[user] - within[label][own.size()];
        const double others = static_cast<double>(ofClass[1 - label].size());
        own.push_back(label == 1 ? below / others : (others - below) / others);
    }
    return placements;
}

/// Sample variance of the mean; NaN below two values.
double varianceOfMean(const std::vector<double>& values) {
    const double deviation = sampleDeviation(values);
    return deviation * deviation / static_cast<double>(values.size());
}

/// The figure whose components these are: an AUC, or the difference of two.
Estimate estimateOf(const Placements& components, double level, double& standardError) {
    const auto& [positives, negatives] = components;
    const bool exists = !positives.empty() && !negatives.empty();
    Estimate estimate{exists ? meanOf(positives) : kNan, kNan, kNan,
                      static_cast<int>(positives.size() + negatives.size())};
    standardError = std::sqrt(varianceOfMean(positives) + varianceOfMean(negatives));
    if (standardError > 0.0) {
        const double margin = boost::math::quantile(boost::math::normal(), 0.5 + level / 2.0) * standardError;
        estimate.low = estimate.value - margin;
        estimate.high = estimate.value + margin;
    }
    return estimate;
}

std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> differences(a.size());
    std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus<>());
    return differences;
}

} // namespace

DeLongAuc deLongAuc(std::span<const int> labels, std::span<const double> scores, double level) {
    requireLevel(level);
    DeLongAuc result;
    result.auc = estimateOf(placementsOf(labels, scores), level, result.standardError);
    if (!std::isnan(result.auc.low)) {
        result.auc.low = std::max(result.auc.low, 0.0);
        result.auc.high = std::min(result.auc.high, 1.0);
    }
    return result;
}

DeLongTest deLongTest(std::span<const int> labels, std::span<const double> a, std::span<const double> b,
                      double level) {
    requireLevel(level);
    const Placements ofA = placementsOf(labels, a), ofB = placementsOf(labels, b);
    // The variance of the components' differences is Var(a) + Var(b) − 2 Cov(a, b), without cancellation.
    const Placements differences{minus(ofA.positives, ofB.positives), minus(ofA.negatives, ofB.negatives)};
    DeLongTest test;
    test.difference = estimateOf(differences, level, test.standardError);
    test.z = test.p = kNan;
    if (test.standardError > 0.0) {
        test.z = test.difference.value / test.standardError;
        test.p = 2.0 * boost::math::cdf(boost::math::complement(boost::math::normal(), std::abs(test.z)));
    } else if (test.standardError == 0.0 && test.difference.value == 0.0) {
        test.p = 1.0;
    }
    return test;
}

} // namespace up5::metrics
