// Compare: the trade-off chart of everything measured on a data set, and the table behind it.
#pragma once

#include "ui/results/audit_data.h"
#include "ui/results/trade_off_content.h"
#include "ui/widgets/page.h"

class QCheckBox;
class QHBoxLayout;
class QStackedWidget;

namespace up5::ui {

class ChoiceBox;
class ComparisonTableModel;
class GroupsPanel;
class ReproducePanel;
class ResultView;

class ComparePage : public Page {
    Q_OBJECT
public:
    explicit ComparePage(AppContext& context, QWidget* parent = nullptr);

    void refresh() override;
    bool isLoading() const override;
    /// Selects the mark and row of a run.
    void select(const QString& subject) override;

private:
    void showFigures();
    QWidget* makeTradeOff();
    QHBoxLayout* makeFilters();
    QWidget* makeResults();
    void applyFilters();
    void showDetails(const QString& key);
    TradeOffChoice choice() const;
    void remember();

    AuditData m_data;
    QString m_wanted; ///< to be selected when it is loaded
    ChoiceBox* m_dataset;
    ChoiceBox* m_backbone;
    ChoiceBox* m_attribute;
    ChoiceBox* m_figure;
    ChoiceBox* m_task;
    ChoiceBox* m_auc;
    QString m_wantedAuc; ///< what the user chose, offered or not
    ChoiceBox* m_split;
    QCheckBox* m_meanOverSeeds;
    QStackedWidget* m_stack;
    GroupsPanel* m_groups;
    ReproducePanel* m_reproduce;
    ComparisonTableModel* m_rows;
    ResultView* m_results;
};

} // namespace up5::ui
