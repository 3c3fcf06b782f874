// Last step of the import: what comes in and what would be dropped, found by a trial run that stores nothing.
#pragma once

#include <atomic>
#include <memory>

#include <QtCore/QTimer>
#include <QtWidgets/QWizardPage>

#include "data/importer.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QRadioButton;
class QTableWidget;

namespace up5::ui {

class BackgroundTask;
class ImportWizard;

class ImportReviewPage : public QWizardPage {
    Q_OBJECT
public:
    explicit ImportReviewPage(ImportWizard& wizard);

    void initializePage() override;
    void cleanupPage() override;
    bool isComplete() const override;

private:
    struct Trial;
    enum class State { Checking, Checked, Unchecked, Refused };

    QWidget* buildChoice();
    void startTrial();
    void stopTrial();
    void showTrial(const Trial& trial);
    void showRefusal(const QString& sentence);
    void setState(State state);
    void updateVerdict();

    ImportWizard& m_wizard;
    BackgroundTask* m_task = nullptr;
    QTimer m_progressTimer;
    /// Written by the trial's thread, read by the timer.
    std::shared_ptr<std::atomic<int>> m_permille = std::make_shared<std::atomic<int>>(0);
    State m_state = State::Checking;
    qint64 m_dropped = 0;
    QRadioButton *m_strict = nullptr, *m_skip = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_stop = nullptr;
    QLabel *m_summary = nullptr, *m_verdict = nullptr;
    QTableWidget* m_droppedTable = nullptr;
};

} // namespace up5::ui
