#include "metrics/detectable.h"

#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>

namespace up5::metrics {

double hanleyMcNeilStandardError(double auc, std::int64_t positives, std::int64_t negatives) {
    if (positives < 1 || negatives < 1) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto p = static_cast<double>(positives);
    const auto n = static_cast<double>(negatives);
    // Probability that two random positives both score above one negative, and the mirror image.
    const double q1 = auc / (2 - auc);
    const double q2 = 2 * auc * auc / (1 + auc);
    return std::sqrt((auc * (1 - auc) + (p - 1) * (q1 - auc * auc) + (n - 1) * (q2 - auc * auc)) / (p * n));
}

double smallestDetectableAuc(std::int64_t positives, std::int64_t negatives,
                             const DetectionOptions& options) {
    const boost::math::normal normal;
    const double zLevel = boost::math::quantile(normal, 0.5 + options.level / 2);
    const double zPower = boost::math::quantile(normal, options.power);
    const double margin = zLevel * hanleyMcNeilStandardError(0.5, positives, negatives);
    const auto surplus = [&](double auc) {
        return auc - 0.5 - margin - zPower * hanleyMcNeilStandardError(auc, positives, negatives);
    };
    double low = 0.5, high = 1.0;
    if (!(surplus(high) >= 0)) { // also when a class is empty and everything is NaN
        return std::numeric_limits<double>::quiet_NaN();
    }
    for (int step = 0; step < 50; ++step) {
        const double middle = (low + high) / 2;
        (surplus(middle) >= 0 ? high : low) = middle;
    }
    return high;
}

} // namespace up5::metrics
