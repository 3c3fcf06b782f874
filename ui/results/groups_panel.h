// Compare, "Groups": who gets the good recommendations and who pays for a treatment, for one model.
#pragma once

#include <string>
#include <vector>

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

#include "report/group_audit.h"
#include "ui/results/group_content.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/background_task.h"

class QHBoxLayout;

namespace up5::ui {

class AuditData;
class ChoiceBox;
class GroupQualityModel;
class ResultView;

class GroupsPanel : public QWidget {
    Q_OBJECT
public:
    explicit GroupsPanel(AppContext& context, QWidget* parent = nullptr);

    /// Takes data sets and models from what the page has loaded, and computes what is chosen.
    void showFigures(const AuditData& audits);
    bool isLoading() const { return m_task.isRunning(); }

Q_SIGNALS:
    void detailsRequested(const QString& run);
    void problemOccurred(const QString& sentence);
    void messageRequested(const QString& sentence);

private:
    /// A model that can be chosen: the runs that may hold its ranks, and those of its untreated counterpart.
    struct Choice {
        QString text;
        std::vector<std::string> runs, untreated;
    };
    struct Request {
        std::string dataset;
        std::vector<std::string> runs, untreated;
        std::vector<std::string> attributes; ///< the second may be missing; unknown ones are replaced
        report::GroupQuestion question;      ///< without attributes
    };
    struct Answer {
        QStringList attributes; ///< of the data set
        std::vector<std::string> chosen;
        std::optional<report::ModelGroups> model; ///< none when no run holds ranks of the task
    };
    /// Any thread; opens the store itself.
    static Answer answerTo(const Request& request, const jobs::Workspace& workspace);

    QHBoxLayout* makeFilters();
    QWidget* makeResults();
    void fillModels();
    void ask();
    void showAnswer(const Answer& answer);
    void showView();
    void remember();
    report::RankingMetric metric() const;
    const Choice* chosenModel() const;

    AppContext& m_context;
    BackgroundTask m_task;
    std::vector<std::pair<QString, std::vector<Choice>>> m_models; ///< by data set
    std::optional<report::ModelGroups> m_shown;
    ChoiceBox* m_dataset;
    ChoiceBox* m_model;
    ChoiceBox* m_attribute;
    ChoiceBox* m_second;
    ChoiceBox* m_figure;
    ChoiceBox* m_taskBox;
    ChoiceBox* m_reference;
    ChoiceBox* m_view;
    GroupQualityModel* m_rows;
    ResultView* m_results;
};

} // namespace up5::ui
