// The Activity dock: every job with its progress, and what can be done to it.
#pragma once

#include <QtWidgets/QWidget>

#include "store/rows.h"
#include "ui/widgets/app_context.h"

class QAction;
class QLabel;
class QLineEdit;
class QTableView;
class QUndoStack;

namespace up5::ui {

class RunFilterProxy;
class RunTableModel;

class ActivityPanel : public QWidget {
    Q_OBJECT
public:
    /// `undo` takes up deletions.
    ActivityPanel(AppContext& context, QUndoStack& undo, QWidget* parent = nullptr);

    /// Re-reads the runs.
    void refresh();
    const RunTableModel& runs() const { return *m_model; }

Q_SIGNALS:
    void detailsRequested(const QString& runId);
    void problemOccurred(const QString& sentence);
    void messageRequested(const QString& sentence);
    /// Runs went to the bin or came back: what shows them has to be read again.
    void runsChanged();

private:
    void buildActions();
    QWidget* buildToolBar();
    void buildTable();
    std::vector<store::RunRow> selectedRuns() const;
    void updateActions();
    /// Does something to every selected run; the first error ends it and is shown.
    template <class Action> void forSelected(Action&& action);
    void cancelSelected();
    void resumeSelected();
    void deleteSelected();
    /// `count` of `total` runs went; why the rest did not, if so.
    void showDeletion(std::size_t count, std::size_t total, const QString& problem);
    void showLog();
    /// Filters for the sweep selected, or that of the run selected, and its runs.
    void showRunsOfSweep();

    AppContext& m_context;
    QUndoStack& m_undo;
    RunTableModel* m_model = nullptr;
    RunFilterProxy* m_proxy = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_summary = nullptr;
    QLineEdit* m_filter = nullptr;
    QAction *m_cancel = nullptr, *m_resume = nullptr, *m_log = nullptr, *m_delete = nullptr;
    QAction* m_runsOfSweep = nullptr;
};

} // namespace up5::ui
