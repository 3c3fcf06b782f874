#include <cmath>

#include <fmt/format.h>

#include "report/figure_style.h"
#include "report/figures.h"
#include "report/leak_map.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr int kMapWidth = 760;
constexpr int kMapLabelWidth = 110;
constexpr int kCellHeight = 28;
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

void paintCell(QPainter& painter, const QRectF& box, const LeakMap& map,
               const std::optional<metrics::Estimate>& cell) {
    if (!cell || std::isnan(cell->value)) {
        painter.setPen(ink::kMuted);
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("–"));
        return;
    }
    const double share = map.shade(cell->value);
    painter.fillRect(box, mixed(share));
    painter.setPen(share > 0.5 ? kOnStrong : kOnPale);
    painter.drawText(box, Qt::AlignCenter, QString::number(cell->value, 'f', 2));
}

void paintSide(QPainter& painter, const LeakMap& map, const LeakMapSide& side, double left, double width) {
    painter.setFont(figureFont(12, true));
    painter.setPen(ink::kText);
    painter.drawText(QRectF(left, 0, width, 18), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(QString::fromStdString(side.label), Qt::ElideRight,
                                                      static_cast<int>(width)));
    painter.setFont(figureFont(11));
    const double cellWidth = width / map.layers;
    for (int layer = 0; layer < map.layers; ++layer) {
        painter.setPen(ink::kMuted);
        painter.drawText(QRectF(left + cellWidth * layer, 20, cellWidth, 18), Qt::AlignCenter,
                         QString::number(layer));
        for (std::size_t row = 0; row < map.targets.size(); ++row) {
            const QRectF box(left + cellWidth * layer, kTop + kCellHeight * static_cast<double>(row),
                             cellWidth, kCellHeight);
            paintCell(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), map,
                      side.cells[row][static_cast<std::size_t>(layer)]);
        }
    }
}

void paintScale(QPainter& painter, const LeakMap& map, double top) {
    const QRectF strip(kMapLabelWidth, top, 160, 12);
    for (int step = 0; step < 32; ++step) {
        painter.fillRect(QRectF(strip.left() + 5 * step, top, 5, 12), mixed(step / 31.0));
    }
    painter.setFont(figureFont(11));
    painter.setPen(ink::kText);
    painter.drawText(QRectF(strip.left() - 70, top - 2, 64, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("AUC ≤ 0.50"));
    painter.drawText(QRectF(strip.right() + 6, top - 2, 60, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(map.top, 'f', 2));
    painter.drawText(QRectF(strip.right() + 70, top - 2, 400, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("columns: encoder layer, 0 = embeddings, last = final"));
}

void paintMap(QPainter& painter, const LeakMap& map) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double sides = static_cast<double>(map.sides.size());
    const double width = (kMapWidth - kMapLabelWidth - kBetween * (sides - 1)) / sides;
    double left = kMapLabelWidth;
    for (const LeakMapSide& side : map.sides) {
        paintSide(painter, map, side, left, width);
        left += width + kBetween;
    }
    painter.setFont(figureFont(12));
    painter.setPen(ink::kText);
    for (std::size_t row = 0; row < map.targets.size(); ++row) {
        painter.drawText(
            QRectF(0, kTop + kCellHeight * static_cast<double>(row), kMapLabelWidth - 10, kCellHeight),
            Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(targetTitle(map.targets[row])));
    }
    paintScale(painter, map, kTop + kCellHeight * static_cast<double>(map.targets.size()) + 20);
}

} // namespace

std::optional<Figure> leakMapFigure(const LeakMap& map) {
    if (map.sides.empty() || map.layers == 0) {
        return std::nullopt;
    }
    Figure figure;
    figure.title = fmt::format("Where {} can be read: AUC by layer and position", map.attribute);
    figure.description = leakMapSentence(map);
    figure.width = kMapWidth;
    figure.height = kTop + kCellHeight * static_cast<int>(map.targets.size()) + kFoot;
    figure.paint = [map](QPainter& painter) { paintMap(painter, map); };
    return figure;
}

} // namespace up5::report
