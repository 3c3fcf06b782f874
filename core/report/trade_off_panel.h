// One panel of a report's trade-off figure: leak to the right, hits upwards (Qt Gui; included by figure
// painters only).
#pragma once

#include <optional>
#include <vector>

#include <QtCore/QString>
#include <QtGui/QPainter>

#include "report/chart_group.h"
#include "report/pareto.h"

namespace up5::report {

constexpr double kMarkPixels = 11;
constexpr double kLeastShares = 6; ///< points of per cent that the axis of hits spans at least

struct TradeOffMark {
    QString label; ///< empty: the setting is labelled at another seed's mark
    ChartGroup group = ChartGroup::Untreated;
    metrics::Estimate leak, quality;
    bool collapsed = false;
    bool belowFrame = false; ///< see report::belowFrame()
    bool treated = false;    ///< a fair baseline: ringed
    FrontState state = FrontState::Front;
};

struct TradeOffPanel {
    QString title;
    std::vector<TradeOffMark> marks;
    std::optional<double> best;
};

/// Within `plot`, in pixels; the axes' numbers and titles stand around it. `k` is that of hit@k.
void paintTradeOffPanel(QPainter& painter, const TradeOffPanel& panel, const QRectF& plot, int k);

/// Around the mark of a baseline that was treated.
void drawRing(QPainter& painter, QPointF centre, double size);

} // namespace up5::report
