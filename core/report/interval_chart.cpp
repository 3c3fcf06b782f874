#include "report/interval_chart.h"

#include <algorithm>
#include <cmath>

namespace up5::report {

namespace {

constexpr int kChartWidth = 760;
constexpr int kChartLabelWidth = 285;
constexpr int kRight = 20;
constexpr int kLine = 16; // height of a line of text
constexpr int kBottom = 44;
constexpr double kGuessing = 0.5;
constexpr double kLeastSpan = 0.1;

const QColor kBand(0x8a, 0x96, 0xa3, 0x40); // readable on light and dark paper

std::vector<double> valuesOf(const IntervalChart& chart) {
    std::vector<double> values = {kGuessing};
    const auto add = [&](double value) {
        if (!std::isnan(value)) {
            values.push_back(value);
        }
    };
    for (const IntervalRow& row : chart.rows) {
        for (const IntervalMark& mark : row.marks) {
            add(mark.estimate.value);
            add(mark.estimate.low);
            add(mark.estimate.high);
        }
        if (row.band) {
            add(row.band->first);
            add(row.band->second);
        }
    }
    for (const IntervalReference& reference : chart.references) {
        add(reference.value);
    }
    return values;
}

class ChartPainter {
public:
    ChartPainter(QPainter& painter, const IntervalChart& chart)
        : m_painter(painter), m_chart(chart),
          m_axis(axisAround(valuesOf(chart), kLeastSpan, kChartLabelWidth, kChartWidth - kRight)),
          m_top(topOf(chart)), m_base(m_top + chart.rowHeight * static_cast<double>(chart.rows.size())) {}

    /// Where the first row begins: under the legend and the names of the lines.
    static int topOf(const IntervalChart& chart) {
        return legendRows(chart) * (kLine + 6) + static_cast<int>(chart.references.size()) * kLine + 8;
    }

    void paint() {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintLegend();
        paintBands();
        paintGrid();
        paintReferences();
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) {
            paintRow(m_chart.rows[i], m_top + m_chart.rowHeight * static_cast<double>(i));
        }
    }

private:
    static int legendRows(const IntervalChart& chart) { return chart.legend.size() > 3 ? 2 : 1; }

    void paintLegend() {
        m_painter.setFont(figureFont(12));
        const std::size_t perRow =
            (m_chart.legend.size() + static_cast<std::size_t>(legendRows(m_chart)) - 1) /
            static_cast<std::size_t>(legendRows(m_chart));
        double x = kChartLabelWidth;
        for (std::size_t i = 0; i < m_chart.legend.size(); ++i) {
            const IntervalLegend& entry = m_chart.legend[i];
            const double y = perRow == 0 ? 0 : static_cast<double>(i / perRow) * (kLine + 6);
            if (i == perRow) {
                x = kChartLabelWidth;
            }
            if (entry.isBand) {
                m_painter.fillRect(QRectF(x, y + 4, 12, 12), kBand);
            } else {
                drawMark(m_painter, entry.shape, QPointF(x + 6, y + 10), 11, entry.colour, entry.fill);
            }
            m_painter.setPen(ink::kText);
            m_painter.drawText(QRectF(x + 18, y, 300, 20), Qt::AlignVCenter, entry.text);
            x += 34 + m_painter.fontMetrics().horizontalAdvance(entry.text);
        }
    }

    void paintBands() {
        for (std::size_t i = 0; i < m_chart.rows.size(); ++i) {
            if (const auto& band = m_chart.rows[i].band) {
                const double y = m_top + m_chart.rowHeight * static_cast<double>(i);
                m_painter.fillRect(QRectF(QPointF(m_axis.at(band->first), y),
                                          QPointF(m_axis.at(band->second), y + m_chart.rowHeight)),
                                   kBand);
            }
        }
    }

