// The Details dock: a sweep's settings over their seeds above its runs; numbers of a mixture's subsets.
#include <set>
#include <string>

#include <QtTest/QTest>

#include <QtCore/QThreadPool>
#include <QtGui/QUndoStack>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeWidget>

#include "jobs/sweep/sweep_text.h"
#include "store/sweep_repository.h"
#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/shell/details_panel.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Of prompts for gender, still without any of them.
std::string addSweep(PageFixture& fixture, const std::string& grid) {
    jobs::SweepPlan plan;
    plan.base.kind = "cfp";
    plan.base.dataset = fixture.audit.dataset;
    plan.base.backboneRun = fixture.audit.backbone;
    plan.base.attributes = {"gender"};
    plan.base.options = {{"prefix_length", 5}};
    plan.axes = {jobs::gridAxis(jobs::jobKind("cfp"), grid)};
    plan.seeds = {2022, 2023, 2024};
    plan.companions = false;
    return fixture.host.submit(jobs::sweepSpec(plan, {}));
}

/// Makes the audit's prompts for gender with one of these λ part of a sweep.
void adoptPrompts(PageFixture& fixture, const std::string& sweep, const std::set<double>& lambdas) {
    for (const store::RunRow& run : fixture.audit.store.runs().ofKind("cfp")) {
        const nlohmann::json options = nlohmann::json::parse(run.spec).at("options");
        if (run.state == store::RunState::Succeeded && run.attributes.front() == "gender" &&
            options.at("prefix_length") == 5 && lambdas.contains(options.at("lambda").get<double>())) {
            fixture.audit.store.sweeps().adopt(sweep, run.id);
        }
    }
}

} // namespace

class TestSweepDetails : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settingsStandAboveTheirRuns() {
        PageFixture fixture;
        fixture.audit.addAll();
        const std::string sweep = addSweep(fixture, "lambda=10,100");
        adoptPrompts(fixture, sweep, {10, 100});
        QUndoStack undo;
        ui::DetailsPanel details(fixture.context, undo);
        details.resize(520, 700);
        details.show();
        details.showSubject(QString::fromStdString(sweep));
        auto* numbers = find<QTreeWidget>(details, "detailsNumbers");
        QCOMPARE(numbers->topLevelItemCount(), 6); // the runs, at once
        QTRY_COMPARE(numbers->topLevelItemCount(), 8);
        const auto text = [&](int row) {
            QStringList cells;
            for (int column = 0; column < numbers->columnCount(); ++column) {
                cells << numbers->topLevelItem(row)->text(column);
            }
            return cells.join(u" | "_s);
        };
        const QStringList settings = {text(0), text(1)};
        QVERIFY2(
            settings.contains(
                u"lambda = 10, gender | 0.576 ± 0.008 | 69.0 ± 0.3 | 3 of 3 | mean ± standard deviation"_s),
            qPrintable(settings.join(u'\n')));
        QVERIFY2(text(7).endsWith(u"Succeeded"_s), qPrintable(text(7)));
        if (const QString folder = qEnvironmentVariable("UP5_PICTURE_DIR"); !folder.isEmpty()) {
            find<QTabWidget>(details, "detailsTabs")->setCurrentIndex(1);
            QVERIFY(details.grab().save(folder + u"/sweep_details.png"_s));
        }
        // Another subject in the meantime keeps its own numbers.
        details.showSubject(QString::fromStdString(fixture.audit.backbone));
        details.showSubject(QString::fromStdString(sweep)); // loads them again
        details.showSubject(QString::fromStdString(fixture.audit.backbone));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(numbers->headerItem()->text(0), u"Figure"_s);
    }

    void figuresStayWhileTheyAreReadAgain() {
        PageFixture fixture;
        fixture.audit.addAll();
        const std::string sweep = addSweep(fixture, "lambda=5,10,100");
        adoptPrompts(fixture, sweep, {10, 100});
        QUndoStack undo;
        ui::DetailsPanel details(fixture.context, undo);
        details.resize(520, 700);
        details.show();
        details.showSubject(QString::fromStdString(sweep));
        auto* numbers = find<QTreeWidget>(details, "detailsNumbers");
        QTRY_COMPARE(numbers->topLevelItemCount(), 8);
        auto* settings = find<QTreeWidget>(details, "detailsSettings");
        QTreeWidgetItem* const chosen = settings->topLevelItem(1);
        settings->setCurrentItem(chosen);
        adoptPrompts(fixture, sweep, {5});
        details.refresh();
        QCOMPARE(numbers->topLevelItemCount(), 8); // the former figures, not a bare list of runs
        QCOMPARE(numbers->headerItem()->text(0), u"Setting or run"_s);
        QCOMPARE(settings->currentItem(), chosen);
        QTRY_COMPARE(numbers->topLevelItemCount(), 3 + 9);
    }

    void numbersOfAMixtureSayWhatIsRemoved() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        const std::string gender = fixture.audit.addPrompt("gender", 10, 5, 2022, 0.576, 0.6, 0.69);
        const std::string age = fixture.audit.addPrompt("age", 10, 5, 2022, 0.585, 0.6, 0.694);
        const std::string mixture = fixture.audit.addMixture({gender, age}, 20, 0.55);
        QUndoStack undo;
        ui::DetailsPanel details(fixture.context, undo);
        details.showSubject(QString::fromStdString(mixture));
        const auto* numbers = find<QTreeWidget>(details, "detailsNumbers");
        const auto row = [&](const QString& name) {
            const QList<QTreeWidgetItem*> found = numbers->findItems(name, Qt::MatchExactly);
            return found.isEmpty() ? nullptr : found.front();
        };
        const auto* both = row(u"hit@10 · sequential · test · gender, age removed"_s);
        QVERIFY(both != nullptr);
        QCOMPARE(both->text(1), u"0.68"_s);
        QCOMPARE(both->text(3), u"6,040"_s);
        QVERIFY(row(u"hit@10 · sequential · test · age removed"_s) != nullptr);
        const auto* size = row(u"trainable_parameters"_s); // a count, not 7.616e+04
        QVERIFY(size != nullptr);
        QCOMPARE(size->text(1), u"76,161"_s);
    }
};

QTEST_MAIN(TestSweepDetails)
#include "tst_sweep_details.moc"
