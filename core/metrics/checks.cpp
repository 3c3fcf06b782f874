#include "metrics/checks.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::metrics {

void requireLevel(double level) {
    if (!(level > 0.0 && level < 1.0)) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("An interval needs a level between 0 and 1, not {}.", level));
    }
}

void requireFinite(std::span<const double> values, const char* unit) {
    const auto broken =
        std::find_if_not(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
    if (broken != values.end()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The value of {} {} is not a finite number; every {} needs one.", unit,
                                broken - values.begin(), unit));
    }
}

void requirePaired(std::size_t a, std::size_t b) {
    if (a != b) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("A paired comparison needs the same users on both sides; found were {} and "
                                "{} values.",
                                a, b));
    }
}

} // namespace up5::metrics
