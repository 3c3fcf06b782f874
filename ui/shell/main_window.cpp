#include "ui/shell/main_window.h"

#include <QtCore/QMimeData>
#include <QtGui/QCloseEvent>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QUndoStack>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <spdlog/spdlog.h>

#include "base/error.h"
#include "jobs/background_host.h"
#include "jobs/job_host.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/datasets/import_jobs.h"
#include "ui/datasets/import_wizard.h"
#include "ui/runs/activity_panel.h"
#include "ui/runs/run_words.h"
#include "ui/shell/details_panel.h"
#include "ui/shell/drop_hint.h"
#include "ui/widgets/font_fit.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/status_line.h"
#include "ui/widgets/wheel_guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const SettingValue<QByteArray> kGeometry{"window/geometry", {}, SettingScope::Workspace};
const SettingValue<QByteArray> kLayout{"window/layout", {}, SettingScope::Workspace};
const SettingValue<QString> kPage{"window/page", u"data"_s, SettingScope::Workspace};

constexpr int kRefreshMs = 250;
constexpr int kForeignMs = 1000;
/// Width from which the Details dock leaves the pages enough room.
constexpr int kDetailsWidth = 300;
constexpr int kWideWindow = 1200;

/// The page whose form starts runs of a kind; empty where no page has one.
QString pageOfKind(const QString& kind) {
    const QHash<QString, QString> pages = {{u"backbone"_s, u"models"_s},
                                           {u"probe"_s, u"probe"_s},
                                           {u"cfp"_s, u"mitigate"_s},
                                           {u"mixture"_s, u"mitigate"_s}};
    return pages.value(kind);
}

QStringList localFiles(const QMimeData* mime) {
    QStringList files;
    for (const QUrl& url : mime->urls()) {
        if (url.isLocalFile()) {
            files << url.toLocalFile();
        }
    }
    return files;
}

} // namespace

MainWindow::MainWindow(AppContext& context, Theme& theme)
    : m_context(context), m_theme(theme), m_entries(pageRegistry()), m_pages(m_entries.size(), nullptr) {
    setObjectName(u"mainWindow"_s);
    setWindowTitle(
        tr("%1 – UP5 Workbench").arg(QString::fromStdString(context.workspace.root.filename().string())));
    setAcceptDrops(true);
    new WheelGuard(this);
    m_undo = new QUndoStack(this);
    buildCentre();
    buildDocks();
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildHelpMenu();
    m_dropHint = new DropHint(this);

    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(kRefreshMs);
    connect(&m_refreshTimer, &QTimer::timeout, this, &MainWindow::refreshNow);
    connect(&m_context.host, &jobs::JobHost::runChanged, this, &MainWindow::scheduleRefresh);
    connect(&m_context.host, &jobs::JobHost::runEnded, this, &MainWindow::runEnded);
    connect(&m_context.host, &jobs::JobHost::pollFailed, this, &MainWindow::showProblem);
    m_dataVersion = m_context.store.dataVersion();
    connect(&m_foreignTimer, &QTimer::timeout, this, &MainWindow::lookForForeignChanges);
    m_foreignTimer.start(kForeignMs);
    restore();
    m_activity->refresh();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildCentre() {
    m_rail = new QListWidget;
    m_rail->setObjectName(u"navigationRail"_s);
    m_rail->setAccessibleName(tr("Pages"));
    m_rail->setIconSize(QSize(22, 22));
    m_rail->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rail->setFrameShape(QFrame::NoFrame);
    m_rail->setUniformItemSizes(true);
    m_stack = new QStackedWidget;
    m_stack->setObjectName(u"pages"_s);
    for (const PageEntry& entry : m_entries) {
        auto* item = new QListWidgetItem(themedIcon(entry.icon), entry.title, m_rail);
        item->setData(Qt::UserRole, entry.id);
        item->setToolTip(tr("%1 (Ctrl+%2)").arg(entry.title).arg(m_rail->count()));
        m_stack->addWidget(new QWidget); // replaced by the page when it is first shown
    }
    fitToFont(*m_rail, [this] { m_rail->setFixedWidth(m_rail->sizeHintForColumn(0) + 28); });
    connect(m_rail, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            showPage(m_entries[static_cast<std::size_t>(row)].id);
        }
    });
    m_status = new StatusLine;

    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(centre);
}

