// How small a leak a number of test users can still show.
#pragma once

#include <cstdint>

namespace up5::metrics {

/// Standard error of an AUC by Hanley and McNeil (1982), from the numbers of users with and without the
/// class. Used for planning only; intervals of measured figures come from the bootstrap. NaN when a class is
/// empty.
double hanleyMcNeilStandardError(double auc, std::int64_t positives, std::int64_t negatives);

struct DetectionOptions {
    double level = 0.95; ///< of the two-sided interval that must leave 0.5 out
    double power = 0.8;  ///< chance that it does
};

/// Smallest AUC above 0.5 that shows as a leak with the given power: the a for which
/// a − 0.5 = z(level)·SE(0.5) + z(power)·SE(a). NaN when a class is empty or not even AUC 1 would show.
double smallestDetectableAuc(std::int64_t positives, std::int64_t negatives,
                             const DetectionOptions& options = {});

/// Groups of fewer users than this are called too small to audit.
constexpr std::int64_t kSmallGroup = 30;

} // namespace up5::metrics
