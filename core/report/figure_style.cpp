#include "report/figure_style.h"

#include <algorithm>
#include <cmath>

#include <QtGui/QPolygonF>

namespace up5::report {

QColor colourOf(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return ink::kText;
    case ChartGroup::Random:
        return okabe::kVermillion;
    case ChartGroup::Control:
        return okabe::kOrange;
    case ChartGroup::Matching:
        return okabe::kGreen;
    case ChartGroup::Sequential:
        return okabe::kPurple;
    case ChartGroup::Counting:
        return ink::kMuted;
    case ChartGroup::Cfp:
        break;
    }
    return okabe::kBlue;
}

Shape shapeOf(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return Shape::Square;
    case ChartGroup::Random: // another control
    case ChartGroup::Control:
        return Shape::Diamond;
    case ChartGroup::Matching:
        return Shape::Triangle;
    case ChartGroup::Sequential:
        return Shape::TriangleDown;
    case ChartGroup::Counting:
        return Shape::Hexagon;
    case ChartGroup::Cfp:
        break;
    }
    return Shape::Circle;
}

QFont figureFont(int pixels, bool bold) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(pixels);
    font.setBold(bold);
    return font;
}

void drawMark(QPainter& painter, Shape shape, QPointF centre, double size, const QColor& colour, Fill fill) {
    painter.save();
    const bool hollow = fill == Fill::Hollow;
    painter.setPen(hollow ? QPen(colour, 1.6) : QPen(ink::kPaper, 1));
    painter.setBrush(hollow ? ink::kPaper : colour);
    const double half = hollow ? size / 2 - 0.8 : size / 2;
    switch (shape) {
    case Shape::Square:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, size, size));
        break;
    case Shape::Circle:
        painter.drawEllipse(centre, half, half);
        break;
    case Shape::Diamond:
        painter.drawPolygon(QPolygonF({centre + QPointF(0, -1.25 * half), centre + QPointF(1.25 * half, 0),
                                       centre + QPointF(0, 1.25 * half), centre + QPointF(-1.25 * half, 0)}));
        break;
    case Shape::Triangle:
    case Shape::TriangleDown: {
        const double up = shape == Shape::Triangle ? 1 : -1;
        painter.drawPolygon(
            QPolygonF({centre + QPointF(0, -1.15 * half * up), centre + QPointF(1.15 * half, half * up),
                       centre + QPointF(-1.15 * half, half * up)}));
        break;
    }
    case Shape::Hexagon: {
        const double across = 1.1 * half, up = 0.95 * half;
        painter.drawPolygon(QPolygonF({centre + QPointF(-across, 0), centre + QPointF(-across / 2, -up),
                                       centre + QPointF(across / 2, -up), centre + QPointF(across, 0),
                                       centre + QPointF(across / 2, up), centre + QPointF(-across / 2, up)}));
        break;
    }
    }
    painter.restore();
}

std::vector<double> Axis::ticks(int count) const {
    const double raw = (to - from) / count;
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * magnitude;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * magnitude >= raw) {
            step = factor * magnitude;
            break;
        }
    }
    std::vector<double> values;
    for (double index = std::ceil(from / step - 1e-9); index * step <= to + 1e-9 * step; ++index) {
        values.push_back(index * step);
    }
    return values;
}

void drawLevels(QPainter& painter, const Axis& y, const QRectF& plot, int count) {
    for (const double tick : y.ticks(count)) {
        const double level = y.at(tick);
        painter.setPen(QPen(ink::kGrid, 1));
        painter.drawLine(QPointF(plot.left(), level), QPointF(plot.right(), level));
        painter.setPen(ink::kMuted);
        painter.drawText(QRectF(plot.left() - 44, level - 8, 38, 16), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(tick, 'g', 4));
    }
}

Axis axisAround(const std::vector<double>& values, double least, double pixelFrom, double pixelTo) {
    double low = values.empty() ? 0 : values.front();
    double high = low;
    for (const double value : values) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    const double missing = std::max(0.0, least - (high - low));
    const double margin = 0.06 * (high - low + missing) + missing / 2;
    return {low - margin, high + margin, pixelFrom, pixelTo};
}

} // namespace up5::report
