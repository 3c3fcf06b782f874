// A sweep from its start to its end by hosts and real worker processes: nothing is done twice, whatever
// happens.
#include <QtTest/QTest>

#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "jobs/job_submission.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/sweep_estimate.h"
#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_plan.h"
#include "jobs/sweep/sweep_text.h"
#include "report/sweep_results.h"
#include "store/sweep_repository.h"
#include "support/expect_error.h"
#include "support/sweep_host_test.h"

using namespace up5;
using namespace up5::jobs;
using store::RunState;
using store::SweepChildRow;

namespace {

QString metricCommand(const char* name, const char* task, const char* attribute, int k, double value) {
    return QStringLiteral(R"(raw {"event":"metric","name":"%1","split":"validation","task":"%2",)"
                          R"("attribute":"%3","group":"","k":%4,"step":0,"value":%5,"low":%6,"high":%7,)"
                          R"("n":90})")
        .arg(QLatin1String(name), QLatin1String(task), QLatin1String(attribute))
        .arg(k)
        .arg(value)
        .arg(value - 0.001)
        .arg(value + 0.001);
}

/// A finished cfp run's figures of gender on validation users, as events; the same of the attribute with its
/// classes joined are another reading of it.
QString validationFiguresScript(double leak, double hits) {
    const char* probe = "probe_auc_strongest/user_span/mlp7";
    return QStringLiteral("hello; %1; %2; %3; done")
        .arg(metricCommand(probe, "", "gender", 0, leak), metricCommand(probe, "", "gender/binary55", 0, 0.9),
             metricCommand("hit@k", "sequential", "", 10, hits));
}

} // namespace

class TestSweepHost : public test::SweepHostTest {
    Q_OBJECT

    SweepPlan plan(const std::string& script, const std::string& values = "epochs=3,4,5") const {
        SweepPlan made;
        made.base = spec(script);
        made.axes = {gridAxis(jobKind("backbone"), values)};
        made.seeds = {1};
        return made;
    }
    /// A run of the sweep's job as if somebody had queued it by hand.
    JobSpec single(const SweepPlan& made, std::size_t index) const { return sweepRuns(made)[index]; }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void fromStartToEnd() {
        const std::string sweep = submitSweep(plan("hello; done"));
        QVERIFY(!m_host->isIdle());
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(children(sweep).size(), std::size_t{3});
        QCOMPARE(run(sweep).done, std::int64_t{3});
        QCOMPARE(run(sweep).total, std::int64_t{3});
        std::set<int> epochs;
        for (const SweepChildRow& child : children(sweep)) {
            QVERIFY(child.own && child.state == RunState::Succeeded);
            QCOMPARE(run(child.run).sweeps, std::vector<std::string>{sweep});
            QCOMPARE(attempts(child.run), std::size_t{1});
            epochs.insert(folder(child.run).readSpec().options.at("epochs").get<int>());
        }
        QCOMPARE(epochs, (std::set{3, 4, 5}));
        QVERIFY(run(sweep).sweeps.empty());
        QVERIFY(m_host->isIdle());
    }

    void othersGetTheirTurn() {
        const std::string sweep = submitSweep(plan("hello; wait go; done", "epochs=3,4,5,6,7,8"));
        QTRY_COMPARE_WITH_TIMEOUT(children(sweep).size(), std::size_t{2}, test::kPatience);
        const std::string other = submit("hello; done");
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(run(other).state, RunState::Succeeded);
        QVERIFY(run(other).started < run(children(sweep)[3].run).started);
    }

