// Settings of a sweep over their seeds: what counts, means, and the share that still leaks.
#include <QtTest/QTest>

#include <cmath>

#include "report/sweep_seeds.h"

using namespace up5;
using namespace up5::report;

namespace {

SweepResultRow row(const std::string& lambda, std::uint64_t seed, double auc, Verdict verdict) {
    SweepResultRow made;
    made.run = lambda + "/" + std::to_string(seed);
    made.kind = "cfp";
    made.state = store::RunState::Succeeded;
    made.values = {lambda};
    made.seed = seed;
    made.auc = metrics::Estimate{auc, auc - 0.03, auc + 0.03, 600};
    made.hit10 = metrics::Estimate{auc + 0.1, auc + 0.09, auc + 0.11, 600};
    made.verdict = verdict;
    return made;
}

} // namespace

class TestSweepSeeds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void severalSeedsAreASetting() {
        SweepResults results;
        results.keys = {"lambda"};
        results.rows = {row("1", 1, 0.60, Verdict::LeakFound),  row("10", 1, 0.52, Verdict::NoneFound),
                        row("10", 2, 0.56, Verdict::LeakFound), row("10", 3, 0.54, Verdict::Inconclusive),
                        row("10", 4, 0.99, Verdict::LeakFound), row("10", 1, 0.5, Verdict::LeakFound)};
        results.rows[4].state = store::RunState::Failed;
        results.rows[5].isCompanion = true;
        const std::vector<SweepSetting> settings = settingsOverSeeds(results);
        QCOMPARE(settings.size(), std::size_t{1}); // one seed is no spread
        const SweepSetting& ten = settings[0];
        QCOMPARE(ten.values, std::vector<std::string>{"10"});
        QCOMPARE(ten.auc.seeds, 3);
        QVERIFY(std::abs(ten.auc.mean - 0.54) < 1e-12 && std::abs(ten.auc.deviation - 0.02) < 1e-12);
        QVERIFY(std::abs(ten.hit10.mean - 0.64) < 1e-12);
        QCOMPARE(ten.leaks.models, 3);
        QCOMPARE(ten.leaks.leaking, 1);
        QCOMPARE(ten.leaks.inconclusive, 1);
    }

    void whatWasNotMeasuredDoesNotCount() {
        SweepResults results;
        results.rows = {row("1", 1, 0.60, Verdict::LeakFound), row("1", 2, 0.62, Verdict::LeakFound)};
        results.rows[1].auc.reset();
        results.rows[1].verdict.reset();
        const std::vector<SweepSetting> settings = settingsOverSeeds(results);
        QCOMPARE(settings.size(), std::size_t{1});
        QCOMPARE(settings[0].auc.seeds, 1);
        QCOMPARE(settings[0].hit10.seeds, 2);
        QCOMPARE(settings[0].leaks.models, 1);
    }
};

QTEST_GUILESS_MAIN(TestSweepSeeds)
#include "tst_sweep_seeds.moc"
