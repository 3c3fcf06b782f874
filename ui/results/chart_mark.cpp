#include "ui/results/chart_mark.h"

#include <cmath>
#include <numbers>

#include <QtGui/QPainter>
#include <QtGui/QPolygonF>

namespace up5::ui {

namespace {

QPolygonF regular(QPointF centre, double radius, int corners, double startAngle) {
    QPolygonF polygon;
    for (int corner = 0; corner < corners; ++corner) {
        const double angle = startAngle + 2 * std::numbers::pi * corner / corners;
        polygon << centre + QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    return polygon;
}

} // namespace

void drawMark(QPainter& painter, MarkShape shape, QPointF centre, double size) {
    const double radius = size / 2;
    constexpr double kUp = -std::numbers::pi / 2;
    switch (shape) {
    case MarkShape::Circle:
        painter.drawEllipse(centre, radius, radius);
        break;
    case MarkShape::Square:
        painter.drawRect(
            QRectF(centre.x() - radius * 0.88, centre.y() - radius * 0.88, size * 0.88, size * 0.88));
        break;
    case MarkShape::Diamond:
        painter.drawPolygon(regular(centre, radius * 1.2, 4, kUp));
        break;
    case MarkShape::TriangleUp:
        painter.drawPolygon(regular(centre + QPointF(0, radius * 0.2), radius * 1.2, 3, kUp));
        break;
    case MarkShape::TriangleDown:
        painter.drawPolygon(regular(centre - QPointF(0, radius * 0.2), radius * 1.2, 3, -kUp));
        break;
    case MarkShape::Hexagon:
        painter.drawPolygon(regular(centre, radius * 1.1, 6, 0));
        break;
    }
}

} // namespace up5::ui
