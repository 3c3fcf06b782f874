// The table of runs: item model contract, words, progress, time left, filters.
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "ui/runs/progress_clock.h"
#include "ui/runs/run_filter_proxy.h"
#include "ui/runs/run_table_model.h"
#include "ui/runs/run_words.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5::ui;
using up5::store::RunRow;
using up5::store::RunState;

namespace {

RunRow makeRun(const std::string& id, RunState state, const std::string& created = "2026-11-23T12:00:00Z") {
    RunRow run;
    run.id = id;
    run.kind = "cfp";
    run.state = state;
    run.attributes = {"gender"};
    run.device = "cpu";
    run.created = created;
    return run;
}

/// The table as text: a line per row, the first columns separated by '|'.
QString printed(const QAbstractItemModel& model, int columns) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < columns; ++column) {
            cells << model.index(row, column).data().toString();
        }
        lines << cells.join(u'|');
    }
    return lines.join(u'\n');
}

} // namespace

class TestRunTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsRunsInWords();
    void keepsSelectionWhenRowsComeAndGo();
    void tellsProgressAndErrors();
    void clockNeedsARate();
    void filtersByTextAndState();
    void sortsByProgressNotByText();
};

void TestRunTable::showsRunsInWords() {
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunRow named = makeRun("b7", RunState::Running);
    named.name = "strong";
    named.stage = "training";
    named.done = 30;
    named.total = 120;
    model.setRuns({named, makeRun("a123456789", RunState::Queued)});
    QCOMPARE(printed(model, RunTableModel::TimeLeft), u"Running|CFP|strong|Training|25 %\n"
                                                      "Queued|CFP|CFP gender a1234567||"_s);
}

void TestRunTable::keepsSelectionWhenRowsComeAndGo() {
    RunTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRuns(
        {makeRun("c", RunState::Queued), makeRun("b", RunState::Running), makeRun("a", RunState::Failed)});
    const QPersistentModelIndex chosen(model.index(1, 0));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setRuns({makeRun("e", RunState::Queued), makeRun("d", RunState::Queued),
                   makeRun("b", RunState::Succeeded), makeRun("a", RunState::Failed)});
    QVERIFY(chosen.isValid());
    QCOMPARE(chosen.data(RunTableModel::IdRole).toString(), u"b"_s);
    QCOMPARE(chosen.data().toString(), u"Succeeded"_s);
    model.setRuns(
        {makeRun("b", RunState::Succeeded), makeRun("e", RunState::Queued)}); // order changes, two go
    QCOMPARE(chosen.row(), 0);
    QCOMPARE(model.rowOf(u"e"_s), 1);
    QCOMPARE(model.rowOf(u"d"_s), -1);
    QCOMPARE(resets.count(), 0);
    model.setRuns({});
    QVERIFY(!chosen.isValid());
}

void TestRunTable::tellsProgressAndErrors() {
    RunTableModel model;
    RunRow failed = makeRun("f", RunState::Failed);
    failed.errorMessage = "There is no attribute income.";
    RunRow unknown = makeRun("u", RunState::Running);
    unknown.stage = "reading";
    model.setRuns({failed, unknown, makeRun("s", RunState::Succeeded)});
    QCOMPARE(model.index(0, RunTableModel::Stage).data().toString(), u"There is no attribute income."_s);
    QCOMPARE(model.index(0, RunTableModel::State).data(Qt::ToolTipRole).toString(),
             u"There is no attribute income."_s);
    QVERIFY(!model.index(1, RunTableModel::Progress).data(RunTableModel::PercentRole).isValid());
    QCOMPARE(model.index(2, RunTableModel::Progress).data(RunTableModel::PercentRole).toDouble(), 100.0);
}

void TestRunTable::clockNeedsARate() {
    ProgressClock clock;
    clock.observe("r", "training", 10, 100, 0.0);
    QVERIFY(!clock.secondsLeft("r", 0.0));
    clock.observe("r", "training", 30, 100, 10.0); // 2 a second
    QCOMPARE(clock.secondsLeft("r", 10.0).value(), 35.0);
    QCOMPARE(clock.secondsLeft("r", 15.0).value(), 30.0); // counts on while silent
    clock.observe("r", "evaluating", 0, 50, 20.0);
    QVERIFY2(!clock.secondsLeft("r", 20.0), "another stage has another rate");
    clock.observe("r", "evaluating", 5, 0, 21.0);
    QVERIFY2(!clock.secondsLeft("r", 21.0), "without a total nothing can be said");
    clock.forget("r");
    QVERIFY(!clock.secondsLeft("r", 22.0));
    QCOMPARE(durationText(0.2), u"1 s"_s);
    QCOMPARE(durationText(59.4), u"59 s"_s);
    QCOMPARE(durationText(150), u"3 min"_s);
    QCOMPARE(durationText(4800), u"1 h 20 min"_s);
}

void TestRunTable::filtersByTextAndState() {
    RunTableModel model;
    RunRow probe = makeRun("p", RunState::Failed);
    probe.kind = "probe";
    model.setRuns({makeRun("q", RunState::Queued), makeRun("r", RunState::Running),
                   makeRun("s", RunState::Succeeded), probe});
    RunFilterProxy proxy;
    proxy.setSourceModel(&model);
    const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(proxy.rowCount(), 4);
    proxy.setStates(RunFilterProxy::States::Active);
    QCOMPARE(printed(proxy, 1), u"Queued\nRunning"_s);
    proxy.setStates(RunFilterProxy::States::Unfinished);
    QCOMPARE(printed(proxy, 2), u"Failed|Probe"_s);
    proxy.setStates(RunFilterProxy::States::All);
    proxy.setText(u"GENDER cfp"_s);
    QCOMPARE(proxy.rowCount(), 3);
    proxy.setText(u"cfp nothing"_s);
    QCOMPARE(proxy.rowCount(), 0);
}

void TestRunTable::sortsByProgressNotByText() {
    RunTableModel model;
    std::vector<RunRow> runs;
    for (const int done : {9, 100, 25}) {
        RunRow run = makeRun("r" + std::to_string(done), RunState::Running);
        run.done = done;
        run.total = 100;
        runs.push_back(run);
    }
    model.setRuns(runs);
    RunFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(RunTableModel::Progress, Qt::AscendingOrder);
    QCOMPARE(proxy.index(0, RunTableModel::Progress).data().toString(), u"9 %"_s);
    QCOMPARE(proxy.index(2, RunTableModel::Progress).data().toString(), u"100 %"_s);
}

QTEST_MAIN(TestRunTable)
#include "tst_run_table.moc"
