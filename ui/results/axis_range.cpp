#include "ui/results/axis_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace up5::ui {

namespace {

constexpr double kWantedTicks = 6;
constexpr double kMargin = 0.06; // of the span, so that no mark lies on the frame

double roundStep(double span) {
    const double raw = span / kWantedTicks;
    const double unit = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * unit * (1 + 1e-9)) {
            return factor * unit;
        }
    }
    return 10 * unit;
}

} // namespace

AxisRange axisRange(const std::vector<double>& values, double minimumSpan, double hardMin, double hardMax) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (low > high) {
        low = hardMin;
        high = hardMax;
    }
    const double span = std::max(high - low, minimumSpan);
    const double middle = (low + high) / 2;
    low = std::max(middle - span * (0.5 + kMargin), hardMin);
    high = std::min(middle + span * (0.5 + kMargin), hardMax);
    const double step = roundStep(high - low);
    // 1e-9: a limit that is a multiple of the step but for rounding must not gain another step.
    const double min = std::floor(low / step + 1e-9) * step;
    const double max = std::ceil(high / step - 1e-9) * step;
    return {std::max(min, hardMin), std::min(max, hardMax), step};
}

} // namespace up5::ui
