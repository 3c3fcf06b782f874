#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "report/figure_style.h"
#include "report/figures.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr int kTradeOffWidth = 760;
constexpr int kHeight = 400;
constexpr double kLeastShares = 6; // points of per cent that the axis of hits spans at least
constexpr double kAboveFrame = 16; // pixels: how high above the lower edge marks stand that belong below it
constexpr const char* kTradeOffTask = "sequential";

struct Mark {
    QString label; ///< empty: the setting is labelled at another seed's mark
    ChartGroup group = ChartGroup::Untreated;
    metrics::Estimate leak, quality;
    bool collapsed = false;
    bool belowFrame = false; ///< see report::belowFrame()
};

struct Panel {
    QString title;
    std::vector<Mark> marks;
    std::optional<double> best;
};

struct Content {
    std::vector<Panel> panels;
    int k = 0;
};

QString labelOf(const ComparisonPoint& point) {
    if (point.baseline) {
        return QString::fromStdString(point.label.substr(0, point.label.find(',')));
    }
    switch (chartGroup(point.family, point.baseline)) {
    case ChartGroup::Untreated:
        return QStringLiteral("untreated");
    case ChartGroup::Random:
        return QStringLiteral("random");
    case ChartGroup::Control:
        return QStringLiteral("λ 0");
    default:
        return QStringLiteral("λ %1").arg(point.lambda);
    }
}

QString groupTitle(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return QStringLiteral("untreated");
    case ChartGroup::Random:
        return QStringLiteral("random prompt");
    case ChartGroup::Control:
        return QStringLiteral("λ = 0 control");
    case ChartGroup::Matching:
        return QStringLiteral("matching baseline");
    case ChartGroup::Sequential:
        return QStringLiteral("sequential baseline");
    case ChartGroup::Counting:
        return QStringLiteral("counting baseline");
    case ChartGroup::Cfp:
        break;
    }
    return QStringLiteral("CFP");
}

Panel panelOf(const Audit& audit, int k, const QString& title, AucChoice choice) {
    Panel panel;
    panel.title = title;
    std::vector<std::string> labelled;
    for (const ComparisonPoint& point : audit.points) {
        const metrics::Estimate* quality = point.rankingFigure("hit@k", kTradeOffTask, k);
        const std::optional<metrics::Estimate>& auc = aucOf(point, choice);
        if (quality == nullptr || !auc || std::isnan(auc->value)) {
            continue;
        }
        const bool first = std::find(labelled.begin(), labelled.end(), point.setting) == labelled.end();
        labelled.push_back(point.setting);
        panel.marks.push_back({first ? labelOf(point) : QString(), chartGroup(point.family, point.baseline),
                               *auc, *quality, collapsedOf(point, choice)});
        panel.best = point.bestPossibleAuc;
    }
    std::vector<ChartValue> shares;
    for (const Mark& mark : panel.marks) {
        shares.push_back(
            {mark.group, 100 * mark.quality.value, 100 * mark.quality.low, 100 * mark.quality.high});
    }
    const std::vector<bool> below = belowFrame(shares, kLeastShares);
    for (std::size_t i = 0; i < panel.marks.size(); ++i) {
        panel.marks[i].belowFrame = below[i];
    }
    return panel;
}

void collect(const metrics::Estimate& estimate, double scale, std::vector<double>& values) {
    for (const double value : {estimate.value, estimate.low, estimate.high}) {
        if (!std::isnan(value)) {
            values.push_back(scale * value);
        }
    }
}

/// Places labels beside their marks without covering marks or each other.
class LabelPlacer {
public:
    void block(const QRectF& area) { m_taken.push_back(area); }

    QRectF place(QPointF mark, QSizeF size) {
        const double gap = 9;
        const std::array<QPointF, 4> corners = {mark + QPointF(gap, -gap - size.height() + 6),
                                                mark + QPointF(-gap - size.width(), -gap - size.height() + 6),
                                                mark + QPointF(gap, gap - 6),
                                                mark + QPointF(-gap - size.width(), gap - 6)};
        QRectF chosen(corners.front(), size);
        for (const QPointF corner : corners) {
            const QRectF area(corner, size);
            if (std::none_of(m_taken.begin(), m_taken.end(),
                             [&](const QRectF& other) { return other.intersects(area); })) {
                chosen = area;
                break;
            }
        }
        m_taken.push_back(chosen);
        return chosen;
    }

private:
    std::vector<QRectF> m_taken;
};

