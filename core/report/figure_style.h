// Colours, shapes and axes that all figures of a report share (Qt Gui; included by figure painters only).
#pragma once

#include <vector>

#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QPainter>

#include "metrics/bootstrap.h"
#include "report/chart_group.h"

namespace up5::report {

/// Neutral colours appear in SVG as attributes; the report's style sheet maps exactly these to the dark
/// theme.
namespace ink {
inline const QColor kText(0x1f, 0x24, 0x28);
inline const QColor kMuted(0x5f, 0x6b, 0x76);
inline const QColor kGrid(0xd9, 0xde, 0xe3);
inline const QColor kPaper(0xff, 0xff, 0xfe);
} // namespace ink

/// Okabe–Ito, readable with every kind of colour blindness; shape is the second channel.
namespace okabe {
inline const QColor kOrange(0xe6, 0x9f, 0x00);
inline const QColor kBlue(0x00, 0x72, 0xb2);
inline const QColor kVermillion(0xd5, 0x5e, 0x00);
inline const QColor kGreen(0x00, 0x9e, 0x73);
inline const QColor kPurple(0xcc, 0x79, 0xa7);
} // namespace okabe

enum class Shape { Square, Diamond, Circle, Triangle, TriangleDown, Hexagon };

QColor colourOf(ChartGroup group);
Shape shapeOf(ChartGroup group);

QFont figureFont(int pixels, bool bold = false);

enum class Fill { Solid, Hollow };

/// A mark of about `size` pixels across, outlined in paper so that overlapping marks stay apart; hollow ones,
/// filled with paper, stand for collapsed probes.
void drawMark(QPainter& painter, Shape shape, QPointF centre, double size, const QColor& colour,
              Fill fill = Fill::Solid);

/// A linear axis: data range and the pixels it covers.
struct Axis {
    double from = 0, to = 1;
    double pixelFrom = 0, pixelTo = 1;

    double at(double value) const { return pixelFrom + (value - from) / (to - from) * (pixelTo - pixelFrom); }
    /// Round values inside the range, about `count` of them.
    std::vector<double> ticks(int count) const;
};

/// Lines across the plot at about `count` round values of its vertical axis, which stand left of it.
void drawLevels(QPainter& painter, const Axis& y, const QRectF& plot, int count);

/// Range of the values with a margin; never narrower than `least`.
Axis axisAround(const std::vector<double>& values, double least, double pixelFrom, double pixelTo);

} // namespace up5::report
