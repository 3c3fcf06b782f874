// Mixtures of prompts: the form on the left, the matrix of removed subset × probed attribute on the right.
#pragma once

#include <QtWidgets/QWidget>

#include "jobs/sweep/sweep_plan.h"
#include "report/mixture.h"
#include "ui/results/audit_data.h"

class QLabel;
class QTimer;

namespace up5::ui {

class ChoiceBox;
class HeatMapView;
struct HeatMapContent;
class MixtureForm;

class MixturePanel : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive the panel; the figures are those of the page it stands on.
    MixturePanel(AppContext& context, const AuditData& figures, QWidget* parent = nullptr);

    /// What the page's data holds now.
    void showFigures();
    /// Runs changed, but no figures: what is queued is not offered again.
    void updatePlan();
    /// Fills the form from a mixture run. Throws Error.
    void useSettingsOf(const store::RunRow& run);

Q_SIGNALS:
    void messageRequested(const QString& sentence);
    void problemOccurred(const QString& sentence);

private:
    QWidget* makeMatrixCard();
    void updatePrompts();
    void updateMatrix();
    /// Mixtures to choose from: of several seeds first their mean, then each.
    AuditData::Choices shownMixtures() const;
    /// Empty where there is none yet.
    std::optional<HeatMapContent> matrixOfChosen() const;
    jobs::SweepPlan sweepPlan() const;
    /// A sweep, or companions that are missing, then the mixture.
    std::vector<jobs::JobSpec> plannedJobs() const;
    void submit();

    AppContext& m_context;
    const AuditData& m_data;
    MixtureForm* m_form;
    std::vector<std::vector<std::string>> m_settings; ///< runs of equal settings
    ChoiceBox* m_shown = nullptr;
    HeatMapView* m_matrix = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_cursor = nullptr;
    QTimer* m_planDelay;
};

} // namespace up5::ui
