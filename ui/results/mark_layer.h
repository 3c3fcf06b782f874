// The painted part of a MarkChart: reference lines, paths, whiskers, marks, labels and legend, inside the
// chart's scene so that exported pictures have it too.
#pragma once

#include <QtCharts/QChart>
#include <QtWidgets/QGraphicsItem>

#include "ui/results/chart_mark.h"

class QAbstractSeries;

namespace up5::ui {

class MarkLayer : public QGraphicsItem {
public:
    static constexpr double kMarkSize = 11;
    static constexpr double kLargeMarkSize = 14; ///< of marks with a shape within

    MarkLayer(QChart& chart, QAbstractSeries& anchor);

    void setContent(const ChartContent* content);
    void setSelection(const QString& key, bool hasFocus);
    /// Height the legend takes at this chart width, in pixels.
    double legendHeight(double chartWidth, const QFont& font) const;

    /// Width of the category names left of the plot, in pixels.
    double categoryWidth(const QFont& font) const;

    QPointF toScene(QPointF value) const;

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintBands(QPainter& painter) const;
    void paintLines(QPainter& painter) const;
    void paintPaths(QPainter& painter) const;
    void paintEstimate(QPainter& painter) const;
    void paintMark(QPainter& painter, const ChartMark& mark) const;
    void paintLabels(QPainter& painter) const;
    void paintCategories(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintEmptyText(QPainter& painter) const;
    bool isDark() const;

    QChart& m_chart;
    QAbstractSeries& m_anchor;
    const ChartContent* m_content = nullptr;
    QString m_selected;
    bool m_hasFocus = false;
};

} // namespace up5::ui
