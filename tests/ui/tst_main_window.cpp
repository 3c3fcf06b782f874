// The window's frame: pages, docks, status line, themes, memory, changes made by other programs.
#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QDropEvent>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>

#include "jobs/job_kinds.h"
#include "store/note_repository.h"
#include "support/window_fixture.h"
#include "ui/runs/delete_runs_command.h"
#include "ui/runs/form_card.h"
#include "ui/runs/run_table_model.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/status_line.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5;
using up5::test::WindowFixture;

namespace {

/// Stores an ended run as if a worker had been there: of a backbone or, where one is given, its evaluation.
void addRun(store::Store& store, const std::string& id, store::RunState end, const std::string& dataset,
            const std::string& evaluated = {}) {
    jobs::JobSpec spec;
    spec.kind = evaluated.empty() ? "backbone" : "evaluate";
    spec.backboneRun = evaluated;
    spec.dataset = dataset;
    spec = jobs::completed(spec);
    store::RunRow run;
    run.id = id;
    run.kind = spec.kind;
    run.backboneRun = evaluated;
    run.name = "run " + id;
    run.dataset = dataset;
    run.device = "cpu";
    run.spec = jobs::toJson(spec).dump();
    run.created = "2026-11-23T12:00:00Z";
    store.runs().insert(run);
    if (end != store::RunState::Cancelled) {
        store.runs().setState(id, store::RunState::Running);
    }
    store.runs().setState(id, end);
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPageOpens();
    void emptyDataPageOffersTheDemo();
    void missingDemoIsAProblemThatStays();
    void themesSwitch();
    void sizesFollowTheFont();
    void remembersPageAndFilterPerWorkspace();
    void aClosingWindowLeavesTheNextOneAlone();
    void noticesOtherPrograms();
    void detailsKeepNotesAndShowTheCommand();
    void deletedRunsComeBack();
    void deletionReachesTheVisiblePage();
    void usersGoBeforeWhatTheyBuildOn();
    void whatStaysIsSaid();
    void droppedFilesOpenTheWizard();
    void controlsHaveAccessibleNames();
    void tabLeavesEveryTable();
    void runsWithoutAFormPointToTheirCommand();
};

void TestMainWindow::everyPageOpens() {
    WindowFixture fixture;
    fixture.open();
    auto* rail = fixture.find<QListWidget>("navigationRail");
    QVERIFY(rail->count() >= 1);
    for (int row = 0; row < rail->count(); ++row) {
        const QString id = rail->item(row)->data(Qt::UserRole).toString();
        rail->setCurrentRow(row);
        QCOMPARE(fixture.window().currentPage(), id);
        QVERIFY2(fixture.window().page(id) && fixture.window().page(id)->isVisible(), qPrintable(id));
        fixture.find<QAction>("actionPage_data")->trigger();
        QCOMPARE(fixture.window().currentPage(), u"data"_s);
    }
}

void TestMainWindow::emptyDataPageOffersTheDemo() {
    WindowFixture fixture;
    fixture.open();
    QVERIFY(fixture.find<QPushButton>("openDemo")->isVisible());
    QVERIFY(fixture.find<QPushButton>("importData")->isVisible());
    QVERIFY(!fixture.find<QTableView>("datasetTable")->isVisible());
}

void TestMainWindow::missingDemoIsAProblemThatStays() {
    WindowFixture fixture;
    fixture.open();
    qputenv("UP5_DATASETS", fixture.folder.path().toUtf8());
    fixture.find<QPushButton>("openDemo")->click();
    qunsetenv("UP5_DATASETS");
    auto* status = fixture.find<ui::StatusLine>("statusStrip");
    QVERIFY(status->isVisible());
    QVERIFY2(status->text().contains(fixture.folder.path()), qPrintable(status->text()));
    fixture.window().showPage(u"data"_s);
    QVERIFY(status->isVisible());
    fixture.find<QToolButton>("statusDismiss")->click();
    QVERIFY(!status->isVisible());
}

void TestMainWindow::themesSwitch() {
    WindowFixture fixture;
    fixture.open();
    const QImage before = fixture.window().grab().toImage();
    fixture.find<QAction>("actionTheme_dark")->trigger();
    QVERIFY(ui::isDark(fixture.window().palette()));
    const QImage dark = fixture.window().grab().toImage();
    QVERIFY(dark != before);
    QVERIFY(qGray(dark.pixel(dark.width() / 2, dark.height() / 2)) < 80);
    fixture.find<QAction>("actionTheme_light")->trigger();
    QVERIFY(!ui::isDark(fixture.window().palette()));
    const int points = QApplication::font().pointSize();
    fixture.find<QAction>("actionLargerText")->trigger();
    QCOMPARE(QApplication::font().pointSize(), points + 1);
    fixture.find<QAction>("actionSystemText")->trigger();
    QCOMPARE(QApplication::font().pointSize(), points);
}

void TestMainWindow::sizesFollowTheFont() {
    WindowFixture fixture;
    fixture.open();
    fixture.window().showPage(u"probe"_s);
    const auto* rail = fixture.find<QListWidget>("navigationRail");
    const auto* form = fixture.window().page(u"probe"_s)->findChild<ui::FormCard*>();
    QVERIFY(form);
    const auto rowHeight = [&fixture](const char* table) {
        return fixture.find<QTableView>(table)->verticalHeader()->defaultSectionSize();
    };
    const auto sizes = [&] {
        return QList<int>{rail->width(), form->maximumWidth(), rowHeight("activityTable"),
                          rowHeight("datasetTable")};
    };
    const QList<int> before = sizes();
    fixture.theme.setFontSize(2 * fixture.theme.systemFontSize());
    for (int i = 0; i < before.size(); ++i) {
        QTRY_VERIFY2(sizes()[i] > before[i], qPrintable(QString::number(i)));
    }
    QVERIFY(rail->width() >= rail->sizeHintForColumn(0));
    fixture.theme.setFontSize(0);
    QTRY_COMPARE(sizes(), before);
}

void TestMainWindow::remembersPageAndFilterPerWorkspace() {
    WindowFixture fixture;
    fixture.open();
    auto* rail = fixture.find<QListWidget>("navigationRail");
    const QString last = rail->item(rail->count() - 1)->data(Qt::UserRole).toString();
    rail->setCurrentRow(rail->count() - 1);
    fixture.find<QLineEdit>("activityFilter")->setText(u"gender"_s);
    fixture.window().resize(1111, 777);
    fixture.window().close();
    fixture.open();
    QCOMPARE(fixture.window().currentPage(), last);
    QCOMPARE(fixture.find<QLineEdit>("activityFilter")->text(), u"gender"_s);
    QCOMPARE(fixture.window().size(), QSize(1111, 777));
}

/// File ▸ Open workspace… shows the next window before it closes the old one.
void TestMainWindow::aClosingWindowLeavesTheNextOneAlone() {
    const ui::SettingValue<QByteArray> layout{"window/layout", {}, ui::SettingScope::Workspace};
    WindowFixture fixture;
    fixture.open();
    const std::filesystem::path second = fixture.folder.path().toStdString() + "/second";
    ui::Session next(second, fixture.settings, fixture.dialogs, fixture.theme);
    next.window().show();
    fixture.window().close();
    QVERIFY(!fixture.session->context().settings.get(layout).isEmpty());
    QVERIFY(next.context().settings.get(layout).isEmpty());
    fixture.session.reset();
    QVERIFY(next.context().settings.get(layout).isEmpty());
}

void TestMainWindow::noticesOtherPrograms() {
    WindowFixture fixture;
    fixture.open();
    store::Store other(fixture.root() / "workspace.db");
    addRun(other, "abc", store::RunState::Cancelled, fixture.addDataset(other));
    auto* jobs = fixture.find<QTableView>("activityTable");
    QTRY_COMPARE(jobs->model()->rowCount(), 1);
    auto* sets = fixture.find<QTableView>("datasetTable");
    QTRY_VERIFY(sets->isVisible());
    QCOMPARE(sets->model()->index(0, 0).data().toString(), u"Small"_s);
}

void TestMainWindow::detailsKeepNotesAndShowTheCommand() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    const std::string hash = fixture.addDataset(store);
    addRun(store, "abc", store::RunState::Cancelled, hash);
    fixture.window().showDetails(u"abc"_s);
    fixture.find<QDockWidget>("detailsDock")->show();
    QCOMPARE(fixture.find<QLabel>("detailsTitle")->text(), u"run abc"_s);
    auto* settings = fixture.find<QTreeWidget>("detailsSettings");
    QCOMPARE(settings->findItems(u"Data set"_s, Qt::MatchExactly).value(0)->text(1), u"Small"_s);
    QCOMPARE(settings->findItems(u"preset"_s, Qt::MatchExactly).value(0)->text(1), u"desk"_s);
    fixture.find<QPushButton>("detailsCommandButton")->click();
    const QString command = fixture.find<QPlainTextEdit>("detailsCommand")->toPlainText();
    QVERIFY2(command.startsWith(u"up5 run backbone --dataset "_s + QString::fromStdString(hash)),
             qPrintable(command));
    auto* notes = fixture.find<QPlainTextEdit>("detailsNotes");
    notes->setPlainText(u"first try"_s);
    fixture.window().showDetails(QString::fromStdString(hash)); // leaving saves at once
    QCOMPARE(store.notes().get("abc"), std::string("first try"));
    QCOMPARE(notes->toPlainText(), QString());
    notes->setPlainText(u"a set"_s);
    QTRY_COMPARE(store.notes().get(hash), std::string("a set"));
    notes->setPlainText(u"a small set"_s);
    QTRY_COMPARE(store.notes().get(hash), std::string("a small set"));
    auto* undo = fixture.find<QAction>("actionUndo");
    undo->trigger(); // both savings of one visit are one step
    QCOMPARE(store.notes().get(hash), std::string());
    QCOMPARE(notes->toPlainText(), QString());
    fixture.find<QAction>("actionRedo")->trigger();
    QCOMPARE(notes->toPlainText(), u"a small set"_s);
    undo->trigger();
    undo->trigger(); // the other subject's
    QCOMPARE(store.notes().get("abc"), std::string());
    QVERIFY(!undo->isEnabled());
    fixture.window().showDetails(u"nonsense"_s);
    QVERIFY(fixture.find<ui::StatusLine>("statusStrip")->text().contains(u"nonsense"_s));
}

