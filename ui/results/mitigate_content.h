// The trade-off chart beside the sliders: what is measured, and where the chosen λ would probably land.
#pragma once

#include "ui/results/trade_off_content.h"

namespace up5::ui {

/// Marks of other prefix lengths are dimmed, those of the chosen one joined in the order of λ; the chosen
/// point stands as a measured cross or an estimate with its band. The summary says in a sentence what is
/// known of the chosen point. `points` are those of one backbone and attribute.
ChartContent mitigateContent(const std::vector<report::ComparisonPoint>& points, const TradeOffChoice& choice,
                             double lambda, int prefixLength);

} // namespace up5::ui
