// The one window: rail, pages, Activity and Details docks, status line.
#pragma once

#include <vector>

#include <QtCore/QTimer>
#include <QtWidgets/QMainWindow>

#include "ui/shell/page_registry.h"
#include "ui/widgets/app_context.h"

class QDockWidget;
class QListWidget;
class QStackedWidget;
class QUndoStack;

namespace up5::ui {

class ActivityPanel;
class DetailsPanel;
class DropHint;
class StatusLine;
class Theme;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(AppContext& context, Theme& theme);
    ~MainWindow() override;

    /// Goes to a page, building it when it was never shown. An unknown id is ignored.
    void showPage(const QString& id);
    QString currentPage() const;
    /// The page when it was built already, else nullptr.
    Page* page(const QString& id) const;

    /// Fills the Details dock; in a workspace without a remembered layout the first request opens it, if
    /// there is room.
    void showDetails(const QString& subject);
    /// Fills the Details dock and shows it.
    void openDetails(const QString& subject);
    /// Opens the import wizard on these files (none = the user chooses there).
    void importFiles(const QStringList& paths);

Q_SIGNALS:
    /// The user wants to work in another workspace.
    void workspaceRequested(const QString& folder);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildCentre();
    void showDetailsDock();
    void buildDocks();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildHelpMenu();
    void restore();
    Page* buildPage(std::size_t index);
    void connectPage(Page* page);
    void copySettings(const QString& kind, const QString& runId);
    void openDemo();
    void chooseWorkspace();
    void showAbout();
    void runEnded(const QString& runId);
    /// Re-reads what is shown; calls within a quarter of a second become one.
    void scheduleRefresh();
    void refreshNow();
    void lookForForeignChanges();
    void showMessage(const QString& sentence);
    void showProblem(const QString& sentence);

    AppContext& m_context;
    Theme& m_theme;
    std::vector<PageEntry> m_entries;
    std::vector<Page*> m_pages; ///< nullptr until shown
    QListWidget* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    StatusLine* m_status = nullptr;
    QUndoStack* m_undo = nullptr;
    ActivityPanel* m_activity = nullptr;
    DetailsPanel* m_details = nullptr;
    QDockWidget *m_activityDock = nullptr, *m_detailsDock = nullptr;
    DropHint* m_dropHint = nullptr;
    QTimer m_refreshTimer, m_foreignTimer;
    std::int64_t m_dataVersion = 0;
    bool m_mayOpenDetails = false;
};

} // namespace up5::ui
