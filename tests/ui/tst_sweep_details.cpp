// The Details dock of a sweep: settings over their seeds above its runs.
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

class TestSweepDetails : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settingsStandAboveTheirRuns() {
        PageFixture fixture;
        fixture.audit.addAll();
        jobs::SweepPlan plan;
        plan.base.kind = "cfp";
        plan.base.dataset = fixture.audit.dataset;
        plan.base.backboneRun = fixture.audit.backbone;
        plan.base.attributes = {"gender"};
        plan.base.options = {{"prefix_length", 5}};
        plan.axes = {jobs::gridAxis(jobs::jobKind("cfp"), "lambda=10,100")};
        plan.seeds = {2022, 2023, 2024};
        plan.companions = false;
        const std::string sweep = fixture.host.submit(jobs::sweepSpec(plan, {}));
        for (const store::RunRow& run : fixture.audit.store.runs().ofKind("cfp")) {
            const nlohmann::json options = nlohmann::json::parse(run.spec).at("options");
            if (run.state == store::RunState::Succeeded && run.attributes.front() == "gender" &&
                options.at("prefix_length") == 5 && options.at("lambda") >= 10) {
                fixture.audit.store.sweeps().adopt(sweep, run.id);
            }
        }
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
};

QTEST_MAIN(TestSweepDetails)
#include "tst_sweep_details.moc"
