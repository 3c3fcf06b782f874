#include "report/trade_off_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/figure_style.h"

namespace up5::report {

namespace {

constexpr double kAboveFrame = 16; // pixels: how high above the lower edge marks stand that belong below it

void collect(const metrics::Estimate& estimate, double scale, std::vector<double>& values) {
    for (const double value : {estimate.value, estimate.low, estimate.high}) {
        if (!std::isnan(value)) {
            values.push_back(scale * value);
        }
    }
}

/// Places labels beside their marks, within the bounds and without covering marks or each other.
class LabelPlacer {
public:
    explicit LabelPlacer(const QRectF& bounds) : m_bounds(bounds) {}
    void block(const QRectF& area) { m_taken.push_back(area); }

    QRectF place(QPointF mark, QSizeF size) {
        const double gap = 9;
        const std::array<QPointF, 4> corners = {mark + QPointF(gap, -gap - size.height() + 6),
                                                mark + QPointF(-gap - size.width(), -gap - size.height() + 6),
                                                mark + QPointF(gap, gap - 6),
                                                mark + QPointF(-gap - size.width(), gap - 6)};
        // Where every place is taken the first within the bounds must do.
        std::optional<QRectF> free, within;
        for (const QPointF corner : corners) {
            const QRectF area(corner, size);
            if (!m_bounds.contains(area)) {
                continue;
            }
            within = within.value_or(area);
            if (std::none_of(m_taken.begin(), m_taken.end(),
                             [&](const QRectF& other) { return other.intersects(area); })) {
                free = area;
                break;
            }
        }
        const QRectF chosen = free.value_or(within.value_or(QRectF(corners.front(), size)));
        m_taken.push_back(chosen);
        return chosen;
    }

private:
    QRectF m_bounds;
    std::vector<QRectF> m_taken;
};

class PanelPainter {
public:
    PanelPainter(QPainter& painter, const TradeOffPanel& panel, const QRectF& plot, int k)
        : m_painter(painter), m_panel(panel), m_plot(plot), m_k(k) {
        std::vector<double> leaks = {0.5}, shares;
        if (panel.best) {
            leaks.push_back(*panel.best);
        }
        for (const TradeOffMark& mark : panel.marks) {
            collect(mark.leak, 1, leaks);
            if (!mark.belowFrame) {
                collect(mark.quality, 100, shares);
            }
        }
        m_x = axisAround(leaks, 0.1, plot.left(), plot.right());
        m_y = axisAround(shares, kLeastShares, plot.bottom(), plot.top());
        m_y.to = std::min(m_y.to, 100.0); // there are no more hits
    }

    void paint() {
        paintAxes();
        paintReference(0.5, QStringLiteral("0.5"), Qt::DashLine);
        if (m_panel.best) {
            paintReference(*m_panel.best, QStringLiteral("best possible"), Qt::DotLine);
        }
        for (const TradeOffMark& mark : m_panel.marks) {
            paintWhiskers(mark);
        }
        paintFront();
        LabelPlacer placer(m_plot.adjusted(0, -8, 18, 0));
        for (const TradeOffMark& mark : m_panel.marks) {
            drawMark(m_painter, shapeOf(mark.group), centre(mark), kMarkPixels, colourOf(mark.group),
                     mark.collapsed ? Fill::Hollow : Fill::Solid);
            if (mark.treated) {
                drawRing(m_painter, centre(mark), kMarkPixels);
            }
            placer.block(QRectF(centre(mark) - QPointF(6, 6), QSizeF(12, 12)));
        }
        paintLabels(placer);
    }

private:
    QPointF centre(const TradeOffMark& mark) const {
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
        drawLevels(m_painter, m_y, m_plot, 6);
        m_painter.setPen(ink::kText);
        m_painter.drawText(QRectF(m_plot.left(), m_plot.bottom() + 22, m_plot.width(), 16), Qt::AlignCenter,
                           QStringLiteral("leak: probe AUC, %1").arg(m_panel.title));
        m_painter.drawText(QRectF(m_plot.left() - 44, m_plot.top() - 36, 200, 16),
                           Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("hit@%1, %").arg(m_k));
    }

    /// The boundary of what is dominated.
    void paintFront() {
        std::vector<QPointF> corners;
        for (const TradeOffMark& mark : m_panel.marks) {
            if (mark.state == FrontState::Front) {
                corners.push_back(centre(mark));
            }
        }
        std::sort(corners.begin(), corners.end(), [](const QPointF& a, const QPointF& b) {
            return std::pair(a.x(), -a.y()) < std::pair(b.x(), -b.y());
        });
        m_painter.setPen(QPen(ink::kMuted, 1.4));
        for (std::size_t i = 1; i < corners.size(); ++i) {
            const QPointF corner(corners[i].x(), corners[i - 1].y());
            m_painter.drawLine(corners[i - 1], corner);
            m_painter.drawLine(corner, corners[i]);
        }
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

    void paintWhiskers(const TradeOffMark& mark) {
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
        for (const TradeOffMark& mark : m_panel.marks) {
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
    const TradeOffPanel& m_panel;
    QRectF m_plot;
    int m_k;
    Axis m_x, m_y;
};

} // namespace

void drawRing(QPainter& painter, QPointF centre, double size) {
    painter.setPen(QPen(ink::kText, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(centre, 0.75 * size, 0.75 * size);
}

void paintTradeOffPanel(QPainter& painter, const TradeOffPanel& panel, const QRectF& plot, int k) {
    PanelPainter(painter, panel, plot, k).paint();
}

} // namespace up5::report
