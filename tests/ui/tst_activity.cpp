// The Activity dock on real processes: progress, log, cancel, resume, failure.
#include <QtCore/QFile>
#include <QtGui/QAction>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTableView>

#include "jobs/job_kinds.h"
#include "jobs/launcher.h"
#include "jobs/sweep/sweep_text.h"
#include "support/window_fixture.h"
#include "ui/runs/run_table_model.h"
#include "ui/widgets/status_line.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5;
using up5::test::WindowFixture;

namespace {

/// A window whose jobs are done by the scripted worker of tests/support; a run's name is its script.
class ActivityFixture : public WindowFixture {
public:
    ActivityFixture() {
        open(std::make_unique<jobs::LocalLauncher>(std::filesystem::path(UP5_BIN_DIR).parent_path() /
                                                   "tests/fake_worker"));
        table = find<QTableView>("activityTable");
    }

    void submit(const std::string& script) {
        jobs::JobSpec spec;
        spec.kind = "import";
        spec.name = script;
        spec.paths = {folder.path().toStdString()};
        session->context().host.submit(spec);
    }

    QString cell(int column) const { return table->model()->index(0, column).data().toString(); }

    QTableView* table = nullptr;
};

} // namespace

class TestActivity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsProgressAndLogAndCancels();
    void failureIsSaidWhereItStays();
    void closingTheWindowLosesNothing();
    void aSweepIsOneRow();
};

void TestActivity::showsProgressAndLogAndCancels() {
    ActivityFixture fixture;
    fixture.submit("hello; log all is well; progress 30 120; hang");
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::Progress), u"25 %"_s);
    QCOMPARE(fixture.cell(ui::RunTableModel::State), u"Running"_s);
    QVERIFY(fixture.find<QLabel>("activitySummary")->text().contains(u"1 running"_s));
    fixture.table->selectRow(0);
    fixture.find<QAction>("activityLog")->trigger();
    QTRY_VERIFY(fixture.find<QPlainTextEdit>("logText")->toPlainText().contains(u"all is well"_s));
    QVERIFY(!fixture.find<QAction>("activityDelete")->isEnabled());
    fixture.find<QAction>("activityCancel")->trigger();
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::State), u"Cancelled"_s);
    QTRY_VERIFY(fixture.find<QAction>("activityResume")->isEnabled());
    fixture.find<QAction>("activityResume")->trigger();
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::State), u"Running"_s);
    fixture.find<QAction>("activityCancel")->trigger();
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::State), u"Cancelled"_s);
}

void TestActivity::failureIsSaidWhereItStays() {
    ActivityFixture fixture;
    fixture.submit("hello; failed");
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::State), u"Failed"_s);
    auto* status = fixture.find<ui::StatusLine>("statusStrip");
    QTRY_VERIFY2(status->text().contains(u"failed"_s), qPrintable(status->text()));
    QVERIFY(!fixture.cell(ui::RunTableModel::Stage).isEmpty()); // the reason
}

void TestActivity::closingTheWindowLosesNothing() {
    ActivityFixture fixture;
    fixture.submit("hello; progress 1 4; wait go; progress 4 4; done");
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::Progress), u"25 %"_s);
    fixture.session.reset();
    QFile go(QString::fromStdString((fixture.root() / "go").string()));
    QVERIFY(go.open(QIODevice::WriteOnly));
    fixture.open();
    fixture.table = fixture.find<QTableView>("activityTable");
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::State), u"Succeeded"_s);
}

void TestActivity::aSweepIsOneRow() {
    ActivityFixture fixture;
    ui::AppContext& context = fixture.session->context();
    jobs::SweepPlan plan;
    plan.base.kind = "backbone";
    plan.base.dataset = fixture.addDataset(context.store);
    plan.base.device = "cpu";
    plan.base.name = "hello; done";
    plan.axes = {jobs::gridAxis(jobs::jobKind("backbone"), "epochs=1,2,3")};
    plan.seeds = {1};
    const std::string sweep = context.host.submit(jobs::sweepSpec(plan, {}));
    QTRY_COMPARE(fixture.cell(ui::RunTableModel::State), u"Succeeded"_s);
    QCOMPARE(fixture.table->model()->rowCount(), 1);
    QCOMPARE(fixture.cell(ui::RunTableModel::Kind), u"Sweep"_s);
    QCOMPARE(fixture.cell(ui::RunTableModel::Name), u"Sweep: epochs=1,2,3"_s);
    QCOMPARE(fixture.cell(ui::RunTableModel::Progress), u"3 of 3"_s);
    QCOMPARE(fixture.find<QLabel>("activitySummary")->text(), u"1 of 4 jobs"_s);
    fixture.find<QCheckBox>("activitySweepRuns")->setChecked(true);
    QCOMPARE(fixture.table->model()->rowCount(), 4);
    fixture.find<QCheckBox>("activitySweepRuns")->setChecked(false);
    fixture.submit("hello; done"); // nothing to do with it
    QTRY_COMPARE(fixture.table->model()->rowCount(), 2);
    const QModelIndex row = fixture.table->model()->match(
        fixture.table->model()->index(0, 0), ui::RunTableModel::IdRole, QString::fromStdString(sweep))[0];
    fixture.table->selectRow(row.row());
    fixture.find<QAction>("activityRunsOfSweep")->trigger();
    QCOMPARE(fixture.table->model()->rowCount(), 4);
    fixture.find<QLineEdit>("activityFilter")->clear();
    QCOMPARE(fixture.table->model()->rowCount(), 2);
}

QTEST_MAIN(TestActivity)
#include "tst_activity.moc"
