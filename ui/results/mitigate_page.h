// Mitigate: settings of a prompt on the left, the measured trade-off with a moving marker in the middle, the
// running training on the right.
#pragma once

#include "jobs/sweep/sweep_plan.h"
#include "ui/results/audit_data.h"
#include "ui/results/trade_off_content.h"
#include "ui/widgets/page.h"

class QLabel;
class QSplitter;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace up5::ui {

class ChoiceBox;
class LiveCurves;
class LivePanel;
class MarkChart;
class MitigateForm;
class MixturePanel;

class MitigatePage : public Page {
    Q_OBJECT
public:
    explicit MitigatePage(AppContext& context, QWidget* parent = nullptr);

    void refresh() override;
    bool isLoading() const override { return m_data.isLoading(); }
    void select(const QString& subject) override;
    void useSettingsOf(const QString& runId) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showFigures();
    QWidget* makeChartCard();
    void arrange();
    void updateBackbones();
    void updateAttributes();
    void updateChart();
    void updatePlan();
    void updateLiveCurves();
    void submit();
    void updateEveryLambda();
    std::string datasetOfBackbone() const;
    TradeOffChoice choice() const;

    AuditData m_data;
    std::string m_attributesOf; ///< data set whose attributes are listed
    QString m_problem;          ///< why its attributes cannot be listed
    QStackedWidget* m_stack;
    MitigateForm* m_form;
    ChoiceBox* m_figure = nullptr;
    MarkChart* m_chart = nullptr;
    QLabel* m_summary = nullptr;
    LivePanel* m_everyLambda = nullptr;
    LiveCurves* m_live;
    QSplitter* m_splitter;
    QTimer* m_planDelay;
    QTabWidget* m_tabs;
    MixturePanel* m_mixture;
};

} // namespace up5::ui
