// The leak panel: every probe of one model and attribute on one AUC axis, and the verdict in a sentence.
#pragma once

#include "report/comparison.h"
#include "ui/results/chart_mark.h"

namespace up5::ui {

/// Rows from top to bottom: probes on the user span, then on all tokens; the headline (chosen on validation
/// users) is filled, the others are hollow.
ChartContent leakContent(const report::ComparisonPoint& point);

/// "Leak found: …", "No leak found by these probes: …" or "Inconclusive: …", with the figures; never "fair".
QString verdictSentence(const report::ComparisonPoint& point);

} // namespace up5::ui