    void whatIsThereIsNotRepeated() {
        const SweepPlan made = plan("hello; done");
        JobSpec before = single(made, 1);
        before.name = "hello; log another name; done";
        const std::string present = m_host->submit(before);
        UP5_WAIT_FOR_STATE(present, RunState::Succeeded);
        const SweepEstimate estimate = estimateSweep(made, *m_store);
        QCOMPARE(estimate.runs, 3);
        QCOMPARE(estimate.present, 1);
        QCOMPARE(estimate.known, 2); // learnt from the one that is there
        QVERIFY(estimate.seconds && *estimate.seconds >= 0);
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("backbone"), std::size_t{3});
        const auto held = children(sweep);
        QCOMPARE(
            std::count_if(held.begin(), held.end(),
                          [&](const SweepChildRow& child) { return child.run == present && !child.own; }),
            std::ptrdiff_t{1});
        QCOMPARE(attempts(present), std::size_t{1});
        const std::string again = submitSweep(made); // a sweep of the same finds everything done
        UP5_WAIT_FOR_STATE(again, RunState::Succeeded);
        QCOMPARE(runsOfKind("backbone"), std::size_t{3});
        QCOMPARE(estimateSweep(made, *m_store).toRun(), 0);
        QVERIFY(!estimateSweep(plan("hello; done", "batch_tokens=300,400"), *m_store).seconds);
    }

    void anotherHostGoesOn() {
        const std::string sweep = submitSweep(plan("hello; wait go; done", "epochs=3,4,5,6"));
        QTRY_VERIFY_WITH_TIMEOUT(!children(sweep).empty() &&
                                     run(children(sweep)[0].run).state == RunState::Running,
                                 test::kPatience);
        m_host.reset();
        m_host = makeHost(*m_store);
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("backbone"), std::size_t{4});
        for (const SweepChildRow& child : children(sweep)) {
            QCOMPARE(attempts(child.run), std::size_t{1});
        }
    }

    void anInterruptedRunIsTriedAgain() {
        const std::string sweep = submitSweep(plan("hello; first kill; done"));
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        for (const SweepChildRow& child : children(sweep)) {
            QCOMPARE(attempts(child.run), std::size_t{2});
        }
    }

    void failedRunsAreNamedAndTheRestGoesOn() {
        SweepPlan made = plan("hello; first failed; done");
        made.seeds = {1, 2};
        const std::string present = m_host->submit([&] {
            JobSpec spec = single(made, 0);
            spec.name = "hello; done";
            return spec;
        }());
        UP5_WAIT_FOR_STATE(present, RunState::Succeeded);
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(run(sweep).errorCode, std::string("corrupt"));
        const QString message = QString::fromStdString(run(sweep).errorMessage);
        QVERIFY2(message.startsWith(QStringLiteral("5 of its 6 runs did not succeed: ")),
                 qPrintable(message));
        QVERIFY2(message.contains(QString::fromStdString(children(sweep)[1].run) +
                                  QStringLiteral(" (failed: the sky fell)")),
                 qPrintable(message));
        m_host->resume(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("backbone"), std::size_t{6});
        QCOMPARE(attempts(present), std::size_t{1});
        QVERIFY(run(sweep).errorMessage.empty());
    }

    void cancellingStopsItsRunsAndResumingGoesOn() {
        const SweepPlan made = plan("hello; first hang; done", "epochs=3,4,5,6");
        const std::string sweep = submitSweep(made);
        QTRY_VERIFY_WITH_TIMEOUT(children(sweep).size() == 2 && hasBegun(children(sweep)[0].run),
                                 test::kPatience);
        const std::string other = submit("hello; done");
        m_host->cancel(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Cancelled);
        for (const SweepChildRow& child : children(sweep)) {
            QCOMPARE(child.state, RunState::Cancelled);
        }
        UP5_WAIT_FOR_STATE(other, RunState::Succeeded);
        m_host->resume(sweep);
        QTRY_VERIFY_WITH_TIMEOUT(children(sweep).size() == 3 && m_store->queue().running().size() == 2,
                                 test::kPatience);
        // The first one goes on; the others hang on their first attempt.
        QCOMPARE(run(children(sweep)[0].run).state, RunState::Succeeded);
        m_host->cancel(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Cancelled);
    }

    void aCancelledRunIsLeftAtThat() {
        const std::string sweep = submitSweep(plan("hello; wait go; done", "epochs=3,4"));
        QTRY_COMPARE_WITH_TIMEOUT(children(sweep).size(), std::size_t{2}, test::kPatience);
        const std::string child = children(sweep)[1].run;
        m_host->cancel(child);
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(run(sweep).errorCode, std::string("cancelled"));
        QCOMPARE(run(child).state, RunState::Cancelled);
        m_host->resume(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(run(child).state, RunState::Succeeded);
    }

    void deletingASweepLeavesItsRuns() {
        const std::string sweep = submitSweep(plan("hello; done"));
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        const std::string child = children(sweep)[0].run;
        m_host->removeForever(sweep);
        QVERIFY(!m_store->runs().find(sweep));
        QCOMPARE(run(child).state, RunState::Succeeded);
        QVERIFY(run(child).sweeps.empty());
        QCOMPARE(runsOfKind("backbone"), std::size_t{3});
    }

    void whatCannotBeRunIsRefusedAtOnce() {
        UP5_EXPECT_ERROR(submitSweep(plan("x", "epochs=0,1")), ErrorCode::InvalidInput, "epochs");
        SweepPlan made = plan("x");
        made.base.kind = "evaluate";
        made.base.backboneRun = "nothing";
        made.axes.clear();
        UP5_EXPECT_ERROR(submitSweep(made), ErrorCode::NotFound, "nothing");
        JobSpec broken;
        broken.kind = kSweepKind;
        broken.dataset = "d1";
        broken.options = {{"plan", "no JSON"}};
        UP5_EXPECT_ERROR(m_host->submit(broken), ErrorCode::Protocol, "no JSON");
        QVERIFY(m_store->runs().all().empty());
    }

    /// The second seed of a setting that is clearly worse is not run, when this is asked for.
    void stopsWhatIsDominated_data() {
        QTest::addColumn<bool>("stop");
        QTest::newRow("asked for") << true;
        QTest::newRow("not asked for") << false;
    }
    void stopsWhatIsDominated() {
        QFETCH(bool, stop);
        const std::string backbone = submit("hello; done");
        UP5_WAIT_FOR_STATE(backbone, RunState::Succeeded);
        SweepPlan made;
        made.base.kind = "cfp";
        made.base.dataset = "d1";
        made.base.backboneRun = backbone;
        made.base.attributes = {"gender"};
        made.base.device = "cpu";
        made.base.name = validationFiguresScript(0.7, 0.2).toStdString();
        made.axes = {gridAxis(jobKind("cfp"), "lambda=1,10")};
        made.seeds = {1, 2};
        made.companions = false;
        made.stopDominated = stop;
        // The first seed of λ = 10 is there already and better in both.
        JobSpec better = sweepRuns(made)[1];
        better.name = validationFiguresScript(0.6, 0.3).toStdString();
        const std::string present = m_host->submit(better);
        UP5_WAIT_FOR_STATE(present, RunState::Succeeded);
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("cfp"), std::size_t(stop ? 3 : 4));
        QCOMPARE(run(sweep).done, run(sweep).total);
        const report::SweepResults results = report::sweepResults(*m_store, sweep);
        QCOMPARE(results.rows.size(), std::size_t{4});
        const auto notRun = std::find_if(results.rows.begin(), results.rows.end(),
                                         [](const report::SweepResultRow& row) { return !row.state; });
        QCOMPARE(notRun != results.rows.end(), stop);
        if (stop) {
            QCOMPARE(notRun->values, std::vector<std::string>{"1"});
            QCOMPARE(notRun->seed, std::uint64_t{2});
        }
    }

    /// Three generations of prompts at most, which follow the script.
    SweepPlan searchPlan(const QString& script) {
        const std::string backbone = submit("hello; done");
        SweepPlan made;
        made.base.kind = "cfp";
        made.base.dataset = "d1";
        made.base.backboneRun = backbone;
        made.base.attributes = {"gender"};
        made.base.device = "cpu";
        made.base.name = script.toStdString();
        made.seeds = {1};
        made.companions = false;
        made.search = SweepSearch{{{"lambda", 0.1, 100, SearchVariable::Scale::Log}}, 24, 8, 10};
        return made;
    }

    void aSearchFindsItsRunsAgain() {
        const SweepPlan made = searchPlan(validationFiguresScript(0.7, 0.2));
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        const std::size_t runs = runsOfKind("cfp");
        QVERIFY(runs > 8 && runs <= 24);
        QCOMPARE(children(sweep).size(), runs);
        const auto figures = validationFigures(*m_store, children(sweep)[0].run, 10);
        QCOMPARE(figures->leak.value, 0.7); // of the attribute itself
        // All of its generations are there.
        const std::string again = submitSweep(made);
        UP5_WAIT_FOR_STATE(again, RunState::Succeeded);
        QCOMPARE(runsOfKind("cfp"), runs);
        QCOMPARE(children(again).size(), runs);
    }

    /// What its later generations were chosen without stays as it is.
    void aSearchKeepsToItsRunsWhenItIsResumed() {
        const std::string sweep =
            submitSweep(searchPlan(QStringLiteral("hello; wait go; ") +
                                   validationFiguresScript(0.7, 0.2).section(QLatin1Char(';'), 1)));
        QTRY_COMPARE_WITH_TIMEOUT(children(sweep).size(), std::size_t{2}, test::kPatience);
        const std::string lost = children(sweep)[1].run;
        m_host->cancel(lost);
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        const std::size_t runs = children(sweep).size();
        QVERIFY(runs > 8 && runs <= 24);
        const auto isSaid = [&] {
            return run(sweep).errorMessage.find("The search went on without them, so they are not tried "
                                                "again.") != std::string::npos;
        };
        QVERIFY2(isSaid(), run(sweep).errorMessage.c_str());
        m_host->resume(sweep);
        QTRY_VERIFY_WITH_TIMEOUT(run(sweep).state != RunState::Failed, test::kPatience);
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QVERIFY2(isSaid(), run(sweep).errorMessage.c_str());
        QCOMPARE(children(sweep).size(), runs);
        QCOMPARE(run(lost).state, RunState::Cancelled);
    }

    /// Without any result of the first generation there is nothing to go on from.
    void aSearchThatFoundNothingBeginsAgain() {
        QString script = validationFiguresScript(0.7, 0.2);
        script.insert(script.indexOf(QLatin1Char(';')),
                      QStringLiteral("; unless mended failed; unless mended exit 1"));
        const std::string sweep = submitSweep(searchPlan(script));
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(children(sweep).size(), std::size_t{8});
        touch("mended");
        m_host->resume(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QVERIFY(children(sweep).size() > 8 && children(sweep).size() <= 24);
        QCOMPARE(children(sweep).size(), runsOfKind("cfp"));
    }

    void aSearchStopsWhereItCannotWeigh() {
        const std::string sweep = submitSweep(searchPlan(
            QStringLiteral("hello; %1; done").arg(metricCommand("hit@k", "sequential", "", 10, 0.2))));
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(run(sweep).errorCode, std::string("not_found"));
        QVERIFY2(run(sweep).errorMessage.find(
                     "succeeded, but stores no hit@10 of the sequential task or no AUC") != std::string::npos,
                 run(sweep).errorMessage.c_str());
        QVERIFY(children(sweep).size() <= 3);
    }

    void whatComesMeanwhileIsNotRepeated() {
        const SweepPlan made = plan("hello; wait go; done", "epochs=3,4,5,6");
        const std::string sweep = submitSweep(made);
        QTRY_COMPARE_WITH_TIMEOUT(children(sweep).size(), std::size_t{2}, test::kPatience);
        JobSpec last = single(made, 3);
        last.name = "hello; done";
        const std::string meanwhile = m_host->submit(last);
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("backbone"), std::size_t{4});
        QCOMPARE(run(meanwhile).sweeps, std::vector<std::string>{sweep});
    }

    void companionsAreRunOnce() {
        const std::string backbone = submit("hello; done");
        UP5_WAIT_FOR_STATE(backbone, RunState::Succeeded);
        SweepPlan made;
        made.base.kind = "cfp";
        made.base.dataset = "d1";
        made.base.backboneRun = backbone;
        made.base.attributes = {"gender"};
        made.base.device = "cpu";
        made.base.name = "hello; done";
        made.axes = {gridAxis(jobKind("cfp"), "lambda=0,10")};
        made.seeds = {1, 2};
        // The fake worker knows nothing to do for a companion, which has no name.
        std::vector<std::string> present;
        for (JobSpec companion : missingCompanions(sweepRuns(made), *m_store)) {
            companion.name = "hello; done";
            present.push_back(m_host->submit(companion));
        }
        QCOMPARE(present.size(), std::size_t{4}); // with a random prompt for each seed
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(children(sweep).size(), std::size_t{8});
        QCOMPARE(runsOfKind("probe"), std::size_t{1});
        QCOMPARE(runsOfKind("evaluate"), std::size_t{1});
        QCOMPARE(runsOfKind("cfp"), std::size_t{6});
        const report::SweepResults results = report::sweepResults(*m_store, sweep);
        QVERIFY(results.rows[0].isCompanion && results.rows[3].isCompanion && !results.rows[4].isCompanion);
        QCOMPARE(report::toJson(results).size(), std::size_t{8});
    }
};

QTEST_GUILESS_MAIN(TestSweepHost)
#include "tst_sweep_host.moc"
