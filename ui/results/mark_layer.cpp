#include "ui/results/mark_layer.h"

#include <algorithm>
#include <array>

#include <QtCharts/QAbstractSeries>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include "ui/widgets/palette.h"

namespace up5::ui {

namespace {

constexpr double kCap = 3.5; // half length of a whisker's end stroke
constexpr double kHalfBar = 7;
constexpr double kCategoryShare = 0.42; // of the chart's width at most: longer names are elided
constexpr double kDimmed = 0.35;        // opacity of dominated points
constexpr double kArrow = 3.5;          // half width of the head of an arrow
constexpr double kInner = 0.45;         // of a mark: the shape within it
constexpr double kRing = 0.7;           // of a mark: radius of the ring around it
constexpr double kLegendGap = 18;       // between entries
constexpr double kLegendMark = 16;

QColor colorOf(int index, bool dark) {
    return index < 0 ? themeColors(dark).mutedText : seriesColor(index, dark);
}

QColor bandColor(bool dark) {
    QColor color = themeColors(dark).mutedText;
    color.setAlphaF(0.18f);
    return color;
}

/// What a mark has besides its own shape: one within it, and a ring around it.
template <class Marked>
void drawExtras(QPainter& painter, const Marked& marked, QPointF centre, double size,
                const ThemeColors& colors, const QColor& color) {
    if (marked.inner) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(marked.hollow ? color : colors.surface);
        drawMark(painter, *marked.inner, centre, kInner * size);
    }
    if (marked.ringed) {
        painter.setPen(QPen(colors.text, 1.2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, kRing * size, kRing * size);
    }
}

/// Positions of legend entries in rows of at most `width`, and the total height.
std::pair<std::vector<QPointF>, double> legendLayout(const std::vector<LegendEntry>& entries, double width,
                                                     const QFontMetricsF& metrics) {
    std::vector<QPointF> positions;
    double x = 0;
    double y = 0;
    const double rowHeight = metrics.height() + 4;
    for (const LegendEntry& entry : entries) {
        const double entryWidth = kLegendMark + metrics.horizontalAdvance(entry.text);
        if (x > 0 && x + entryWidth > width) {
            x = 0;
            y += rowHeight;
        }
        positions.emplace_back(x, y);
        x += entryWidth + kLegendGap;
    }
    return {positions, entries.empty() ? 0 : y + rowHeight};
}

} // namespace

MarkLayer::MarkLayer(QChart& chart, QAbstractSeries& anchor)
    : QGraphicsItem(&chart), m_chart(chart), m_anchor(anchor) {
    setZValue(100);
    setAcceptedMouseButtons(Qt::NoButton);
}

void MarkLayer::setContent(const ChartContent* content) {
    prepareGeometryChange();
    m_content = content;
    update();
}

void MarkLayer::setSelection(const QString& key, bool hasFocus) {
    m_selected = key;
    m_hasFocus = hasFocus;
    update();
}

double MarkLayer::legendHeight(double chartWidth, const QFont& font) const {
    return m_content ? legendLayout(m_content->legend, chartWidth, QFontMetricsF(font)).second : 0;
}

double MarkLayer::categoryWidth(const QFont& font) const {
    double width = 0;
    if (m_content && !m_content->marks.empty()) {
        for (const QString& name : m_content->y.categories) {
            width = std::max(width, QFontMetricsF(font).horizontalAdvance(name) + 8);
        }
    }
    return std::min(width, kCategoryShare * m_chart.rect().width());
}

QPointF MarkLayer::toScene(QPointF value) const {
    return mapToScene(m_chart.mapToPosition(value, &m_anchor));
}

QRectF MarkLayer::boundingRect() const {
    return m_chart.rect();
}

bool MarkLayer::isDark() const {
    return m_chart.backgroundBrush().color().lightness() < 128;
}

void MarkLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (!m_content) {
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_chart.legend()->font());
    paintLegend(*painter);
    if (m_content->marks.empty()) {
        paintEmptyText(*painter);
        return;
    }
    painter->save();
    painter->setClipRect(m_chart.plotArea().adjusted(-1, -1, 1, 1));
    paintBands(*painter);
    paintLines(*painter);
    paintPaths(*painter);
    paintEstimate(*painter);
    painter->restore();
    paintCategories(*painter);
    // Dominated points first, so that they never cover one that matters; the selected one last.
    for (const bool dimmed : {true, false}) {
        for (const ChartMark& mark : m_content->marks) {
            if (mark.dimmed == dimmed && mark.key != m_selected) {
                paintMark(*painter, mark);
            }
        }
    }
    for (const ChartMark& mark : m_content->marks) {
        if (!m_selected.isEmpty() && mark.key == m_selected) {
            paintMark(*painter, mark);
        }
    }
    paintLabels(*painter);
}

