#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "report/figure_style.h"
#include "report/figures.h"
#include "report/numbers.h"
#include "report/pareto.h"

namespace up5::report {

namespace {

constexpr int kTradeOffWidth = 760;
constexpr int kHeight = 400;
constexpr double kMarkPixels = 11;
constexpr int kLegendColumns = 4;
constexpr double kLegendRow = 19;  // pixels
constexpr double kLeastShares = 6; // points of per cent that the axis of hits spans at least
constexpr double kAboveFrame = 16; // pixels: how high above the lower edge marks stand that belong below it

struct Mark {
    QString label; ///< empty: the setting is labelled at another seed's mark
    ChartGroup group = ChartGroup::Untreated;
    metrics::Estimate leak, quality;
    bool collapsed = false;
    bool belowFrame = false; ///< see report::belowFrame()
    bool treated = false;    ///< a fair baseline: ringed
    FrontState state = FrontState::Front;
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

/// States on the Pareto front of hits and leak.
void addFront(Panel& panel) {
    std::vector<TradeOff> tradeOffs;
    for (const Mark& mark : panel.marks) {
        tradeOffs.push_back({mark.leak, mark.quality, mark.collapsed});
    }
    const std::vector<FrontState> states = paretoFront(tradeOffs);
    for (std::size_t i = 0; i < states.size(); ++i) {
        panel.marks[i].state = states[i];
    }
}

Panel panelOf(const Audit& audit, int k, const std::string& task, const QString& title, AucChoice choice) {
    Panel panel;
    panel.title = title;
    std::vector<std::string> labelled;
    for (const ComparisonPoint& point : audit.points) {
        const metrics::Estimate* quality = point.rankingFigure("hit@k", task, k);
        const std::optional<metrics::Estimate>& auc = aucOf(point, choice);
        if (quality == nullptr || !auc || std::isnan(auc->value)) {
            continue;
        }
        const bool first = std::find(labelled.begin(), labelled.end(), point.setting) == labelled.end();
        labelled.push_back(point.setting);
        panel.marks.push_back({first ? labelOf(point) : QString(), chartGroup(point.family, point.baseline),
                               *auc, *quality, collapsedOf(point, choice), false,
                               point.family == Family::Fair});
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
    addFront(panel);
    return panel;
}

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

/// Around the mark of a baseline that was treated.
void drawRing(QPainter& painter, QPointF centre, double size) {
    painter.setPen(QPen(ink::kText, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(centre, 0.75 * size, 0.75 * size);
}

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
        m_y.to = std::min(m_y.to, 100.0); // there are no more hits
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
        paintFront();
        LabelPlacer placer(m_plot.adjusted(0, -8, 18, 0));
        for (const Mark& mark : m_panel.marks) {
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

    /// The boundary of what is dominated.
    void paintFront() {
        std::vector<QPointF> corners;
        for (const Mark& mark : m_panel.marks) {
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

/// An entry of the legend: its sign, drawn about a point, and what it means.
struct LegendItem {
    QString text;
    std::function<void(QPainter&, QPointF)> draw;
};

std::vector<LegendItem> legendOf(const Content& content) {
    std::vector<LegendItem> items;
    const auto hasMark = [&](const auto& fits) {
        return std::any_of(content.panels.begin(), content.panels.end(), [&](const Panel& panel) {
            return std::any_of(panel.marks.begin(), panel.marks.end(), fits);
        });
    };
    const auto addMark = [&](const QString& text, Shape shape, const QColor& colour, Fill fill) {
        items.push_back({text, [=](QPainter& painter, QPointF centre) {
                             drawMark(painter, shape, centre, kMarkPixels, colour, fill);
                         }});
    };
    for (const ChartGroup group : kChartGroups) {
        if (hasMark([&](const Mark& mark) { return mark.group == group; })) {
            addMark(groupTitle(group), shapeOf(group), colourOf(group), Fill::Solid);
        }
    }
    if (hasMark([](const Mark& mark) { return mark.treated; })) {
        items.push_back({QStringLiteral("ring: treated baseline"),
                         [](QPainter& painter, QPointF centre) { drawRing(painter, centre, kMarkPixels); }});
    }
    if (std::ranges::any_of(content.panels, [](const Panel& panel) { return panel.marks.size() > 1; })) {
        items.push_back({QStringLiteral("Pareto front"), [](QPainter& painter, QPointF centre) {
                             painter.setPen(QPen(ink::kMuted, 1.4));
                             painter.drawLine(centre - QPointF(6, 0), centre + QPointF(6, 0));
                         }});
    }
    if (hasMark([](const Mark& mark) { return mark.collapsed; })) {
        addMark(QStringLiteral("hollow: probe collapsed"), Shape::Circle, ink::kMuted, Fill::Hollow);
    }
    return items;
}

int legendRows(const Content& content) {
    return (static_cast<int>(legendOf(content).size()) + kLegendColumns - 1) / kLegendColumns;
}

/// Height of what the legend takes beyond its first row.
double legendExtra(const Content& content) {
    return kLegendRow * std::max(0, legendRows(content) - 1);
}

void drawLegend(QPainter& painter, const Content& content) {
    painter.setFont(figureFont(12));
    const std::vector<LegendItem> items = legendOf(content);
    const double width = (kTradeOffWidth - 50.0) / kLegendColumns;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const double x = 50 + width * static_cast<double>(i % kLegendColumns);
        const double y = kLegendRow * static_cast<double>(i / kLegendColumns);
        items[i].draw(painter, QPointF(x + 6, y + 10));
        painter.setPen(ink::kText);
        painter.drawText(QRectF(x + 18, y, width - 18, 20), Qt::AlignVCenter, items[i].text);
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
    return {left, legendExtra(content) + row * kHeight, width, static_cast<double>(kHeight)};
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

std::optional<Figure> tradeOffFigure(const Audit& audit, int k, const std::string& task) {
    Content content;
    content.k = k;
    for (Panel panel : {panelOf(audit, k, task, QStringLiteral("strongest probe"), AucChoice::Strongest),
                        panelOf(audit, k, task, QStringLiteral("user span"), AucChoice::UserSpan),
                        panelOf(audit, k, task, QStringLiteral("all tokens"), AucChoice::AllTokens)}) {
        if (!panel.marks.empty()) {
            content.panels.push_back(std::move(panel));
        }
    }
    if (content.panels.empty()) {
        return std::nullopt;
    }
    Figure figure;
    figure.title = fmt::format("Leak of {} against hit@{}, {} task", audit.attribute, k, task);
    const bool someBelow = std::ranges::any_of(content.panels, [](const Panel& panel) {
        return std::ranges::any_of(panel.marks, &Mark::belowFrame);
    });
    figure.description = fmt::format("Better is up and to the left. A mark per run with 95 % intervals{}. {}",
                                     someBelow ? "; the hits of marks with an arrow lie below the frame" : "",
                                     describe(content));
    figure.width = kTradeOffWidth;
    figure.height = rowsOf(content) * kHeight + static_cast<int>(legendExtra(content));
    figure.paint = [content](QPainter& painter) { paintTradeOff(painter, content); };
    return figure;
}

} // namespace up5::report
