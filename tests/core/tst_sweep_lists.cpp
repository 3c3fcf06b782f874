// Sweeps of different jobs that build on one another, by hosts and real worker processes: what waits for a
// run that was interrupted or failed.
#include <QtTest/QTest>

#include "jobs/sweep/run_list.h"
#include "jobs/sweep/sweep_estimate.h"
#include "jobs/sweep/sweep_plan.h"
#include "report/sweep_results.h"
#include "support/sweep_host_test.h"

using namespace up5;
using namespace up5::jobs;
using store::RunState;
using store::SweepChildRow;

class TestSweepLists : public test::SweepHostTest {
    Q_OBJECT

    /// A model, two that treat it, and one that builds on none.
    SweepPlan list(const std::string& plainScript) const {
        const auto baseline = [](const std::string& model, const std::string& script) {
            JobSpec job;
            job.kind = "baseline";
            job.dataset = "d1";
            job.device = "cpu";
            job.name = script;
            job.options = {{"model", model}};
            return job;
        };
        SweepPlan made;
        made.jobs = {{"plain", baseline("sasrec", plainScript), false},
                     {"popularity", baseline("popularity", "hello; done"), true},
                     {"gender", baseline("s-sas", "hello; done"), false},
                     {"age", baseline("s-sas", "hello; done"), false}};
        for (const std::size_t i : {2, 3}) {
            made.jobs[i].job.attributes = {made.jobs[i].id};
            made.jobs[i].job.backboneRun = referenceTo("plain");
        }
        made.base = made.jobs.front().job;
        made.seeds = {1, 2};
        return made;
    }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    /// It is known when the run that they build on is there.
    void jobsMayLeaveTheDatasetToTheirBackbone() {
        SweepPlan made = list("hello; done");
        made.jobs[2].job.dataset.clear();
        made.jobs[3].job.dataset.clear();
        const SweepEstimate estimate = estimateSweep(made, *m_store);
        QCOMPARE(estimate.runs, 7);
        QVERIFY(!estimate.seconds);
    }

    void jobsOfAListBuildOnOneAnother() {
        const SweepPlan made = list("hello; done");
        QCOMPARE(estimateSweep(made, *m_store).runs, 7);
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(children(sweep).size(), std::size_t{7});
        std::map<std::string, std::uint64_t> plain; // run → seed
        for (const SweepChildRow& child : children(sweep)) {
            const JobSpec done = folder(child.run).readSpec();
            if (done.options.at("model") == "sasrec") {
                plain[child.run] = done.seed;
            }
        }
        QCOMPARE(plain.size(), std::size_t{2});
        int treated = 0;
        for (const SweepChildRow& child : children(sweep)) {
            const JobSpec done = folder(child.run).readSpec();
            if (done.options.at("model") == "s-sas") {
                ++treated;
                QCOMPARE(plain.at(done.backboneRun), done.seed);
            }
        }
        QCOMPARE(treated, 4);
        const report::SweepResults results = report::sweepResults(*m_store, sweep);
        QCOMPARE(results.keys, (std::vector<std::string>{"attribute", "model"}));
        QCOMPARE(results.rows.size(), std::size_t{7});
        QVERIFY(std::all_of(results.rows.begin(), results.rows.end(),
                            [](const report::SweepResultRow& row) { return !row.run.empty(); }));
        QCOMPARE(estimateSweep(made, *m_store).toRun(), 0);
        const std::string again = submitSweep(made);
        UP5_WAIT_FOR_STATE(again, RunState::Succeeded);
        QCOMPARE(runsOfKind("baseline"), std::size_t{7});
    }

    /// What waits for a run whose worker dies is queued again with it.
    void aListGoesOnAfterAnInterruption() {
        SweepPlan made = list("hello; first wait go; first kill; done");
        made.jobs.erase(made.jobs.begin() + 1);
        made.seeds = {1};
        const std::string sweep = submitSweep(made);
        QTRY_COMPARE_WITH_TIMEOUT(children(sweep).size(), std::size_t{2}, test::kPatience);
        const std::string plain = children(sweep)[0].run, treated = children(sweep)[1].run;
        QCOMPARE(run(treated).state, RunState::Queued);
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("baseline"), std::size_t{3});
        QCOMPARE(attempts(plain), std::size_t{2});
        QCOMPARE(attempts(treated), std::size_t{1});
    }

    void aListIsMendedByOneResumption() {
        SweepPlan made = list("hello; first failed; done");
        made.seeds = {1};
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        m_host->resume(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("baseline"), std::size_t{4});
    }

    /// It is blocked in the queue, and named.
    void whatWaitsForALostRunIsNotTriedForever() {
        SweepPlan made = list("hello; wait go; failed");
        made.jobs.erase(made.jobs.begin() + 1);
        made.seeds = {1};
        const std::string sweep = submitSweep(made);
        QTRY_COMPARE_WITH_TIMEOUT(children(sweep).size(), std::size_t{2}, test::kPatience);
        const std::string treated = children(sweep)[1].run;
        touch("go");
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(run(treated).state, RunState::Failed);
        QCOMPARE(run(treated).errorCode, std::string("conflict"));
        const QString message = QString::fromStdString(run(sweep).errorMessage);
        QVERIFY2(
            message.startsWith(QStringLiteral("3 of its 3 runs did not succeed: ")) &&
                message.contains(QStringLiteral("could not be queued (The run %1 it builds on is failed.)")
                                     .arg(QString::fromStdString(children(sweep)[0].run))),
            qPrintable(message));
    }

    void whatBuildsOnAFailureIsLeftOutByName() {
        SweepPlan made = list("hello; failed");
        made.seeds = {1};
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(runsOfKind("baseline"), std::size_t{2}); // the failed one and popularity
        const std::string message = run(sweep).errorMessage;
        QVERIFY2(message.starts_with("3 of its 4 runs did not succeed: ") &&
                     message.find("could not be queued") != std::string::npos,
                 message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestSweepLists)
#include "tst_sweep_lists.moc"
