// How charts tell models apart: by what was done to P5, or by what kind of recommender a baseline is; and
// which of them they leave below their frame.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "report/comparison.h"

namespace up5::report {

enum class ChartGroup { Untreated, Random, Control, Cfp, Matching, Sequential, Counting };

/// In the order of a legend.
inline constexpr std::array kChartGroups = {
    ChartGroup::Untreated, ChartGroup::Random,     ChartGroup::Control, ChartGroup::Cfp,
    ChartGroup::Matching,  ChartGroup::Sequential, ChartGroup::Counting};

/// Of a point's or row's `family` and `baseline`. What was done to a baseline stands in its label.
ChartGroup chartGroup(Family family, std::optional<jobs::BaselineFamily> baseline);

/// A figure on the vertical axis of a chart, in its unit; `low` and `high` are NaN without an interval.
struct ChartValue {
    ChartGroup group = ChartGroup::Untreated;
    double value = 0, low = 0, high = 0;
};

/// For each value, whether it is drawn at the lower edge of the frame, with its number, instead of in its
/// place: random prompts that lie further below all others than these are apart, `least` at least. In their
/// place they would press together what the chart is there to tell apart.
std::vector<bool> belowFrame(const std::vector<ChartValue>& values, double least);

} // namespace up5::report
