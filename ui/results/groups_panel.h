// Compare, "Groups": who gets the good recommendations, who pays for a treatment, and whether lists depend on
// an attribute, for one model.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/results/group_answer.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/background_task.h"

class QHBoxLayout;
class QStandardItemModel;

namespace up5::ui {

class ChoiceBox;
class GroupQualityModel;
class OverlapPlaceholder;
class ResultView;

class GroupsPanel : public QWidget {
    Q_OBJECT
public:
    /// `audits` is the page's; it must outlive the panel.
    GroupsPanel(AppContext& context, const AuditData& audits, QWidget* parent = nullptr);

    /// Takes data sets and models from what the page has loaded, and computes what is chosen.
    void showFigures();
    /// Says how far a run is that measures what is chosen. Quick.
    void showRuns();
    bool isLoading() const { return m_task.isRunning(); }

Q_SIGNALS:
    void detailsRequested(const QString& run);
    void problemOccurred(const QString& sentence);
    void messageRequested(const QString& sentence);
    /// The runs of the workspace are to be read again.
    void runQueued();

private:
    QHBoxLayout* makeFilters();
    QWidget* makeResults();
    void fillModels();
    void ask();
    void showAnswer(const GroupAnswer& answer);
    void showView();
    void showGroups();
    void showOverlap(const GroupModel& model);
    void remember();
    bool isOverlap() const;
    report::RankingMetric metric() const;
    const GroupModel* chosenModel() const;

    AppContext& m_context;
    const AuditData& m_audits;
    BackgroundTask m_task;
    std::vector<GroupModel> m_models; ///< of the data set
    std::optional<report::ModelGroups> m_shown;
    QString m_shownRun;            ///< whose figures are on screen
    bool m_isPendingShown = false; ///< the overlaps shown are said to be measured again
    ChoiceBox* m_dataset;
    ChoiceBox* m_model;
    ChoiceBox* m_attribute;
    ChoiceBox* m_second;
    ChoiceBox* m_figure;
    ChoiceBox* m_taskBox;
    ChoiceBox* m_reference;
    ChoiceBox* m_view;
    GroupQualityModel* m_rows;
    QStandardItemModel* m_overlaps;
    ResultView* m_results;
    OverlapPlaceholder* m_unmeasured;
};

} // namespace up5::ui
