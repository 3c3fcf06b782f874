// Sweeps of mixtures by a host and real worker processes.
#include <QtTest/QTest>

#include <cmath>

#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/run_list.h"
#include "jobs/sweep/sweep_estimate.h"
#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_text.h"
#include "report/sweep_results.h"
#include "report/sweep_settings.h"
#include "support/expect_error.h"
#include "support/sweep_host_test.h"

using namespace up5;
using namespace up5::jobs;
using store::RunState;

namespace {

/// A finished mixture of gender and age: figures with everything removed on both parts, and others that no
/// sweep looks at.
QString mixtureScript(double gender, double age, double hits) {
    const auto metric = [](const char* name, const char* split, const char* task, const char* attribute,
                           int k, const char* removed, double value) {
        return QStringLiteral(
                   R"(raw {"event":"metric","name":"%1","split":"%2","task":"%3","attribute":"%4",)"
                   R"("group":"","k":%5,"step":0,"value":%6,"low":%7,"high":%8,"n":90,"removed":"%9"})")
            .arg(QLatin1String(name), QLatin1String(split), QLatin1String(task), QLatin1String(attribute))
            .arg(k)
            .arg(value)
            .arg(value - 0.01)
            .arg(value + 0.01)
            .arg(QLatin1String(removed));
    };
    QStringList commands = {QStringLiteral("hello")};
    for (const char* split : {"validation", "test"}) {
        const char* probe = "probe_auc_strongest/user_span/mlp7";
        commands << metric(probe, split, "", "gender", 0, "gender+age", gender)
                 << metric(probe, split, "", "age", 0, "gender+age", age)
                 << metric("hit@k", split, "sequential", "", 10, "gender+age", hits)
                 << metric(probe, split, "", "gender", 0, "age", 0.9)
                 << metric("hit@k", split, "sequential", "", 10, "age", 0.9);
    }
    return commands.join(u';') + QStringLiteral(";done");
}

} // namespace

class TestSweepMixtures : public test::SweepHostTest {
    Q_OBJECT

    /// Mixtures of a prompt of gender and one of age.
    void planMixtures(SweepPlan& made, double gender, double age, double hits) {
        const std::string backbone = submit("hello; done");
        made.base.kind = "mixture";
        made.base.dataset = "d1";
        made.base.backboneRun = backbone;
        made.base.device = "cpu";
        made.base.name = mixtureScript(gender, age, hits).toStdString();
        for (const char* attribute : {"gender", "age"}) {
            JobSpec prompt;
            prompt.kind = "cfp";
            prompt.backboneRun = backbone;
            prompt.device = "cpu";
            prompt.attributes = {attribute};
            prompt.name = "hello; done";
            made.base.mixedPrompts.push_back(m_host->submit(prompt));
        }
        UP5_WAIT_FOR_STATE(made.base.mixedPrompts.back(), RunState::Succeeded);
        made.axes = {gridAxis(jobKind("mixture"), "lambda=1,10")};
        made.seeds = {1, 2};
    }

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    /// Their attributes are looked up, so that untreated figures and controls are wanted for the right ones.
    void aSweepOfMixturesIsRunOnce() {
        SweepPlan made;
        planMixtures(made, 0.6, 0.8, 0.3);
        QCOMPARE(made.base.mixedPrompts.size(), std::size_t{2});
        QCOMPARE(estimateSweep(made, *m_store).runs, 4);
        QCOMPARE(estimateSweep(made, *m_store).companions, 6); // evaluate, probe, two controls a seed
        for (JobSpec companion : missingCompanions(sweepRuns(made), *m_store)) {
            companion.name = "hello; done";
            const std::string present = m_host->submit(companion);
            UP5_WAIT_FOR_STATE(present, RunState::Succeeded);
        }
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(planOf(specOf(*m_store, sweep)).base.attributes,
                 (std::vector<std::string>{"gender", "age"}));
        QCOMPARE(runsOfKind("mixture"), std::size_t{8});
        QCOMPARE(runsOfKind("probe"), std::size_t{1});
        const report::SweepResults results = report::sweepResults(*m_store, sweep);
        QCOMPARE(results.rows.size(), std::size_t{10});
        QCOMPARE(results.keys, std::vector<std::string>{"lambda"});
        for (const report::SweepResultRow& row : results.rows) {
            QVERIFY(row.state == RunState::Succeeded);
            if (!row.isCompanion) {
                QVERIFY(std::abs(row.auc->value - 0.7) < 1e-12 && std::abs(row.auc->low - 0.69) < 1e-12);
                QCOMPARE(row.hit10->value, 0.3);
                QCOMPARE(row.hit10->low, 0.29);
            }
        }
        // Each λ for each attribute, over both seeds; the companions here have no figures.
        const std::vector<report::SweepSetting> settings =
            report::settingsOverSeeds(report::loadRunRecords(*m_store), results);
        for (const report::SweepSetting& setting : settings) {
            QCOMPARE(setting.kind, std::string("mixture"));
            QCOMPARE(setting.summary.seeds, 2);
            QCOMPARE(setting.summary.leaks.models, 2);
        }
        const auto of = [&](const char* attribute, const char* lambda) {
            return std::find_if(settings.begin(), settings.end(), [&](const report::SweepSetting& setting) {
                return !setting.isCompanion && setting.summary.attribute == attribute &&
                       setting.values == std::vector<std::string>{lambda};
            });
        };
        for (const char* lambda : {"1", "10"}) {
            QVERIFY(of("gender", lambda) != settings.end() && of("age", lambda) != settings.end());
            const report::SettingSummary& gender = of("gender", lambda)->summary;
            const report::SettingSummary& age = of("age", lambda)->summary;
            QVERIFY(std::abs((gender.aucStrongest->mean + age.aucStrongest->mean) / 2 - 0.7) < 1e-12);
            QCOMPARE(gender.aucStrongest->deviation, 0.0); // the script says the same for every seed
            QCOMPARE(gender.rankingSpread("hit@k", "sequential", 10)->mean, 0.3);
        }
        QCOMPARE(estimateSweep(made, *m_store).toRun(), 0);
        const std::string again = submitSweep(made); // finds everything done
        UP5_WAIT_FOR_STATE(again, RunState::Succeeded);
        QCOMPARE(runsOfKind("mixture"), std::size_t{8});
    }