void MainWindow::buildDocks() {
    const auto addDock = [this](const QString& name, const QString& title, QWidget* content,
                                Qt::DockWidgetArea area) {
        auto* dock = new QDockWidget(title);
        dock->setObjectName(name);
        dock->setWidget(content);
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
        addDockWidget(area, dock);
        return dock;
    };
    m_activity = new ActivityPanel(m_context, *m_undo);
    m_details = new DetailsPanel(m_context, *m_undo);
    m_activityDock = addDock(u"activityDock"_s, tr("Activity"), m_activity, Qt::BottomDockWidgetArea);
    m_detailsDock = addDock(u"detailsDock"_s, tr("Details"), m_details, Qt::RightDockWidgetArea);
    m_detailsDock->hide();
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_activityDock}, {170}, Qt::Vertical);
    connect(m_activity, &ActivityPanel::detailsRequested, this, &MainWindow::showDetails);
    connect(m_activity, &ActivityPanel::messageRequested, this, &MainWindow::showMessage);
    connect(m_activity, &ActivityPanel::problemOccurred, this, &MainWindow::showProblem);
    connect(m_activity, &ActivityPanel::runsChanged, this, &MainWindow::scheduleRefresh);
    connect(m_details, &DetailsPanel::problemOccurred, this, &MainWindow::showProblem);
    connect(m_details, &DetailsPanel::copySettingsRequested, this, &MainWindow::copySettings);
}

void MainWindow::restore() {
    if (!restoreGeometry(m_context.settings.get(kGeometry))) {
        resize(1240, 800);
    }
    m_mayOpenDetails = !restoreState(m_context.settings.get(kLayout));
    showPage(m_context.settings.get(kPage));
    if (currentPage().isEmpty()) {
        showPage(m_entries.front().id);
    }
}

Page* MainWindow::buildPage(std::size_t index) {
    Page* page = m_entries[index].create(m_context, nullptr);
    connectPage(page);
    QWidget* placeholder = m_stack->widget(static_cast<int>(index));
    m_stack->removeWidget(placeholder);
    delete placeholder;
    m_stack->insertWidget(static_cast<int>(index), page);
    m_pages[index] = page;
    return page;
}

void MainWindow::connectPage(Page* page) {
    connect(page, &Page::detailsRequested, this, &MainWindow::showDetails);
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
    connect(page, &Page::messageRequested, this, &MainWindow::showMessage);
    connect(page, &Page::problemOccurred, this, &MainWindow::showProblem);
    connect(page, &Page::importRequested, this, [this] { importFiles({}); });
    connect(page, &Page::demoRequested, this, &MainWindow::openDemo);
}

void MainWindow::showPage(const QString& id) {
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        if (m_entries[index].id == id) {
            Page* page = m_pages[index] ? m_pages[index] : buildPage(index);
            m_stack->setCurrentWidget(page);
            m_rail->setCurrentRow(static_cast<int>(index));
            m_context.settings.set(kPage, id);
            guarded([page] { page->refresh(); }, [this](const QString& sentence) { showProblem(sentence); });
            return;
        }
    }
}

QString MainWindow::currentPage() const {
    const QListWidgetItem* item = m_rail->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

Page* MainWindow::page(const QString& id) const {
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        if (m_entries[index].id == id) {
            return m_pages[index];
        }
    }
    return nullptr;
}

void MainWindow::showDetails(const QString& subject) {
    m_details->showSubject(subject);
    if (m_mayOpenDetails && isVisible() && width() >= kWideWindow) {
        m_mayOpenDetails = false;
        showDetailsDock();
    }
}

void MainWindow::showDetailsDock() {
    m_detailsDock->show();
    // A width that is asked for while the dock is hidden is forgotten.
    if (m_detailsDock->width() < kDetailsWidth) {
        resizeDocks({m_detailsDock}, {kDetailsWidth}, Qt::Horizontal);
    }
}

void MainWindow::openDetails(const QString& subject) {
    m_details->showSubject(subject);
    showDetailsDock();
}

