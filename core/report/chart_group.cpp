#include "report/chart_group.h"

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

} // namespace up5::report