    void aSweepOfMixturesGoesOnWhereItWasCancelled() {
        SweepPlan made;
        planMixtures(made, 0.6, 0.8, 0.3);
        made.companions = false;
        made.base.name = "hello; first hang; done";
        made.seeds = {1};
        const std::string sweep = submitSweep(made);
        QTRY_VERIFY_WITH_TIMEOUT(children(sweep).size() == 2 && hasBegun(children(sweep)[0].run),
                                 test::kPatience);
        m_host->cancel(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Cancelled);
        m_host->resume(sweep);
        QTRY_VERIFY_WITH_TIMEOUT(hasBegun(children(sweep)[1].run), test::kPatience);
        QCOMPARE(run(children(sweep)[0].run).state, RunState::Succeeded); // its second attempt
        m_host->cancel(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Cancelled);
        m_host->resume(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("mixture"), std::size_t{2});
    }

    /// Everything removed: the mean over the attributes, of which none counts for less than guessing.
    void aSearchWeighsAMixtureWithEverythingRemoved() {
        SweepPlan made;
        planMixtures(made, 0.6, 0.4, 0.3);
        made.companions = false;
        made.axes.clear();
        made.seeds = {1};
        made.search = SweepSearch{{{"lambda", 0.1, 100, SearchVariable::Scale::Log}}, 8, 8, 10};
        const std::string sweep = submitSweep(made);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(children(sweep).size(), std::size_t{8});
        const auto figures = validationFigures(*m_store, children(sweep)[0].run, 10);
        QVERIFY(figures.has_value());
        QVERIFY(std::abs(figures->leak.value - 0.55) < 1e-12);
        QVERIFY(std::abs(figures->leak.high - 0.555) < 1e-12); // (0.61 + 0.5) / 2
        QCOMPARE(figures->hits.value, 0.3);
        QVERIFY(!validationFigures(*m_store, children(sweep)[0].run, 5)); // not measured
    }

    /// Its control and its random prompt stand before the prompts they mix.
    void aListWithAMixtureIsMendedByOneResumption() {
        const std::string backbone = submit("hello; done");
        UP5_WAIT_FOR_STATE(backbone, RunState::Succeeded);
        std::ofstream(m_workspace.root / "script") << "hello; done"; // of companions, which have no name
        SweepPlan list;
        list.seeds = {1};
        JobSpec job;
        job.kind = "cfp";
        job.backboneRun = backbone;
        job.dataset = "d1";
        job.device = "cpu";
        for (const char* attribute : {"gender", "age"}) {
            job.attributes = {attribute};
            job.name = list.jobs.empty() ? "hello; first failed; done" : "hello; done";
            list.jobs.push_back({attribute, job, false});
        }
        job.kind = "mixture";
        job.attributes.clear();
        job.mixedPrompts = {referenceTo("gender"), referenceTo("age")};
        list.jobs.push_back({"both", job, false});
        list.base = list.jobs.front().job;
        const std::string sweep = submitSweep(list);
        UP5_WAIT_FOR_STATE(sweep, RunState::Failed);
        QCOMPARE(runsOfKind("cfp"), std::size_t{6}); // with control and random prompt for both
        QCOMPARE(runsOfKind("mixture"), std::size_t{0});
        m_host->resume(sweep);
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(runsOfKind("cfp"), std::size_t{6});
        QCOMPARE(runsOfKind("mixture"), std::size_t{3});
    }

    /// The prompts of a list's mixture may be jobs of the list.
    void aListFindsTheAttributesOfItsMixtures() {
        SweepPlan made;
        planMixtures(made, 0.6, 0.8, 0.3);
        SweepPlan list;
        list.seeds = {1};
        list.companions = false;
        JobSpec prompt;
        prompt.kind = "cfp";
        prompt.backboneRun = made.base.backboneRun;
        prompt.dataset = "d1";
        prompt.device = "cpu";
        prompt.attributes = {"marital"};
        prompt.name = "hello; done";
        JobSpec mixture = made.base;
        mixture.mixedPrompts[0] = referenceTo("one");
        list.jobs = {{"one", prompt, false}, {"both", mixture, false}};
        list.base = prompt;
        const std::string sweep = submitSweep(list);
        QCOMPARE(planOf(specOf(*m_store, sweep)).jobs[1].job.attributes,
                 (std::vector<std::string>{"marital", "age"}));
        UP5_WAIT_FOR_STATE(sweep, RunState::Succeeded);
        QCOMPARE(m_store->runs().ofKind("mixture")[0].attributes,
                 (std::vector<std::string>{"marital", "age"}));
    }
};

QTEST_GUILESS_MAIN(TestSweepMixtures)
#include "tst_sweep_mixtures.moc"