void MainWindow::copySettings(const QString& kind, const QString& runId) {
    if (kind == u"import"_s) {
        m_details->showCommand();
        showMessage(
            tr("An import is repeated with File ▸ Import…, or with the command shown in the details."));
        return;
    }
    if (kind == u"sweep"_s) {
        m_details->showCommand();
        showMessage(tr("A sweep is repeated, or changed, with the command shown in the details."));
        return;
    }
    const QString target = pageOfKind(kind);
    if (target.isEmpty()) {
        m_details->showCommand();
        showMessage(tr("No page has a form for this kind of run (%1); it is repeated, or changed, with the "
                       "command shown in the details.")
                        .arg(kindWord(kind.toStdString())));
        return;
    }
    showPage(target);
    if (Page* form = page(target)) {
        guarded([&] { form->useSettingsOf(runId); },
                [this](const QString& sentence) { showProblem(sentence); });
    }
}

void MainWindow::importFiles(const QStringList& paths) {
    auto* wizard = new ImportWizard(m_context, paths, this);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(wizard, &ImportWizard::submitted, this, [this](const QString&) {
        showPage(u"data"_s);
        scheduleRefresh();
    });
    wizard->open();
}

void MainWindow::openDemo() {
    guarded(
        [this] {
            m_context.host.submit(demoSpec());
            showPage(u"data"_s);
            scheduleRefresh();
        },
        [this](const QString& sentence) { showProblem(sentence); });
}

void MainWindow::runEnded(const QString& runId) {
    guarded(
        [&] {
            const auto run = m_context.store.runs().find(runId.toStdString());
            if (!run) {
                return;
            }
            if (run->state == store::RunState::Failed) {
                showProblem(
                    tr("%1 failed: %2").arg(runTitle(*run), QString::fromStdString(run->errorMessage)));
            } else if (run->state == store::RunState::Succeeded && run->kind == "import") {
                if (Page* dataPage = page(u"data"_s)) {
                    dataPage->refresh();
                    dataPage->select(QString::fromStdString(run->dataset));
                }
                const auto dataset = m_context.store.datasets().find(run->dataset);
                showMessage(tr("%1 is imported. The next step is a backbone: Models ▸ Train.")
                                .arg(dataset ? QString::fromStdString(dataset->name) : runTitle(*run)));
            }
        },
        [this](const QString& sentence) { showProblem(sentence); });
    scheduleRefresh();
}

void MainWindow::scheduleRefresh() {
    if (!m_refreshTimer.isActive()) {
        m_refreshTimer.start();
    }
}

void MainWindow::refreshNow() {
    guarded(
        [this] {
            m_activity->refresh();
            if (m_detailsDock->isVisible()) {
                m_details->refresh();
            }
            if (Page* shown = page(currentPage())) {
                shown->refresh();
            }
        },
        [this](const QString& sentence) { showProblem(sentence); });
}

void MainWindow::lookForForeignChanges() {
    guarded(
        [this] {
            const std::int64_t version = m_context.store.dataVersion();
            if (version != m_dataVersion) {
                m_dataVersion = version;
                refreshNow();
            } else if (!m_context.host.isIdle()) {
                m_activity->refresh(); // the time left goes on counting while a job is silent
            }
        },
        [this](const QString& sentence) { showProblem(sentence); });
}

void MainWindow::showMessage(const QString& sentence) {
    m_status->showSentence(sentence, StatusLine::Kind::Message);
}

void MainWindow::showProblem(const QString& sentence) {
    m_status->showSentence(sentence, StatusLine::Kind::Problem);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_context.settings.set(kGeometry, saveGeometry());
    m_context.settings.set(kLayout, saveState());
    m_context.settings.sync();
    try {
        if (!m_context.host.isIdle()) {
            jobs::leaveHostBehind(m_context.workspace);
        }
    } catch (const Error& error) {
        // A window that cannot be closed would be worse; what waits is served when it is opened again.
        spdlog::error("{}", error.what());
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!localFiles(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
        m_dropHint->setGeometry(rect());
        m_dropHint->raise();
        m_dropHint->show();
    }
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) {
    m_dropHint->hide();
}

void MainWindow::dropEvent(QDropEvent* event) {
    m_dropHint->hide();
    event->acceptProposedAction();
    importFiles(localFiles(event->mimeData()));
}

} // namespace up5::ui
