// A chart with its title, a one-sentence summary, the table behind it and a keyboard cursor.
#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QFrame>

class QChart;
class QChartView;
class QLabel;
class QStackedWidget;
class QStandardItemModel;
class QToolButton;

namespace up5::ui {

/// Applies the theme that fits `palette` to a chart: background, text, grid, axes, legend. Series colours
/// stay.
void applyChartTheme(QChart& chart, const QPalette& palette);

class ChartPanel : public QFrame {
    Q_OBJECT
public:
    /// `name` becomes the object name; the view is "<name>Chart", the table "<name>Table".
    ChartPanel(const QString& name, const QString& title, QWidget* parent = nullptr);

    QChart& chart();
    QChartView& view() { return *m_view; }
    void setTitle(const QString& title);
    /// One sentence under the title; also what a screen reader says of the chart.
    void setSummary(const QString& sentence);
    QString summary() const;
    /// The numbers drawn. Left and Right in the chart walk through the rows: the row is read out under the
    /// chart.
    void setTable(const QStringList& header, const QList<QStringList>& rows);
    const QStandardItemModel& table() const { return *m_model; }

Q_SIGNALS:
    /// The keyboard cursor stands on this row of the table (-1 = nowhere).
    void cursorMoved(int row);
    /// The theme changed: series that depend on it should be coloured again.
    void themeChanged(bool dark);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void moveCursor(int row);

    QChartView* m_view = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_cursorText = nullptr;
    QToolButton* m_tableButton = nullptr;
    QStandardItemModel* m_model = nullptr;
    int m_cursor = -1;
};

} // namespace up5::ui
