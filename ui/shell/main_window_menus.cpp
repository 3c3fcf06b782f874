// The menus of the main window.
#include <QtCore/QLibraryInfo>
#include <QtGui/QActionGroup>
#include <QtGui/QUndoStack>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>

#include "ui/shell/main_window.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/theme_settings.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QAction* makeAction(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys = {}) {
    QAction* action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(keys);
    return action;
}

} // namespace

void MainWindow::buildFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    connect(makeAction(menu, u"actionOpenWorkspace"_s, tr("&Open workspace…"), QKeySequence::Open),
            &QAction::triggered, this, &MainWindow::chooseWorkspace);
    connect(makeAction(menu, u"actionImport"_s, tr("&Import…"), Qt::CTRL | Qt::Key_I), &QAction::triggered,
            this, [this] { importFiles({}); });
    connect(makeAction(menu, u"actionDemo"_s, tr("Open the &demo")), &QAction::triggered, this,
            &MainWindow::openDemo);
    menu->addSeparator();
    connect(makeAction(menu, u"actionQuit"_s, tr("&Quit"), QKeySequence::Quit), &QAction::triggered, this,
            &MainWindow::close);
}

void MainWindow::buildEditMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_undo->createUndoAction(menu, tr("&Undo"));
    undo->setObjectName(u"actionUndo"_s);
    undo->setShortcut(QKeySequence::Undo);
    undo->setIcon(themedIcon(u"undo"_s));
    QAction* redo = m_undo->createRedoAction(menu, tr("&Redo"));
    redo->setObjectName(u"actionRedo"_s);
    redo->setShortcut(QKeySequence::Redo);
    menu->addActions({undo, redo});
}

void MainWindow::buildViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        const QString id = m_entries[index].id;
        QAction* action = makeAction(menu, u"actionPage_"_s + id, m_entries[index].title,
                                     QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)));
        connect(action, &QAction::triggered, this, [this, id] { showPage(id); });
    }
    menu->addSeparator();
    QAction* activity = m_activityDock->toggleViewAction();
    activity->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_A);
    QAction* details = m_detailsDock->toggleViewAction();
    details->setObjectName(u"actionDetails"_s);
    details->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    menu->addActions({activity, details});
    menu->addSeparator();

    QMenu* themes = menu->addMenu(tr("&Theme"));
    auto* choices = new QActionGroup(this);
    const QList<std::pair<ThemeChoice, QString>> names = {{ThemeChoice::System, tr("&System")},
                                                          {ThemeChoice::Light, tr("&Light")},
                                                          {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : names) {
        QAction* action = makeAction(themes, u"actionTheme_"_s + themeChoiceText(choice), text);
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        choices->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = choice] {
            m_theme.setChoice(chosen);
            m_context.settings.set(kThemeSetting, themeChoiceText(chosen));
        });
    }
    const auto setFontSize = [this](int points) {
        m_theme.setFontSize(points);
        m_context.settings.set(kFontSizeSetting, points);
    };
    const auto shownSize = [this] {
        return m_theme.fontSize() > 0 ? m_theme.fontSize() : m_theme.systemFontSize();
    };
    connect(makeAction(menu, u"actionLargerText"_s, tr("L&arger text"), QKeySequence::ZoomIn),
            &QAction::triggered, this, [=] { setFontSize(std::min(shownSize() + 1, kLargestFont)); });
    connect(makeAction(menu, u"actionSmallerText"_s, tr("S&maller text"), QKeySequence::ZoomOut),
            &QAction::triggered, this, [=] { setFontSize(std::max(shownSize() - 1, kSmallestFont)); });
    connect(makeAction(menu, u"actionSystemText"_s, tr("Text size of the s&ystem"), Qt::CTRL | Qt::Key_0),
            &QAction::triggered, this, [=] { setFontSize(0); });
}

void MainWindow::buildHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    connect(makeAction(menu, u"actionAbout"_s, tr("&About UP5 Workbench")), &QAction::triggered, this,
            &MainWindow::showAbout);
}

void MainWindow::chooseWorkspace() {
    const QString folder = m_context.dialogs.openFolder(this, tr("Open or create a workspace folder"));
    if (!folder.isEmpty()) {
        Q_EMIT workspaceRequested(folder);
    }
}

void MainWindow::showAbout() {
    auto* about = new QMessageBox(this);
    about->setObjectName(u"aboutBox"_s);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setWindowTitle(tr("About UP5 Workbench"));
    about->setIconPixmap(themedIcon(u"app"_s).pixmap(64, 64));
    about->setText(tr("<b>UP5 Workbench %1</b>").arg(QStringLiteral(UP5_VERSION)));
    about->setInformativeText(
        tr("Finds out what a recommender gives away about its users, and what it costs to "
           "stop it.\n\nEverything stays on this computer: nothing is sent anywhere.\n\nQt %1")
            .arg(QLibraryInfo::version().toString()));
    about->open();
}

} // namespace up5::ui
