#include "metrics/holm.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::metrics {

HolmAdjustment holmAdjusted(std::span<const double> pValues) {
    HolmAdjustment result;
    result.adjusted.assign(pValues.begin(), pValues.end());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pValues.size(); ++i) {
        if (pValues[i] < 0.0 || pValues[i] > 1.0) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("Comparison {} has p = {}; a p-value lies between 0 and 1.", i, pValues[i]));
        }
        if (!std::isnan(pValues[i])) {
            order.push_back(i);
        }
    }
    result.comparisons = static_cast<int>(order.size());
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return pValues[a] < pValues[b]; });
    double least = 0.0;
    for (std::size_t place = 0; place < order.size(); ++place) {
        const double factor = static_cast<double>(order.size() - place);
        least = std::max(least, std::min(1.0, factor * pValues[order[place]]));
        result.adjusted[order[place]] = least;
    }
    return result;
}

} // namespace up5::metrics
