#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <QtGui/QFontMetricsF>

#include "report/figure_style.h"
#include "report/figures.h"

namespace up5::report {

namespace {

constexpr int kMapWidth = 760;
constexpr int kLeastLabelWidth = 110, kMostLabelWidth = 230;
constexpr int kCellHeight = 28, kIntervalCellHeight = 40;
constexpr int kWidestCell = 150;
constexpr int kTop = 40;
constexpr int kBetween = 16;
constexpr int kFoot = 58;

// One hue from nearly white to dark: order is told by lightness alone. These are no ink colours, so that the
// dark style sheet leaves them and the numbers in the cells stay readable.
const QColor kPale(0xf4, 0xf8, 0xfb);
const QColor kStrong(0x08, 0x30, 0x6b);
const QColor kOnPale(0x10, 0x18, 0x20);
const QColor kOnStrong(0xfd, 0xfd, 0xfd);

QColor mixed(double share) {
    const auto between = [&](int from, int to) {
        return static_cast<int>(std::lround(from + share * (to - from)));
    };
    return QColor(between(kPale.red(), kStrong.red()), between(kPale.green(), kStrong.green()),
                  between(kPale.blue(), kStrong.blue()));
}

/// Where everything of one map stands.
class HeatMapPainter {
public:
    explicit HeatMapPainter(const HeatMap& map)
        : m_map(map), m_cellHeight(map.intervals ? kIntervalCellHeight : kCellHeight) {
        const QFontMetricsF metrics(figureFont(12));
        double widest = kLeastLabelWidth;
        for (const std::string& row : map.rows) {
            widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(row)) + 22);
        }
        m_labelWidth = std::min<double>(widest, kMostLabelWidth);
        const double sides = static_cast<double>(map.sides.size());
        const double columns = static_cast<double>(map.heads.size());
        const double width = (kMapWidth - m_labelWidth - kBetween * (sides - 1)) / sides;
        m_cellWidth = std::min<double>(width / columns, kWidestCell);
        m_sideWidth = m_cellWidth * columns;
    }

    int height() const { return kTop + m_cellHeight * static_cast<int>(m_map.rows.size()) + kFoot; }

    void paint(QPainter& painter) const {
        painter.setRenderHint(QPainter::Antialiasing, false);
        double left = m_labelWidth;
        for (const HeatMapSide& side : m_map.sides) {
            paintSide(painter, side, left);
            left += m_sideWidth + kBetween;
        }
        painter.setFont(figureFont(12));
        painter.setPen(ink::kText);
        for (std::size_t row = 0; row < m_map.rows.size(); ++row) {
            painter.drawText(
                QRectF(0, rowTop(row), m_labelWidth - 10, m_cellHeight), Qt::AlignRight | Qt::AlignVCenter,
                painter.fontMetrics().elidedText(QString::fromStdString(m_map.rows[row]), Qt::ElideMiddle,
                                                 static_cast<int>(m_labelWidth) - 10));
        }
        paintScale(painter, rowTop(m_map.rows.size()) + 20);
    }

private:
    double rowTop(std::size_t row) const { return kTop + m_cellHeight * static_cast<double>(row); }

    void paintSide(QPainter& painter, const HeatMapSide& side, double left) const {
        painter.setFont(figureFont(12, true));
        painter.setPen(ink::kText);
        painter.drawText(QRectF(left, 0, m_sideWidth, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(QString::fromStdString(side.title), Qt::ElideRight,
                                                          static_cast<int>(m_sideWidth)));
        for (std::size_t column = 0; column < m_map.heads.size(); ++column) {
            const double x = left + m_cellWidth * static_cast<double>(column);
            painter.setFont(figureFont(11));
            painter.setPen(ink::kMuted);
            painter.drawText(QRectF(x, 20, m_cellWidth, 18), Qt::AlignCenter,
                             QString::fromStdString(m_map.heads[column]));
            for (std::size_t row = 0; row < m_map.rows.size(); ++row) {
                const QRectF box(x, rowTop(row), m_cellWidth, m_cellHeight);
                paintCell(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), side.cells[row][column]);
            }
        }
    }

    void paintCell(QPainter& painter, const QRectF& box, const HeatCell& cell) const {
        painter.setFont(figureFont(m_map.intervals ? 12 : 11));
        if (!cell.auc || std::isnan(cell.auc->value)) {
            painter.setPen(ink::kMuted);
            painter.drawText(box, Qt::AlignCenter, QStringLiteral("–"));
            return;
        }
        const metrics::Estimate& auc = *cell.auc;
        const double share = m_map.shade(auc.value);
        painter.fillRect(box, mixed(share));
        if (cell.marked) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(share > 0.5 ? kOnStrong : kOnPale, 2));
            painter.drawRect(box.adjusted(3, 3, -3, -3));
        }
        painter.setPen(share > 0.5 ? kOnStrong : kOnPale);
        if (!m_map.intervals || std::isnan(auc.low)) {
            painter.drawText(box, Qt::AlignCenter, QString::number(auc.value, 'f', 2));
            return;
        }
        painter.drawText(box.adjusted(0, 3, 0, -box.height() / 2 + 3), Qt::AlignCenter,
                         QString::number(auc.value, 'f', 3));
        painter.setFont(figureFont(10));
        painter.drawText(box.adjusted(0, box.height() / 2, 0, -3), Qt::AlignCenter,
                         QStringLiteral("%1–%2").arg(auc.low, 0, 'f', 3).arg(auc.high, 0, 'f', 3));
    }

    void paintScale(QPainter& painter, double top) const {
        const QRectF strip(m_labelWidth, top, 160, 12);
        for (int step = 0; step < 32; ++step) {
            painter.fillRect(QRectF(strip.left() + 5 * step, top, 5, 12), mixed(step / 31.0));
        }
        painter.setFont(figureFont(11));
        painter.setPen(ink::kText);
        painter.drawText(QRectF(strip.left() - 80, top - 2, 74, 16), Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("AUC ≤ 0.50"));
        painter.drawText(QRectF(strip.right() + 6, top - 2, 60, 16), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::number(m_map.top, 'f', 2));
        painter.drawText(QRectF(strip.right() + 50, top - 2, kMapWidth - strip.right() - 50, 16),
                         Qt::AlignLeft | Qt::AlignVCenter, QString::fromStdString(m_map.foot));
    }

    const HeatMap& m_map;
    int m_cellHeight;
    double m_labelWidth = 0, m_cellWidth = 0, m_sideWidth = 0;
};

} // namespace

std::optional<Figure> heatMapFigure(const HeatMap& map) {
    if (map.sides.empty() || map.heads.empty() || map.rows.empty()) {
        return std::nullopt;
    }
    Figure figure;
    figure.width = kMapWidth;
    figure.height = HeatMapPainter(map).height();
    figure.paint = [map](QPainter& painter) { HeatMapPainter(map).paint(painter); };
    return figure;
}

std::optional<Figure> leakMapFigure(const LeakMap& map) {
    std::optional<Figure> figure = heatMapFigure(heatMapOf(map));
    if (figure) {
        figure->title = fmt::format("Where {} can be read: AUC by layer and position", map.attribute);
        figure->description = leakMapSentence(map);
    }
    return figure;
}

} // namespace up5::report
