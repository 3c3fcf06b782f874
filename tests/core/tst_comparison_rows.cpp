// Rows per run and per setting, and what they are compared with.
#include <QtTest/QTest>

#include "report/comparison_rows.h"
#include "report/trade_off_estimate.h"
#include "support/sample_points.h"

using namespace up5::report;
using namespace up5::test;

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

    void referencesHaveTheSameSeed() {
        const auto rows = comparisonRows(samplePoints(), RowGrouping::Runs);
        QCOMPARE(*rows[3].control, std::size_t{1});
        QCOMPARE(*rows[3].untreated, std::size_t{0});
        QCOMPARE(*rows[8].control, std::size_t{6}); // λ = 10 of seed 2
        QCOMPARE(*rows[8].untreated, std::size_t{5});
        QVERIFY(!rows[0].control && !rows[0].untreated && !rows[1].control);
        QCOMPARE(*rows[1].untreated, std::size_t{0});
    }

    void referencesNeedTheSamePrefixLengthAndAttribute() {
        const auto rows = comparisonRows({samplePoint(Family::Control, 0, 5, 1, 0.63, 0.71),
                                          samplePoint(Family::Untreated, 0, 0, 1, 0.63, 0.71, "age"),
                                          samplePoint(Family::Cfp, 10, 15, 1, 0.57, 0.69)},
                                         RowGrouping::Runs);
        QVERIFY(!rows[2].control);
        QVERIFY(!rows[2].untreated);
    }

    void settingsAreMeansWithTheEnvelopeOfTheirIntervals() {
        const auto rows = comparisonRows(samplePoints(), RowGrouping::Settings);
        QCOMPARE(rows.size(), std::size_t{5});
        const ComparisonRow& row = rows[3];
        QCOMPARE(row.seeds, (std::vector<std::uint64_t>{1, 2}));
        QCOMPARE(row.runs.size(), std::size_t{2});
        QCOMPARE(row.auc->value, 0.575);
        QCOMPARE(row.auc->low, 0.530);
        QCOMPARE(row.auc->high, 0.620);
        QCOMPARE(*row.control, std::size_t{1});
    }

    void differenceNeedsBoth() {
        const up5::metrics::Estimate a = estimate(0.57, 0.04);
        const up5::metrics::Estimate b = estimate(0.63, 0.04);
        QCOMPARE(*difference(&a, &b), 0.57 - 0.63);
        QVERIFY(!difference(&a, nullptr));
        QVERIFY(!difference(nullptr, &b));
    }

    void measuredLambdasAreMeansOverSeeds() {
        const auto measured = measuredLambdas(samplePoints(), 5, {});
        QCOMPARE(measured.size(), std::size_t{4});
        QCOMPARE(measured[0].lambda, 0.0);
        QCOMPARE(measured[2].lambda, 10.0);
        QCOMPARE(measured[2].seeds, 2);
        QCOMPARE(measured[2].auc.value, 0.575);
        QVERIFY(measuredLambdas(samplePoints(), 15, {}).empty());
    }

    void estimateIsMeasuredOrBetweenNeighbours() {
        const auto measured = measuredLambdas(samplePoints(), 5, {});
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
        QCOMPARE(between->auc.low, measured[3].auc.low);
        QCOMPARE(between->auc.high, measured[2].auc.high);
        QVERIFY(estimateAt(measured, 0.5)->above == 1.0);
    }

    void estimateNeverLeavesTheMeasuredRange() {
        const auto measured = measuredLambdas(samplePoints(), 5, {});
        QVERIFY(!estimateAt(measured, 200));
        QVERIFY(!estimateAt({measured[1], measured[2]}, 0.5));
        QVERIFY(!estimateAt({}, 1));
    }
};

QTEST_GUILESS_MAIN(TestComparisonRows)
#include "tst_comparison_rows.moc"