void MarkLayer::paintBands(QPainter& painter) const {
    const QRectF plot = m_chart.plotArea();
    painter.setPen(Qt::NoPen);
    painter.setBrush(bandColor(isDark()));
    for (const ChartBand& band : m_content->bands) {
        const QPointF low = m_chart.mapToPosition({band.x.low, band.y ? band.y->low : 0}, &m_anchor);
        const QPointF high = m_chart.mapToPosition({band.x.high, band.y ? band.y->high : 0}, &m_anchor);
        painter.drawRect(QRectF(QPointF(low.x(), band.y ? high.y() : plot.top()),
                                QPointF(high.x(), band.y ? low.y() : plot.bottom())));
    }
}

void MarkLayer::paintLines(QPainter& painter) const {
    const QRectF plot = m_chart.plotArea();
    const ThemeColors& colors = themeColors(isDark());
    const QFontMetricsF metrics(painter.font());
    double labelBottom = plot.bottom() - 3;
    for (const ReferenceLine& line : m_content->lines) {
        painter.setPen(QPen(colors.mutedText, 1.2, Qt::DashLine));
        if (line.axis == ReferenceLine::Along::X) {
            const double x = m_chart.mapToPosition({line.value, 0}, &m_anchor).x();
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
            painter.setPen(colors.mutedText);
            const double width = metrics.horizontalAdvance(line.label);
            const double beside = x + 4 + width < plot.right() ? x + 4 : x - 4 - width;
            const double left = std::max(beside, plot.left() + 2);
            // Each name in a row of its own: two lines may be close to each other.
            painter.drawText(QPointF(left, labelBottom - metrics.descent()), line.label);
            labelBottom -= metrics.height();
        } else {
            const double y = m_chart.mapToPosition({0, line.value}, &m_anchor).y();
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
            painter.setPen(colors.mutedText);
            painter.drawText(QPointF(plot.left() + 4, y - metrics.descent()), line.label);
        }
    }
}

