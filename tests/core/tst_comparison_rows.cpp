// Rows per run and per setting, and what they are compared with.
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

#include "report/comparison_rows.h"
#include "report/trade_off_estimate.h"
#include "support/sample_points.h"

using namespace up5::report;
using namespace up5::test;

namespace {

const WantedPrompt kWanted{"gender", kSampleSettings, kSampleSettings, "random"};

} // namespace

class TestComparisonRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneRowPerPoint() {
        const auto rows = comparisonRows(samplePoints(), RowGrouping::Runs);
        QCOMPARE(rows.size(), std::size_t{10});
        QCOMPARE(rows[3].label, std::string("CFP λ = 10, n = 5"));
        QCOMPARE(rows[3].auc->value, 0.570);
        QCOMPARE(rows[3].rankingFigure("hit@k", "sequential", 10)->value, 0.690);
        QVERIFY(!rows[3].rankingFigure("hit@k", "sequential", 7));
    }

    void seedsThatStillLeakAreCounted() {
        const auto point = [](std::uint64_t seed, double auc) {
            return samplePoint(Family::Cfp, 10, 5, seed, auc,
                               0.69); // intervals ± 0.04; all tokens 0.02 above
        };
        std::vector<ComparisonPoint> points = {point(1, 0.57), point(2, 0.51), point(3, 0.60)};
        auto rows = comparisonRows(points, RowGrouping::Settings);
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].leaks.models, 3);
        QCOMPARE(rows[0].leaks.leaking, 2);
        QCOMPARE(rows[0].leaks.inconclusive, 0);
        QCOMPARE(leaksText(rows[0].leaks, true), std::string("2 of 3 seeds still leak"));
        QCOMPARE(summarise(points)[0].leaks.leaking, 2);
        // With shuffled labels it is their band that counts: 0.60 lies within one up to 0.61.
        for (ComparisonPoint& model : points) {
            model.aucStrongest = model.auc;
            model.strongestTarget = "user_span";
            TargetFigures figures;
            figures.target = "user_span";
            figures.null = up5::metrics::Estimate{0.5, 0.4, 0.61, 200};
            model.targets = {figures};
        }
        QCOMPARE(comparisonRows(points, RowGrouping::Settings)[0].leaks.leaking, 0);
        // A repeated seed is no second sample; a collapsed probe proves nothing; what was not probed is not
        // counted.
        points = {point(1, 0.57), point(1, 0.51), point(2, 0.50), point(3, 0.6)};
        points[1].finished = "2026-11-24T12:00:00Z";
        points[1].key += "again";
        points[2].collapsed = points[2].collapsedAllTokens = true;
        points[2].aucAllTokens = points[2].auc;
        points[3].auc.reset();
        points[3].aucAllTokens.reset();
        rows = comparisonRows(points, RowGrouping::Settings);
        QCOMPARE(rows[0].leaks.models, 2);
        QCOMPARE(rows[0].leaks.leaking, 0);
        QCOMPARE(leaksText(rows[0].leaks, true), std::string("0 of 2 seeds still leak; 1 inconclusive"));
        QCOMPARE(leaksText(SeedLeaks{}, true), std::string());
        QCOMPARE(leaksText(SeedLeaks{1, 1, 0}, false), std::string("1 of 1 seed leaks"));
    }

    void referencesHaveTheSameSeed() {
        const auto rows = comparisonRows(samplePoints(), RowGrouping::Runs);
        QCOMPARE(*rows[3].controlRow, std::size_t{1});
        QCOMPARE(*rows[3].untreatedRow, std::size_t{0});
        QCOMPARE(*rows[8].controlRow, std::size_t{6}); // λ = 10 of seed 2
        QCOMPARE(*rows[8].untreatedRow, std::size_t{5});
        QVERIFY(!rows[0].controlRow && !rows[0].untreatedRow && !rows[1].controlRow);
        QCOMPARE(*rows[1].untreatedRow, std::size_t{0});
    }

    void referencesNeedEqualSettingsAndAttribute() {
        ComparisonPoint otherSchedule = samplePoint(Family::Control, 0, 15, 1, 0.63, 0.71);
        otherSchedule.control = "another schedule";
        const auto rows = comparisonRows({samplePoint(Family::Control, 0, 5, 1, 0.63, 0.71),
                                          samplePoint(Family::Untreated, 0, 0, 1, 0.63, 0.71, "age"),
                                          otherSchedule, samplePoint(Family::Cfp, 10, 15, 1, 0.57, 0.69)},
                                         RowGrouping::Runs);
        QVERIFY(!rows[3].controlRow);
        QVERIFY(!rows[3].untreatedRow);
    }

    void frozenModelsAreComparedWithTheirOwnPlainRun() {
        const auto point = [](Family family, const char* run, const char* plain) {
            ComparisonPoint made = samplePoint(family, 1, 0, 1, 0.6, 0.5);
            made.baseline = up5::jobs::BaselineFamily::Sequential;
            made.subject = "sasrec";
            made.run = made.key = made.setting = run;
            made.runs = {run};
            made.backboneRun = plain;
            return made;
        };
        const auto rows =
            comparisonRows({point(Family::Untreated, "plain 1", ""), point(Family::Untreated, "plain 2", ""),
                            point(Family::Fair, "frozen", "plain 1"), point(Family::Fair, "filter", ""),
                            point(Family::Fair, "orphan", "gone")},
                           RowGrouping::Runs);
        QCOMPARE(*rows[2].untreatedRow, std::size_t{0});
        QCOMPARE(*rows[3].untreatedRow, std::size_t{1}); // the last one
        QVERIFY(!rows[4].untreatedRow);
    }

    void repeatsOfASeedCountOnce() {
        ComparisonPoint first = samplePoint(Family::Cfp, 10, 5, 1, 0.60, 0.60);
        ComparisonPoint again = samplePoint(Family::Cfp, 10, 5, 1, 0.57, 0.69);
        again.key += "/again";
        again.finished = "2026-11-23T13:00:00Z";
        const std::vector<ComparisonPoint> points = {again, first,
                                                     samplePoint(Family::Cfp, 10, 5, 2, 0.59, 0.70)};
        QCOMPARE(comparisonRows(points, RowGrouping::Runs).size(), std::size_t{3});
        const ComparisonRow row = comparisonRows(points, RowGrouping::Settings).front();
        QCOMPARE(row.seeds, (std::vector<std::uint64_t>{1, 2}));
        QCOMPARE(row.models, 2);
        QVERIFY(std::abs(row.auc->value - 0.58) < 1e-12);
        const auto measured = measuredLambdas(points, kWanted, 5, {});
        QCOMPARE(measured.front().models, 2);
        QVERIFY(std::abs(measured.front().auc.value - 0.58) < 1e-12);
    }

    void onlyWhatTheFormAsksForIsMeasured() {
        ComparisonPoint otherSettings = samplePoint(Family::Cfp, 1, 5, 1, 0.6, 0.7);
        otherSettings.promptSettings = "schedule = paper";
        ComparisonPoint probedAgain = samplePoint(Family::Cfp, 2, 5, 1, 0.6, 0.7);
        probedAgain.probedAgain = true;
        ComparisonPoint hidesAge = samplePoint(Family::Cfp, 3, 5, 1, 0.6, 0.7);
        hidesAge.treated = {"age"};
        const auto measured = measuredLambdas(
            {otherSettings, probedAgain, hidesAge, samplePoint(Family::Cfp, 4, 5, 1, 0.6, 0.7)}, kWanted, 5,
            {});
        QCOMPARE(measured.size(), std::size_t{1});
        QCOMPARE(measured.front().lambda, 4.0);
    }

    void collapseOfAMeasuredLambdaIsKept() {
        auto points = samplePoints();
        points[4].collapsed = true; // λ = 100
        const auto measured = measuredLambdas(points, kWanted, 5, {});
        QVERIFY(estimateAt(measured, 30)->collapsed && estimateAt(measured, 100)->collapsed);
        QVERIFY(!estimateAt(measured, 5)->collapsed);
    }

    void settingsAreMeansOverTheirSeeds() {
        const auto rows = comparisonRows(samplePoints(), RowGrouping::Settings);
        QCOMPARE(rows.size(), std::size_t{5});
        const ComparisonRow& row = rows[3];
        QCOMPARE(row.seeds, (std::vector<std::uint64_t>{1, 2}));
        QCOMPARE(row.runs.size(), std::size_t{2});
        QCOMPARE(row.auc->value, 0.575);
        const std::vector<up5::metrics::Estimate> seeds = {estimate(0.57, 0.04), estimate(0.58, 0.04)};
        QCOMPARE(row.auc->low, up5::metrics::meanOverSeeds(seeds).low);
        QCOMPARE(row.auc->high, up5::metrics::meanOverSeeds(seeds).high);
        QCOMPARE(*row.controlRow, std::size_t{1});
    }

    void differenceNeedsBoth() {
        const up5::metrics::Estimate a = estimate(0.57, 0.04);
        const up5::metrics::Estimate b = estimate(0.63, 0.04);
        QCOMPARE(*difference(&a, &b), 0.57 - 0.63);
        QVERIFY(!difference(&a, nullptr));
        QVERIFY(!difference(nullptr, &b));
    }

    void measuredLambdasAreMeansOverSeeds() {
        const auto measured = measuredLambdas(samplePoints(), kWanted, 5, {});
        QCOMPARE(measured.size(), std::size_t{4});
        QCOMPARE(measured[0].lambda, 0.0);
        QCOMPARE(measured[2].lambda, 10.0);
        QCOMPARE(measured[2].models, 2);
        QCOMPARE(measured[2].auc.value, 0.575);
        // One mean, one interval: that of the row beside the chart.
        QCOMPARE(measured[2].auc.low, comparisonRows(samplePoints(), RowGrouping::Settings)[3].auc->low);
        QVERIFY(measuredLambdas(samplePoints(), kWanted, 15, {}).empty());
    }

    void estimateIsMeasuredOrBetweenNeighbours() {
        const auto measured = measuredLambdas(samplePoints(), kWanted, 5, {});
        const auto exact = estimateAt(measured, 10);
        QVERIFY(exact && exact->measured);
        QCOMPARE(exact->auc.value, 0.575);
        const auto between = estimateAt(measured, 30);
        QVERIFY(between && !between->measured);
        QCOMPARE(between->below, 10.0);
        QCOMPARE(between->above, 100.0);
        QVERIFY(between->auc.value < 0.575 && between->auc.value > 0.560);
        QVERIFY(between->figure.value < 0.690 && between->figure.value > 0.590);
        // The band is never narrower than what its neighbours allow.
        QCOMPARE(between->auc.low, std::min(measured[2].auc.low, measured[3].auc.low));
        QCOMPARE(between->auc.high, std::max(measured[2].auc.high, measured[3].auc.high));
        QVERIFY(estimateAt(measured, 0.5)->above == 1.0);
    }

    void estimateNeverLeavesTheMeasuredRange() {
        const auto measured = measuredLambdas(samplePoints(), kWanted, 5, {});
        QVERIFY(!estimateAt(measured, 200));
        QVERIFY(!estimateAt({measured[1], measured[2]}, 0.5));
        QVERIFY(!estimateAt({}, 1));
    }
};

QTEST_GUILESS_MAIN(TestComparisonRows)
#include "tst_comparison_rows.moc"
