// Axis limits that contain all values with room to spare and fall on round numbers.
#pragma once

#include <vector>

namespace up5::ui {

struct AxisRange {
    double min = 0, max = 1;
    double step = 0.2; ///< distance of the ticks, which start at min

    bool operator==(const AxisRange&) const = default;
};

/// Range over the finite values of `values`, at least `minimumSpan` wide, cut off at [hardMin, hardMax];
/// ticks at multiples of 1, 2 or 5 times a power of ten, between three and eight of them. No finite value
/// gives [hardMin, hardMax].
AxisRange axisRange(const std::vector<double>& values, double minimumSpan, double hardMin, double hardMax);

} // namespace up5::ui