void MarkLayer::paintCategories(QPainter& painter) const {
    painter.setPen(themeColors(isDark()).text);
    const QFontMetricsF metrics(painter.font());
    const double width = m_chart.plotArea().left() - 8;
    for (std::size_t i = 0; i < m_content->y.categories.size(); ++i) {
        const double y = m_chart.mapToPosition({0, static_cast<double>(i)}, &m_anchor).y();
        painter.drawText(QRectF(0, y - metrics.height() / 2, width, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(m_content->y.categories[i], Qt::ElideRight, width));
    }
}

void MarkLayer::paintPaths(QPainter& painter) const {
    for (const ChartPath& path : m_content->paths) {
        QPainterPath drawn;
        QPointF last;
        for (const QPointF& value : path.points) {
            const QPointF position = m_chart.mapToPosition(value, &m_anchor);
            if (drawn.isEmpty() && drawn.elementCount() == 0) {
                drawn.moveTo(position);
            } else {
                if (path.stepped) {
                    drawn.lineTo(position.x(), last.y());
                }
                drawn.lineTo(position);
            }
            last = position;
        }
        QColor color = colorOf(path.color, isDark());
        color.setAlphaF(0.7f);
        painter.setPen(QPen(color, 1.4, path.dashed ? Qt::DashLine : Qt::SolidLine));
        if (path.emphasised) {
            QColor accent = themeColors(isDark()).accent;
            accent.setAlphaF(0.45f);
            painter.setPen(QPen(accent, 6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        }
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(drawn);
    }
}

void MarkLayer::paintEstimate(QPainter& painter) const {
    if (!m_content->estimate) {
        return;
    }
    const ChartEstimate& estimate = *m_content->estimate;
    const ThemeColors& colors = themeColors(isDark());
    const QRectF box = QRectF(m_chart.mapToPosition({estimate.x.low, estimate.y.high}, &m_anchor),
                              m_chart.mapToPosition({estimate.x.high, estimate.y.low}, &m_anchor))
                           .normalized();
    QColor fill = colors.accent;
    fill.setAlphaF(0.14f);
    painter.setPen(QPen(colors.accent, 1, estimate.measured ? Qt::SolidLine : Qt::DotLine));
    painter.setBrush(fill);
    painter.drawRoundedRect(box, 4, 4);
    const QPointF centre = m_chart.mapToPosition(estimate.value, &m_anchor);
    painter.setPen(QPen(colors.accent, 2));
    painter.drawLine(centre - QPointF(7, 0), centre + QPointF(7, 0));
    painter.drawLine(centre - QPointF(0, 7), centre + QPointF(0, 7));
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = m_chart.plotArea();
    const double width = metrics.horizontalAdvance(estimate.label);
    const double x =
        std::clamp(box.left() + 4, plot.left() + 2, std::max(plot.left() + 2, plot.right() - width - 2));
    const double y = std::clamp(box.top() - 3, plot.top() + metrics.ascent() + 1, plot.bottom() - 4);
    painter.setPen(colors.accent);
    painter.drawText(QPointF(x, y), estimate.label);
}

void MarkLayer::paintMark(QPainter& painter, const ChartMark& mark) const {
    const bool isSelected = !m_selected.isEmpty() && mark.key == m_selected;
    const QColor color = colorOf(mark.color, isDark());
    const ThemeColors& colors = themeColors(isDark());
    const QRectF plot = m_chart.plotArea();
    const QPointF centre = m_chart.mapToPosition({mark.x, mark.y}, &m_anchor);
    painter.save();
    painter.setOpacity(mark.dimmed && !isSelected ? kDimmed : 1);
    if (mark.barFrom) {
        const double from = m_chart.mapToPosition({*mark.barFrom, mark.y}, &m_anchor).x();
        QColor fill = color;
        fill.setAlphaF(mark.hollow ? 0.25f : 0.5f);
        painter.fillRect(
            QRectF(QPointF(from, centre.y() - kHalfBar), QPointF(centre.x(), centre.y() + kHalfBar))
                .normalized(),
            fill);
    }
    painter.setPen(QPen(color, isSelected ? 2 : 1.2));
    if (mark.xInterval) {
        const double low = m_chart.mapToPosition({mark.xInterval->low, mark.y}, &m_anchor).x();
        const double high = m_chart.mapToPosition({mark.xInterval->high, mark.y}, &m_anchor).x();
        painter.drawLine(QPointF(std::max(low, plot.left()), centre.y()),
                         QPointF(std::min(high, plot.right()), centre.y()));
        for (const double end : {low, high}) {
            if (end >= plot.left() && end <= plot.right()) {
                painter.drawLine(QPointF(end, centre.y() - kCap), QPointF(end, centre.y() + kCap));
            }
        }
    }
    if (mark.belowFrame) {
        const QPointF tip(centre.x(), plot.bottom() - 1);
        painter.drawLine(centre, tip);
        painter.drawLine(tip, tip + QPointF(-kArrow, -kArrow));
        painter.drawLine(tip, tip + QPointF(kArrow, -kArrow));
    } else if (mark.yInterval) {
        const double low = m_chart.mapToPosition({mark.x, mark.yInterval->low}, &m_anchor).y();
        const double high = m_chart.mapToPosition({mark.x, mark.yInterval->high}, &m_anchor).y();
        painter.drawLine(QPointF(centre.x(), std::min(low, plot.bottom())),
                         QPointF(centre.x(), std::max(high, plot.top())));
        for (const double end : {low, high}) {
            if (end >= plot.top() && end <= plot.bottom()) {
                painter.drawLine(QPointF(centre.x() - kCap, end), QPointF(centre.x() + kCap, end));
            }
        }
    }
    if (isSelected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.text, m_hasFocus ? 2 : 1.2));
        painter.drawEllipse(centre, kMarkSize, kMarkSize);
    }
    // A rim in the background's colour keeps marks apart that lie upon each other.
    painter.setPen(mark.hollow ? QPen(color, 2) : QPen(colors.surface, 1));
    painter.setBrush(mark.hollow ? colors.surface : color);
    const double size = mark.inner ? kLargeMarkSize : kMarkSize;
    drawMark(painter, mark.shape, centre, size);
    drawExtras(painter, mark, centre, size, colors, color);
    painter.restore();
}

void MarkLayer::paintLabels(QPainter& painter) const {
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = m_chart.plotArea();
    std::vector<QRectF> occupied;
    for (const ChartMark& mark : m_content->marks) {
        const QPointF centre = m_chart.mapToPosition({mark.x, mark.y}, &m_anchor);
        occupied.emplace_back(centre.x() - 7, centre.y() - 7, 14, 14);
    }
    for (const bool dimmed : {false, true}) {
        for (const ChartMark& mark : m_content->marks) {
            if (mark.label.isEmpty() || mark.dimmed != dimmed) {
                continue;
            }
            const QPointF centre = m_chart.mapToPosition({mark.x, mark.y}, &m_anchor);
            const QSizeF size(metrics.horizontalAdvance(mark.label) + 2, metrics.height());
            const std::array<QPointF, 4> corners = {QPointF(9, -size.height() - 3), QPointF(9, 3),
                                                    QPointF(-9 - size.width(), -size.height() - 3),
                                                    QPointF(-9 - size.width(), 3)};
            for (const QPointF& corner : corners) {
                const QRectF place(centre + corner, size);
                const bool isFree = plot.contains(place) &&
                                    std::none_of(occupied.begin(), occupied.end(), [&](const QRectF& other) {
                                        return other.intersects(place);
                                    });
                if (isFree) {
                    QColor ground = themeColors(isDark()).surface;
                    ground.setAlphaF(0.75f);
                    painter.fillRect(place, ground);
                    painter.setPen(dimmed ? themeColors(isDark()).mutedText : themeColors(isDark()).text);
                    painter.drawText(QPointF(place.left() + 1, place.top() + metrics.ascent()), mark.label);
                    occupied.push_back(place);
                    break;
                }
            }
        }
    }
}

void MarkLayer::paintLegend(QPainter& painter) const {
    const QFontMetricsF metrics(painter.font());
    const double left = m_chart.plotArea().left();
    const auto [positions, height] =
        legendLayout(m_content->legend, m_chart.rect().right() - left - 8, metrics);
    const double top = m_chart.plotArea().top() - height - 8;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const LegendEntry& entry = m_content->legend[i];
        const QPointF origin = QPointF(left, top) + positions[i];
        const QColor color = colorOf(entry.color, isDark());
        const ThemeColors& colors = themeColors(isDark());
        painter.save();
        painter.setOpacity(entry.dimmed ? kDimmed : 1);
        const QPointF centre = origin + QPointF(5.5, metrics.height() / 2);
        if (entry.isLine) {
            painter.setPen(QPen(color, 1.4));
            painter.drawLine(centre - QPointF(5.5, 0), centre + QPointF(5.5, 0));
        } else if (entry.isBand) {
            painter.fillRect(QRectF(centre - QPointF(6, 6), QSizeF(12, 12)), bandColor(isDark()));
        } else {
            painter.setPen(entry.hollow ? QPen(color, 2) : QPen(Qt::NoPen));
            painter.setBrush(entry.hollow ? colors.surface : color);
            const double size = entry.inner ? 12 : 10;
            drawMark(painter, entry.shape, centre, size);
            drawExtras(painter, entry, centre, size, colors, color);
        }
        painter.restore();
        painter.setPen(colors.text);
        painter.drawText(origin + QPointF(kLegendMark, metrics.ascent()), entry.text);
    }
}

void MarkLayer::paintEmptyText(QPainter& painter) const {
    painter.setPen(themeColors(isDark()).mutedText);
    painter.drawText(m_chart.plotArea().adjusted(20, 20, -20, -20),
                     static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap),
                     m_content->emptyText);
}

} // namespace up5::ui
