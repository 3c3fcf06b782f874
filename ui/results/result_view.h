// A chart with its sentence and export on a card, and under it the table behind it; marks and rows are
// linked.
#pragma once

#include <QtWidgets/QSplitter>

#include "ui/results/chart_mark.h"

class QAbstractItemModel;
class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace up5::ui {

class Dialogs;
class MarkChart;

class ResultView : public QSplitter {
    Q_OBJECT
public:
    /// The object names of its parts begin with `name`: …Chart, …Scroll, …Summary, …Export, …Export_csv (png,
    /// svg), …Table and …Splitter.
    ResultView(const QString& name, Dialogs& dialogs, QWidget* parent = nullptr);

    MarkChart& chart() { return *m_chart; }
    QTableView& table() { return *m_table; }

    /// Rows behind the chart: kKeyRole names the mark of a row, kValueRole is what columns sort by and files
    /// hold.
    void setModel(QAbstractItemModel& model);
    /// Name of exported files, without extension.
    void setFileStem(const QString& stem) { m_fileStem = stem; }
    /// Further controls beside the sentence, before the export button.
    void addToFooter(QWidget* control);
    /// What stands in the place of chart and table when there is nothing to draw and something to do.
    void setPlaceholder(QWidget* placeholder);
    void showPlaceholder(bool shown);

    /// To be called when the model has the rows that belong to the marks. What was selected stays so if it is
    /// still there; then nothing is emitted.
    void setContent(ChartContent content);
    void setSummary(const QString& sentences);
    /// Selects the mark and the row; a key without a row changes nothing.
    void select(const QString& key);

Q_SIGNALS:
    /// Another row and its mark were selected, by whichever means.
    void selected(const QString& key);
    void messageRequested(const QString& sentence);
    void problemOccurred(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeCard(const QString& name);
    QPushButton* makeExportButton(const QString& name);
    void fitCard();
    void showRow(const QModelIndex& row);
    void exportAs(const QString& format);

    Dialogs& m_dialogs;
    QString m_fileStem;
    QFrame* m_card;
    MarkChart* m_chart;
    QScrollArea* m_scroll;
    QStackedWidget* m_stack;
    QLabel* m_summary;
    QHBoxLayout* m_controls;
    QPushButton* m_export;
    QSortFilterProxyModel* m_proxy;
    QTableView* m_table;
};

} // namespace up5::ui
