#include "report/heat_map.h"

#include <algorithm>
#include <cmath>

namespace up5::report {

namespace {

constexpr double kNoLeak = 0.5;

} // namespace

void HeatMap::fitScale() {
    top = HeatMap().top;
    for (const HeatMapSide& side : sides) {
        for (const std::vector<HeatCell>& row : side.cells) {
            for (const HeatCell& cell : row) {
                if (cell.auc && !std::isnan(cell.auc->value)) {
                    top = std::max(top, cell.auc->value);
                }
            }
        }
    }
}

double HeatMap::shade(double auc) const {
    return std::isnan(auc) ? 0 : std::clamp((auc - kNoLeak) / (top - kNoLeak), 0.0, 1.0);
}

} // namespace up5::report
