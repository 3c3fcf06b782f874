#include "report/chart_group.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace up5::report {

ChartGroup chartGroup(Family family, std::optional<jobs::BaselineFamily> baseline) {
    if (baseline) {
        switch (*baseline) {
        case jobs::BaselineFamily::Matching:
            return ChartGroup::Matching;
        case jobs::BaselineFamily::Sequential:
            return ChartGroup::Sequential;
        case jobs::BaselineFamily::Counting:
            break;
        }
        return ChartGroup::Counting;
    }
    switch (family) {
    case Family::Untreated:
        return ChartGroup::Untreated;
    case Family::Random:
        return ChartGroup::Random;
    case Family::Control:
        return ChartGroup::Control;
    case Family::Cfp:
    case Family::Fair:
        break;
    }
    return ChartGroup::Cfp;
}

std::vector<bool> belowFrame(const std::vector<ChartValue>& values, double least) {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (const ChartValue& value : values) {
        if (value.group != ChartGroup::Random) {
            lowest = std::min(lowest, std::isnan(value.low) ? value.value : value.low);
            highest = std::max(highest, std::isnan(value.high) ? value.value : value.high);
        }
    }
    const double room = std::max(highest - lowest, least);
    std::vector<bool> below;
    for (const ChartValue& value : values) {
        const double top = std::isnan(value.high) ? value.value : value.high;
        below.push_back(value.group == ChartGroup::Random && std::isfinite(lowest) && top < lowest - room);
    }
    return below;
}

} // namespace up5::report
