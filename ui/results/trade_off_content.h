// Comparison rows as the content of the trade-off chart: leak to the right, recommendation quality upwards.
#pragma once

#include "report/comparison_rows.h"
#include "ui/results/chart_mark.h"
#include "ui/results/trade_off_words.h"

namespace up5::ui {

/// Marks, Pareto front, legend, axes and the summary sentence. Rows without one of the two figures are left
/// out; rows whose probe collapsed are hollow, and neither on the front nor the least leak.
ChartContent tradeOffContent(const std::vector<report::ComparisonRow>& rows, const TradeOffChoice& choice);

/// Axes of `content` over its marks and the AUC of guessing, with their intervals; marks that belong below
/// the frame are placed at its lower edge.
void fitAxes(ChartContent& content, const report::FigureChoice& choice);

} // namespace up5::ui
