// The Details dock: settings, numbers, provenance and notes of what is selected.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "ui/shell/details_content.h"
#include "ui/widgets/app_context.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;
class QUndoStack;

namespace up5::ui {

class BackgroundTask;

class DetailsPanel : public QWidget {
    Q_OBJECT
public:
    DetailsPanel(AppContext& context, QUndoStack& undo, QWidget* parent = nullptr);
    ~DetailsPanel() override;

    /// A run id or data set hash; empty shows the hint again. Unsaved notes of the former subject are saved.
    void showSubject(const QString& subject);
    /// Re-reads the subject; notes being edited stay as they are.
    void refresh();
    QString subject() const { return m_subject; }
    /// Unfolds the command that does the same.
    void showCommand();

Q_SIGNALS:
    /// "Copy settings": the form of the page for this kind of run is to be filled.
    void copySettingsRequested(const QString& kind, const QString& runId);
    void problemOccurred(const QString& sentence);

private:
    QWidget* buildSubjectView();
    QWidget* buildCommandView();
    QWidget* buildNotesTab();
    void fill(const DetailsContent& content);
    void showNumbers(const DetailsTable& numbers);
    bool isSweep() const;
    /// Shows what a sweep's runs measured when it is read; until then its former figures stay.
    void loadSweepFigures();
    void showNote();
    void saveNote();

    AppContext& m_context;
    QUndoStack& m_undo;
    QString m_subject;
    QString m_savedNote; ///< of the subject, as the store has it
    int m_visit = 0;     ///< counts the subjects shown
    DetailsContent m_content;
    DetailsTable m_shownNumbers; ///< those of m_content or, of a sweep, what its runs measured
    QString m_figuresOf;         ///< the sweep whose figures are shown; empty where none are
    QTimer m_saveTimer;
    BackgroundTask* m_loading;
    QStackedWidget* m_stack = nullptr;
    QLabel *m_title = nullptr, *m_subtitle = nullptr, *m_problem = nullptr;
    QTabWidget* m_tabs = nullptr;
    QTreeWidget *m_settings = nullptr, *m_numbers = nullptr, *m_provenance = nullptr;
    QPlainTextEdit *m_notes = nullptr, *m_command = nullptr;
    QWidget* m_commandView = nullptr;
    QPushButton *m_commandButton = nullptr, *m_copySettings = nullptr;
};

} // namespace up5::ui
