// First step of the import: which files, and what the program takes them for.
#pragma once

#include <vector>

#include <QtWidgets/QWizardPage>

#include "data/importer.h"
#include "ui/widgets/app_context.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace up5::ui {

class BackgroundTask;
class ImportPreview;
class ImportWizard;
class ImporterSettingsForm;

class ImportFilesPage : public QWizardPage {
    Q_OBJECT
public:
    ImportFilesPage(ImportWizard& wizard, AppContext& context, const QStringList& paths);

    bool isComplete() const override { return m_ready; }
    int nextId() const override;
    bool validatePage() override;
    /// First rows of the chosen files.
    const std::vector<data::FilePreview>& previews() const { return m_previews; }

private:
    struct Detection;

    QWidget* buildFileList();
    void addPaths(const QStringList& paths);
    void removeSelected();
    void detect();
    void showDetection(const Detection& detection);
    void showProblem(const QString& sentence);

    ImportWizard& m_wizard;
    AppContext& m_context;
    BackgroundTask* m_detecting = nullptr;
    QListWidget* m_files = nullptr;
    QPushButton* m_remove = nullptr;
    QLabel* m_detected = nullptr;
    QLineEdit* m_name = nullptr;
    ImporterSettingsForm* m_settings = nullptr;
    ImportPreview* m_preview = nullptr;
    std::vector<data::FilePreview> m_previews;
    bool m_ready = false;
};

} // namespace up5::ui