void TestMainWindow::deletedRunsComeBack() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    addRun(store, "abc", store::RunState::Failed, fixture.addDataset(store));
    auto* jobs = fixture.find<QTableView>("activityTable");
    Q_EMIT fixture.session->context().host.runChanged(u"abc"_s);
    QTRY_COMPARE(jobs->model()->rowCount(), 1);
    QVERIFY(!fixture.find<QAction>("activityDelete")->isEnabled());
    jobs->selectRow(0);
    QVERIFY(fixture.find<QAction>("activityDelete")->isEnabled());
    QVERIFY(fixture.find<QAction>("activityResume")->isEnabled());
    QVERIFY(!fixture.find<QAction>("activityCancel")->isEnabled());
    fixture.find<QAction>("activityDelete")->trigger();
    QCOMPARE(jobs->model()->rowCount(), 0);
    fixture.find<QAction>("actionUndo")->trigger();
    QCOMPARE(jobs->model()->rowCount(), 1);
}

void TestMainWindow::deletionReachesTheVisiblePage() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    addRun(store, "abc", store::RunState::Failed, fixture.addDataset(store));
    auto* jobs = fixture.find<QTableView>("activityTable");
    auto* sets = fixture.find<QTableView>("datasetTable");
    Q_EMIT fixture.session->context().host.runChanged(u"abc"_s);
    QTRY_COMPARE(sets->model()->rowCount(), 1);
    fixture.addDataset(store, "Second"); // nobody tells the page
    jobs->selectRow(0);
    fixture.find<QAction>("activityDelete")->trigger();
    QTRY_COMPARE(sets->model()->rowCount(), 2);
    fixture.addDataset(store, "Third");
    fixture.find<QAction>("actionUndo")->trigger();
    QTRY_COMPARE(sets->model()->rowCount(), 3);
}

