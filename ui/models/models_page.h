// Models: backbones, prompts, mixtures and baselines of the workspace; training a backbone, importing and
// exporting one.
#pragma once

#include "ui/results/audit_data.h"
#include "ui/widgets/page.h"

class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTableView;

namespace up5::jobs {
struct JobSpec;
}

namespace up5::ui {

class BackgroundTask;
class ModelTableModel;
struct ModelRow;
class TrainBackbonePanel;

class ModelsPage : public Page {
    Q_OBJECT
public:
    explicit ModelsPage(AppContext& context, QWidget* parent = nullptr);

    void refresh() override;
    bool isLoading() const override { return m_data.isLoading(); }
    void select(const QString& subject) override;
    void useSettingsOf(const QString& runId) override;

private:
    void showFigures();
    QWidget* makeList();
    void openForm();
    void openTraining();
    void openImport();
    void exportSelected();
    /// Asks for a folder and writes the model there; `removed`: of a mixture, see jobs::exportModel().
    void exportModel(const QString& run, const QString& removed);
    /// nullptr when none is selected.
    const ModelRow* selectedModel() const;
    void compareSelected();
    /// What can be done with the selected model.
    void updateButtons();
    void submit();
    void submitImport(const jobs::JobSpec& spec);

    AuditData m_data;
    QString m_wanted; ///< to be selected when it is loaded
    QStackedWidget* m_stack;
    QTableView* m_table = nullptr;
    ModelTableModel* m_models = nullptr;
    QSortFilterProxyModel* m_proxy = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_compare = nullptr;
    TrainBackbonePanel* m_form;
    BackgroundTask* m_exporting;
    BackgroundTask* m_submitting;
};

} // namespace up5::ui
