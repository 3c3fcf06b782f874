// Names, colours and shapes of what a trade-off chart and its table show.
#pragma once

#include "report/chart_group.h"
#include "report/comparison_rows.h"
#include "report/trade_off_estimate.h"
#include "ui/results/chart_mark.h"

namespace up5::ui {

/// Which definitions are on the axes. Figures of other definitions never share an axis with them.
struct TradeOffChoice {
    report::AucChoice auc = report::AucChoice::UserSpan;
    report::FigureChoice figure;
    QString split = QStringLiteral("test"); ///< or "validation": whose figures the rows hold
};

/// "hit@10 (%), sequential" and the like.
QString figureTitle(const report::FigureChoice& choice);
QString aucTitle(const TradeOffChoice& choice);
/// "test users" or "validation users".
QString splitName(const QString& split);
/// Value for an axis or table: hit@k in per cent, others as they are.
double shownFigure(const report::FigureChoice& choice, double value);
QString groupName(report::ChartGroup group);
int groupColor(report::ChartGroup group);
MarkShape groupShape(report::ChartGroup group);

/// "2 of 3", or "1 of 3; 1 inconclusive": in how many seeds a leak is still found.
QString leakingSeedsText(const report::SeedLeaks& leaks);

/// A row in a few lines for tooltips.
QString describeRow(const report::ComparisonRow& row, const TradeOffChoice& choice);

} // namespace up5::ui