void TestMainWindow::usersGoBeforeWhatTheyBuildOn() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    const std::string hash = fixture.addDataset(store);
    addRun(store, "abc", store::RunState::Failed, hash);
    addRun(store, "abd", store::RunState::Failed, hash, "abc");
    addRun(store, "abe", store::RunState::Failed, hash, "abd");
    for (const std::vector<std::string>& order :
         {std::vector<std::string>{"abc", "abd", "abe"}, {"abe", "abd", "abc"}, {"abd", "abc", "abe"}}) {
        std::size_t gone = 0;
        QString problem;
        ui::DeleteRunsCommand command(
            fixture.session->context(), order,
            [&](std::size_t count, const QString& sentence) {
                gone = count;
                problem = sentence;
            },
            [&](const QString& sentence) { problem = sentence; });
        command.redo();
        QVERIFY2(gone == 3 && problem.isEmpty(), qPrintable(problem));
        QVERIFY(store.runs().all().empty() && !command.isObsolete());
        command.undo();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QCOMPARE(store.runs().all().size(), std::size_t{3});
    }
}

void TestMainWindow::whatStaysIsSaid() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    const std::string hash = fixture.addDataset(store);
    addRun(store, "abc", store::RunState::Failed, hash);
    addRun(store, "abd", store::RunState::Failed, hash, "abc");
    addRun(store, "abe", store::RunState::Failed, hash, "abc");
    auto* jobs = fixture.find<QTableView>("activityTable");
    Q_EMIT fixture.session->context().host.runChanged(u"abc"_s);
    QTRY_COMPARE(jobs->model()->rowCount(), 3);
    const auto select = [jobs](const QString& id) {
        const QModelIndex row =
            jobs->model()->match(jobs->model()->index(0, 0), ui::RunTableModel::IdRole, id).value(0);
        jobs->selectionModel()->select(row, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    };
    select(u"abc"_s);
    select(u"abd"_s);
    fixture.find<QAction>("activityDelete")->trigger();
    QCOMPARE(jobs->model()->rowCount(), 2);
    auto* status = fixture.find<ui::StatusLine>("statusStrip");
    QVERIFY2(status->text().contains(u"1 of 2 runs"_s) && status->text().contains(u"abe"_s),
             qPrintable(status->text()));
    fixture.find<QAction>("actionUndo")->trigger();
    QCOMPARE(jobs->model()->rowCount(), 3);
    jobs->clearSelection();
    select(u"abd"_s);
    fixture.find<QAction>("activityDelete")->trigger();
    QVERIFY2(status->text().contains(u"1 run moved to the bin"_s), qPrintable(status->text()));
}

