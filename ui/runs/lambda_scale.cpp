#include "ui/runs/lambda_scale.h"

#include <algorithm>
#include <cmath>

namespace up5::ui {

namespace {

constexpr int kStopsPerDecade = 20;
constexpr int kFirstExponent = -1; // 10^-1 = 0.1
constexpr int kLastExponent = 2;   // 10^2 = 100

double roundedToTwoDigits(double value) {
    const double unit = std::pow(10.0, std::floor(std::log10(value) + 1e-9) - 1);
    return std::round(value / unit) * unit;
}

} // namespace

LambdaScale::LambdaScale() {
    m_values.push_back(0);
    for (int step = 0; step <= (kLastExponent - kFirstExponent) * kStopsPerDecade; ++step) {
        const double exponent = kFirstExponent + static_cast<double>(step) / kStopsPerDecade;
        // Through text-like rounding, so that a stop is exactly the decimal number shown (0.1, not 0.1 +
        // 1e-17).
        const double rounded = roundedToTwoDigits(std::pow(10.0, exponent));
        m_values.push_back(std::round(rounded * 1000) / 1000);
    }
}

int LambdaScale::position(double lambda) const {
    return static_cast<int>(std::lround(realPosition(lambda)));
}

double LambdaScale::realPosition(double lambda) const {
    if (lambda <= m_values[1]) {
        return std::clamp(lambda / m_values[1], 0.0, 1.0);
    }
    if (lambda >= m_values.back()) {
        return last();
    }
    const auto above = std::upper_bound(m_values.begin(), m_values.end(), lambda);
    const double low = *(above - 1);
    const double share = std::log(lambda / low) / std::log(*above / low);
    return static_cast<double>(above - 1 - m_values.begin()) + share;
}

} // namespace up5::ui
