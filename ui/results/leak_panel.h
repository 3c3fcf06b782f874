// What the probes of one model read: verdict, every probe on one AUC axis, the map of layers, attributes side
// by side, and the numbers behind each as a table.
#pragma once

#include <set>

#include <QtWidgets/QFrame>

#include "report/leak_map.h"
#include "report/published.h"

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QStandardItemModel;
class QTableView;
class QToolButton;

namespace up5::ui {

class ChoiceBox;
class HeatMapView;
class MarkChart;

/// What a panel shows; copied, so the source may change.
struct LeakPanelContent {
    std::optional<report::ComparisonPoint> point; ///< none: `emptyText` is shown
    std::optional<report::LeakMap> map;
    std::vector<report::AttributeBar> bars; ///< of the untreated model
    QString emptyText;
    QString remarks; ///< sentences that stand under the verdict; may be empty
};

class LeakPanel : public QFrame {
    Q_OBJECT
public:
    explicit LeakPanel(QWidget* parent = nullptr);

    void setContent(LeakPanelContent content);
    /// Room for further controls beside the title.
    void addControl(QWidget* control);

private:
    enum View { Probes, Layers, Attributes };

    QWidget* makeProbes();
    QWidget* makeFooter();
    View view() const;
    void showContent();
    void showProbes();
    void toggleTarget(const QString& key);
    void fillTable();

    LeakPanelContent m_content;
    std::set<std::string> m_expanded; ///< targets whose other probes are shown
    QHBoxLayout* m_header = nullptr;
    ChoiceBox* m_view = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_cursor = nullptr;
    QStackedWidget* m_stack = nullptr;
    MarkChart* m_chart = nullptr;
    MarkChart* m_attributes = nullptr;
    HeatMapView* m_map = nullptr;
    QTableView* m_table = nullptr;
    QStandardItemModel* m_numbers = nullptr;
    QToolButton* m_tableButton = nullptr;
    QCheckBox* m_everyProbe = nullptr;
};

} // namespace up5::ui