void TestMainWindow::droppedFilesOpenTheWizard() {
    WindowFixture fixture;
    fixture.open();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(fixture.folder.path())});
    // A drop reaches the window only after an accepted entry, as with a real mouse.
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&fixture.window(), &enter);
    QVERIFY(enter.isAccepted());
    QVERIFY(fixture.find<QWidget>("dropHint")->isVisible());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&fixture.window(), &drop);
    QVERIFY(!fixture.find<QWidget>("dropHint")->isVisible());
    auto* files = fixture.find<QListWidget>("importFiles");
    QCOMPARE(files->count(), 1);
    QCOMPARE(files->item(0)->text(), fixture.folder.path());
}

void TestMainWindow::controlsHaveAccessibleNames() {
    WindowFixture fixture;
    fixture.open();
    fixture.window().importFiles({});
    QStringList nameless;
    const auto check = [&](const QWidget* widget, const QString& text) {
        if (text.isEmpty() && widget->accessibleName().isEmpty()) {
            nameless << widget->objectName() + u' ' + QLatin1String(widget->metaObject()->className());
        }
    };
    for (const auto* button : fixture.window().findChildren<QAbstractButton*>()) {
        const auto* tool = qobject_cast<const QToolButton*>(button);
        // Qt's own parts: names that begin with qt_, and the corner of a table, which no keyboard reaches.
        const bool isQtsOwn =
            button->objectName().startsWith(u"qt_"_s) || button->inherits("QTableCornerButton");
        if (!isQtsOwn && !(tool && !tool->isVisible())) {
            check(button, button->text());
        }
    }
    for (const auto* view : fixture.window().findChildren<QAbstractItemView*>()) {
        if (!view->objectName().isEmpty()) {
            check(view, {});
        }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u"; "_s)));
}

void TestMainWindow::tabLeavesEveryTable() {
    WindowFixture fixture;
    fixture.open();
    auto* rail = fixture.find<QListWidget>("navigationRail");
    for (int row = 0; row < rail->count(); ++row) {
        rail->setCurrentRow(row); // builds the page
    }
    fixture.window().importFiles({});
    QStringList trapping;
    const auto tables = fixture.window().findChildren<QTableView*>();
    for (const QTableView* table : tables) {
        if (table->tabKeyNavigation()) {
            trapping << table->objectName() + u' ' + table->accessibleName();
        }
    }
    QVERIFY(tables.size() > 5);
    QVERIFY2(trapping.isEmpty(), qPrintable(trapping.join(u"; "_s)));
}

void TestMainWindow::runsWithoutAFormPointToTheirCommand() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    const std::string hash = fixture.addDataset(store);
    addRun(store, "abc", store::RunState::Cancelled, hash);
    addRun(store, "def", store::RunState::Cancelled, hash, "abc");
    fixture.window().showDetails(u"def"_s);
    fixture.find<QDockWidget>("detailsDock")->show();
    const auto* command = fixture.find<QPlainTextEdit>("detailsCommand");
    QVERIFY(!command->isVisible());
    const QString page = fixture.window().currentPage();
    fixture.find<QPushButton>("detailsCopySettings")->click();
    QCOMPARE(fixture.window().currentPage(), page);
    QVERIFY(command->isVisible());
    const QString said = fixture.find<ui::StatusLine>("statusStrip")->text();
    QVERIFY2(said.contains(u"No page has a form"_s), qPrintable(said));
    fixture.window().showDetails(u"abc"_s); // whose form there is
    fixture.find<QPushButton>("detailsCopySettings")->click();
    QCOMPARE(fixture.window().currentPage(), u"models"_s);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
