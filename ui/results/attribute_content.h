// Fig. 2 of the paper in the window: what an untreated model gives away, a group of bars per attribute.
#pragma once

#include "report/published.h"
#include "ui/results/chart_mark.h"

namespace up5::ui {

/// Bars from 0.5, measured ones with intervals; published values as squares, hollow where the protocol
/// differs (what differs stands in the description).
ChartContent attributeContent(const std::vector<report::AttributeBar>& bars);

/// "strongest probe", "classifier", … in the user's language.
QString barName(const report::AttributeBar& bar);

} // namespace up5::ui
