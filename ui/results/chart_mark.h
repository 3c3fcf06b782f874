// The plain data a MarkChart draws.
#pragma once

#include <optional>
#include <vector>

#include <QtCore/QPointF>
#include <QtCore/QString>

#include "ui/results/axis_range.h"

class QPainter;

namespace up5::ui {

enum class MarkShape { Circle, Square, Diamond, TriangleUp, TriangleDown, Hexagon };
constexpr int kMarkShapes = 6;

struct Interval {
    double low = 0, high = 0;
};

/// One measured point with its intervals.
struct ChartMark {
    QString key; ///< identity across views; empty = not selectable
    double x = 0, y = 0;
    std::optional<Interval> xInterval, yInterval;
    std::optional<double> barFrom; ///< a horizontal bar from this x to the mark
    int color = 0;                 ///< index for seriesColor()
    MarkShape shape = MarkShape::Circle;
    bool dimmed = false;
    bool hollow = false;
    std::optional<MarkShape> inner; ///< a small shape within the mark: what `color` says, said by form
    bool ringed = false;            ///< a thin ring around the mark
    bool belowFrame = false;        ///< its figure lies below the axis: an arrow instead of yInterval says so
    QString label;                  ///< short, drawn beside the mark where there is room
    QString description;            ///< several lines for the tooltip and the keyboard cursor
};

/// A line across the plot at a value, with its name.
struct ReferenceLine {
    enum class Along { X, Y } axis = Along::X;
    double value = 0;
    QString label;
};

/// A shaded range of values, behind everything else.
struct ChartBand {
    Interval x;
    std::optional<Interval> y; ///< over the whole height when missing
};

/// A line through points in the order given.
struct ChartPath {
    std::vector<QPointF> points;
    int color = 0;
    bool dashed = false;
    bool emphasised = false; ///< thick, in the accent colour
    bool stepped = false;    ///< horizontal first, then vertical: the boundary of what is dominated
};

/// A rectangle of uncertainty with a cross in it, for a value that was not measured.
struct ChartEstimate {
    QPointF value;
    Interval x, y;
    QString label;
    bool measured = false;
};

struct LegendEntry {
    QString text;
    int color = -1; ///< -1 = neutral
    MarkShape shape = MarkShape::Circle;
    bool hollow = false;
    bool dimmed = false;
    bool isLine = false;                 ///< a stroke instead of a mark
    bool isBand = false;                 ///< a shaded patch instead of a mark
    std::optional<MarkShape> inner = {}; ///< as of a mark
    bool ringed = false;                 ///< likewise
};

struct ChartAxis {
    QString title;
    AxisRange range;
    /// Names instead of numbers at the whole positions 0, 1, … from the bottom (y axis only).
    std::vector<QString> categories = {};
};

struct ChartContent {
    ChartAxis x, y;
    std::vector<ChartMark> marks;
    std::vector<ChartBand> bands;
    std::vector<ReferenceLine> lines;
    std::vector<ChartPath> paths;
    std::optional<ChartEstimate> estimate;
    std::vector<LegendEntry> legend;
    QString summary;   ///< one sentence for screen readers
    QString emptyText; ///< shown when there is no mark
};

/// Draws a mark of `size` pixels with the painter's pen and brush.
void drawMark(QPainter& painter, MarkShape shape, QPointF centre, double size);

} // namespace up5::ui