class PanelPainter {
public:
    PanelPainter(QPainter& painter, const Panel& panel, const QRectF& plot, int k)
        : m_painter(painter), m_panel(panel), m_plot(plot), m_k(k) {
        std::vector<double> leaks = {0.5}, shares;
        if (panel.best) {
            leaks.push_back(*panel.best);
        }
        for (const Mark& mark : panel.marks) {
            collect(mark.leak, 1, leaks);
            if (!mark.belowFrame) {
                collect(mark.quality, 100, shares);
            }
        }
        m_x = axisAround(leaks, 0.1, plot.left(), plot.right());
        m_y = axisAround(shares, kLeastShares, plot.bottom(), plot.top());
    }

    void paint() {
        paintAxes();
        paintReference(0.5, QStringLiteral("0.5"), Qt::DashLine);
        if (m_panel.best) {
            paintReference(*m_panel.best, QStringLiteral("best possible"), Qt::DotLine);
        }
        for (const Mark& mark : m_panel.marks) {
            paintWhiskers(mark);
        }
        LabelPlacer placer;
        for (const Mark& mark : m_panel.marks) {
            drawMark(m_painter, shapeOf(mark.group), centre(mark), 11, colourOf(mark.group),
                     mark.collapsed ? Fill::Hollow : Fill::Solid);
            placer.block(QRectF(centre(mark) - QPointF(6, 6), QSizeF(12, 12)));
        }
        paintLabels(placer);
    }

private:
    QPointF centre(const Mark& mark) const {
        return {m_x.at(mark.leak.value),
                mark.belowFrame ? m_plot.bottom() - kAboveFrame : m_y.at(100 * mark.quality.value)};
    }

    void paintAxes() {
        m_painter.setFont(figureFont(11));
        for (const double tick : m_x.ticks(5)) {
            const double x = m_x.at(tick);
            m_painter.setPen(QPen(ink::kGrid, 1));
            m_painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
            m_painter.setPen(ink::kMuted);
            m_painter.drawText(QRectF(x - 30, m_plot.bottom() + 5, 60, 14), Qt::AlignCenter,
                               QString::number(tick, 'g', 4));
        }
        for (const double tick : m_y.ticks(6)) {
            const double y = m_y.at(tick);
            m_painter.setPen(QPen(ink::kGrid, 1));
            m_painter.drawLine(QPointF(m_plot.left(), y), QPointF(m_plot.right(), y));
            m_painter.setPen(ink::kMuted);
            m_painter.drawText(QRectF(m_plot.left() - 44, y - 8, 38, 16), Qt::AlignRight | Qt::AlignVCenter,
                               QString::number(tick, 'g', 4));
        }
        m_painter.setPen(ink::kText);
        m_painter.drawText(QRectF(m_plot.left(), m_plot.bottom() + 22, m_plot.width(), 16), Qt::AlignCenter,
                           QStringLiteral("leak: probe AUC, %1").arg(m_panel.title));
        m_painter.drawText(QRectF(m_plot.left() - 44, m_plot.top() - 36, 200, 16),
                           Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("hit@%1, %").arg(m_k));
    }

    void paintReference(double value, const QString& text, Qt::PenStyle style) {
        const double x = m_x.at(value);
        m_painter.setPen(QPen(ink::kMuted, 1.2, style));
        m_painter.drawLine(QPointF(x, m_plot.top() - 4), QPointF(x, m_plot.bottom()));
        m_painter.setPen(ink::kMuted);
        m_painter.setFont(figureFont(11));
        const double half = m_painter.fontMetrics().horizontalAdvance(text) / 2.0 + 1;
        const double middle = std::min(x, m_plot.right() + 18 - half);
        m_painter.drawText(QRectF(middle - half, m_plot.top() - 20, 2 * half, 14), Qt::AlignCenter, text);
    }

    void paintWhiskers(const Mark& mark) {
        QColor colour = colourOf(mark.group);
        colour.setAlphaF(0.55F); // many whiskers cross
        m_painter.setPen(QPen(colour, 1.2));
        const QPointF middle = centre(mark);
        if (!std::isnan(mark.leak.low)) {
            m_painter.drawLine(QPointF(m_x.at(mark.leak.low), middle.y()),
                               QPointF(m_x.at(mark.leak.high), middle.y()));
        }
        if (mark.belowFrame) {
            const QPointF tip(middle.x(), m_plot.bottom() - 1);
            m_painter.drawLine(middle, tip);
            m_painter.drawLine(tip, tip + QPointF(-3, -3));
            m_painter.drawLine(tip, tip + QPointF(3, -3));
        } else if (!std::isnan(mark.quality.low)) {
            m_painter.drawLine(QPointF(middle.x(), m_y.at(100 * mark.quality.low)),
                               QPointF(middle.x(), m_y.at(100 * mark.quality.high)));
        }
    }

