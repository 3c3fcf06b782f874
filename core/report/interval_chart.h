// Rows of estimates with intervals on one AUC axis: the form that the leak figures share (Qt Gui).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "report/document.h"
#include "report/figure_style.h"

namespace up5::report {

struct IntervalMark {
    metrics::Estimate estimate;
    Shape shape = Shape::Circle;
    QColor colour;
    Fill fill = Fill::Solid;
    bool bar = false; ///< with a bar from 0.5 to the value
};

struct IntervalRow {
    QString label;
    std::vector<IntervalMark> marks;               ///< from top to bottom within the row
    std::optional<std::pair<double, double>> band; ///< shaded behind the row
    bool startsGroup = false;                      ///< a hairline above it
};

struct IntervalReference {
    double value = 0;
    QString text;
    Qt::PenStyle style = Qt::DashLine;
};

struct IntervalLegend {
    QString text;
    QColor colour;
    Shape shape = Shape::Circle;
    Fill fill = Fill::Solid;
    bool isBand = false;
};

struct IntervalChart {
    std::vector<IntervalRow> rows;
    std::vector<IntervalReference> references; ///< each named in a line of its own above the rows
    std::vector<IntervalLegend> legend;
    QString axisTitle;
    int rowHeight = 24;
};

/// The chart as a figure; its height follows from the rows. `description` is for readers who cannot see it.
Figure intervalFigure(IntervalChart chart, const std::string& title, const std::string& description);

} // namespace up5::report
