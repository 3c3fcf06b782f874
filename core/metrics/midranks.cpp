#include "metrics/midranks.h"

#include <algorithm>
#include <numeric>

namespace up5::metrics {

std::vector<double> midranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]]) {
            ++end;
        }
        const double shared = 0.5 * static_cast<double>(begin + 1 + end);
        for (std::size_t place = begin; place < end; ++place) {
            ranks[order[place]] = shared;
        }
    }
    return ranks;
}

} // namespace up5::metrics