    void paintLabels(LabelPlacer& placer) {
        m_painter.setFont(figureFont(11));
        m_painter.setPen(ink::kText);
        for (const Mark& mark : m_panel.marks) {
            if (!mark.label.isEmpty()) {
                const QString label =
                    mark.belowFrame
                        ? QStringLiteral("%1: %2").arg(mark.label).arg(100 * mark.quality.value, 0, 'f', 1)
                        : mark.label;
                const QSizeF size(m_painter.fontMetrics().horizontalAdvance(label) + 2, 14);
                m_painter.drawText(placer.place(centre(mark), size), Qt::AlignCenter | Qt::TextDontClip,
                                   label);
            }
        }
    }

    QPainter& m_painter;
    const Panel& m_panel;
    QRectF m_plot;
    int m_k;
    Axis m_x, m_y;
};

void drawLegend(QPainter& painter, const Content& content) {
    painter.setFont(figureFont(12));
    double x = 50;
    const auto entry = [&](Shape shape, const QColor& colour, Fill fill, const QString& text) {
        drawMark(painter, shape, QPointF(x + 6, 10), 11, colour, fill);
        painter.setPen(ink::kText);
        painter.drawText(QRectF(x + 18, 0, 200, 20), Qt::AlignVCenter, text);
        x += 38 + painter.fontMetrics().horizontalAdvance(text);
    };
    const auto hasMark = [&](const auto& fits) {
        return std::any_of(content.panels.begin(), content.panels.end(), [&](const Panel& panel) {
            return std::any_of(panel.marks.begin(), panel.marks.end(), fits);
        });
    };
    for (const ChartGroup group : kChartGroups) {
        if (hasMark([&](const Mark& mark) { return mark.group == group; })) {
            entry(shapeOf(group), colourOf(group), Fill::Solid, groupTitle(group));
        }
    }
    if (hasMark([](const Mark& mark) { return mark.collapsed; })) {
        entry(Shape::Circle, ink::kMuted, Fill::Hollow, QStringLiteral("hollow: probe collapsed"));
    }
}

int rowsOf(const Content& content) {
    return (static_cast<int>(content.panels.size()) + 1) / 2;
}

/// Two panels side by side; an odd first one, the headline, has a row of its own.
QRectF placeOf(const Content& content, int panel) {
    const int count = static_cast<int>(content.panels.size());
    const int alone = count % 2;
    const bool isWide = panel < alone;
    const int row = isWide ? 0 : alone + (panel - alone) / 2;
    const double width = isWide ? kTradeOffWidth : kTradeOffWidth / 2.0;
    const double left = isWide ? 0 : width * ((panel - alone) % 2);
    return {left, static_cast<double>(row * kHeight), width, static_cast<double>(kHeight)};
}

void paintTradeOff(QPainter& painter, const Content& content) {
    painter.setRenderHint(QPainter::Antialiasing);
    drawLegend(painter, content);
    for (int panel = 0; panel < static_cast<int>(content.panels.size()); ++panel) {
        const QRectF plot = placeOf(content, panel).adjusted(50, 56, -20, -44);
        PanelPainter(painter, content.panels[static_cast<std::size_t>(panel)], plot, content.k).paint();
    }
}

std::string describe(const Content& content) {
    std::string text;
    for (const Panel& panel : content.panels) {
        for (const Mark& mark : panel.marks) {
            if (!mark.label.isEmpty()) {
                text += fmt::format("{}{} ({}): AUC {}, hit@{} {} %", text.empty() ? "" : "; ",
                                    mark.label.toStdString(), panel.title.toStdString(),
                                    areaText(mark.leak.value), content.k, percent(mark.quality.value));
            }
        }
    }
    return text + ".";
}

} // namespace

std::optional<Figure> tradeOffFigure(const Audit& audit, int k) {
    Content content;
    content.k = k;
    for (Panel panel : {panelOf(audit, k, QStringLiteral("strongest probe"), AucChoice::Strongest),
                        panelOf(audit, k, QStringLiteral("user span"), AucChoice::UserSpan),
                        panelOf(audit, k, QStringLiteral("all tokens"), AucChoice::AllTokens)}) {
        if (!panel.marks.empty()) {
            content.panels.push_back(std::move(panel));
        }
    }
    if (content.panels.empty()) {
        return std::nullopt;
    }
    Figure figure;
    figure.title = fmt::format("Leak of {} against hit@{}", audit.attribute, k);
    const bool someBelow = std::ranges::any_of(content.panels, [](const Panel& panel) {
        return std::ranges::any_of(panel.marks, &Mark::belowFrame);
    });
    figure.description = fmt::format("Better is up and to the left. A mark per run with 95 % intervals{}. {}",
                                     someBelow ? "; the hits of marks with an arrow lie below the frame" : "",
                                     describe(content));
    figure.width = kTradeOffWidth;
    figure.height = rowsOf(content) * kHeight;
    figure.paint = [content](QPainter& painter) { paintTradeOff(painter, content); };
    return figure;
}

} // namespace up5::report