    void paintGrid() {
        m_painter.setFont(figureFont(11));
        for (const double tick : m_axis.ticks(7)) {
            const double x = m_axis.at(tick);
            m_painter.setPen(QPen(ink::kGrid, 1));
            m_painter.drawLine(QPointF(x, m_top), QPointF(x, m_base));
            m_painter.setPen(ink::kMuted);
            m_painter.drawText(QRectF(x - 30, m_base + 5, 60, 14), Qt::AlignCenter,
                               QString::number(tick, 'g', 4));
        }
        m_painter.setPen(ink::kText);
        m_painter.drawText(
            QRectF(kChartLabelWidth, m_base + 22, kChartWidth - kChartLabelWidth - kRight, kLine),
            Qt::AlignCenter, m_chart.axisTitle);
    }

    void paintReferences() {
        m_painter.setFont(figureFont(11));
        for (std::size_t i = 0; i < m_chart.references.size(); ++i) {
            const IntervalReference& reference = m_chart.references[i];
            const double x = m_axis.at(reference.value);
            const double lineTop = m_top - kLine * static_cast<double>(m_chart.references.size() - i);
            m_painter.setPen(QPen(ink::kMuted, 1.2, reference.style));
            m_painter.drawLine(QPointF(x, lineTop + kLine - 3), QPointF(x, m_base));
            m_painter.setPen(ink::kMuted);
            const double half = m_painter.fontMetrics().horizontalAdvance(reference.text) / 2.0 + 1;
            const double middle = std::clamp(x, kChartLabelWidth + half, kChartWidth - half);
            m_painter.drawText(QRectF(middle - half, lineTop - 3, 2 * half, kLine), Qt::AlignCenter,
                               reference.text);
        }
    }

    void paintRow(const IntervalRow& row, double top) {
        if (row.startsGroup) {
            m_painter.setPen(QPen(ink::kGrid, 1));
            m_painter.drawLine(QPointF(0, top), QPointF(kChartWidth - kRight, top));
        }
        m_painter.setFont(figureFont(12));
        m_painter.setPen(ink::kText);
        m_painter.drawText(QRectF(0, top, kChartLabelWidth - 12, m_chart.rowHeight),
                           Qt::AlignRight | Qt::AlignVCenter | Qt::TextWordWrap, row.label);
        const double step = m_chart.rowHeight / (static_cast<double>(row.marks.size()) + 1);
        for (std::size_t i = 0; i < row.marks.size(); ++i) {
            paintMark(row.marks[i], top + step * static_cast<double>(i + 1));
        }
    }

    void paintMark(const IntervalMark& mark, double y) {
        if (std::isnan(mark.estimate.value)) {
            return;
        }
        const double x = m_axis.at(mark.estimate.value);
        if (mark.bar) {
            QColor colour = mark.colour;
            colour.setAlphaF(mark.fill == Fill::Hollow ? 0.25F : 0.55F);
            const double half = m_chart.rowHeight * 0.32;
            m_painter.fillRect(
                QRectF(QPointF(m_axis.at(kGuessing), y - half), QPointF(x, y + half)).normalized(), colour);
        }
        if (!std::isnan(mark.estimate.low)) {
            m_painter.setPen(QPen(mark.colour, 2));
            m_painter.drawLine(QPointF(m_axis.at(mark.estimate.low), y),
                               QPointF(m_axis.at(mark.estimate.high), y));
        }
        drawMark(m_painter, mark.shape, QPointF(x, y), 11, mark.colour, mark.fill);
    }

    QPainter& m_painter;
    const IntervalChart& m_chart;
    Axis m_axis;
    double m_top, m_base;
};

} // namespace

Figure intervalFigure(IntervalChart chart, const std::string& title, const std::string& description) {
    Figure figure;
    figure.title = title;
    figure.description = description;
    figure.width = kChartWidth;
    figure.height =
        ChartPainter::topOf(chart) + chart.rowHeight * static_cast<int>(chart.rows.size()) + kBottom;
    figure.paint = [chart = std::move(chart)](QPainter& painter) { ChartPainter(painter, chart).paint(); };
    return figure;
}

} // namespace up5::report
