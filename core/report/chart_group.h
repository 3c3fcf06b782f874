// How charts tell models apart: by what was done to P5, or by what kind of recommender a baseline is.
#pragma once

#include <array>
#include <optional>

#include "report/comparison.h"

namespace up5::report {

enum class ChartGroup { Untreated, Random, Control, Cfp, Matching, Sequential, Counting };

/// In the order of a legend.
inline constexpr std::array kChartGroups = {
    ChartGroup::Untreated, ChartGroup::Random,     ChartGroup::Control, ChartGroup::Cfp,
    ChartGroup::Matching,  ChartGroup::Sequential, ChartGroup::Counting};

/// Of a point's or row's `family` and `baseline`. What was done to a baseline stands in its label.
ChartGroup chartGroup(Family family, std::optional<jobs::BaselineFamily> baseline);

} // namespace up5::report
