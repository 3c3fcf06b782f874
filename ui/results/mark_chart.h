// A chart of points with intervals in both directions, a keyboard cursor, tooltips and a linked selection.
#pragma once

#include <QtCharts/QChartView>

#include "ui/results/chart_mark.h"

class QScatterSeries;
class QValueAxis;

namespace up5::ui {

class MarkLayer;

class MarkChart : public QChartView {
    Q_OBJECT
public:
    explicit MarkChart(QWidget* parent = nullptr);
    ~MarkChart() override;

    /// Replaces what is drawn; keeps the selection when its mark is still there.
    void setContent(ChartContent content);
    const ChartContent& content() const { return m_content; }

    /// Key of the selected mark, empty when none. Setting it emits nothing.
    void setSelectedKey(const QString& key);
    QString selectedKey() const { return m_selected; }

    /// Centre of a mark in this widget's coordinates; a null point when there is no such mark.
    QPoint markPosition(const QString& key) const;

    /// Formats "png" and "svg", as shown. Atomic. Throws Error{Io} or Error{InvalidInput}.
    void exportImage(const QString& file, const QString& format);

Q_SIGNALS:
    void markSelected(const QString& key);
    /// Double click or Enter.
    void markActivated(const QString& key);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void applyAxes();
    void applyMargins();
    /// Fewer numbers on the axes where there is little room.
    void applyTicks();
    /// Selectable marks from left to right, as the arrow keys visit them.
    std::vector<const ChartMark*> ordered() const;
    const ChartMark* markAt(QPointF viewPosition) const;
    void select(const ChartMark& mark);
    void moveCursor(int step);
    void describe();

    ChartContent m_content;
    QString m_selected;
    QScatterSeries* m_anchor;
    QValueAxis* m_x;
    QValueAxis* m_y;
    MarkLayer* m_layer = nullptr; // owned by the chart
};

} // namespace up5::ui
