// How far one prompt for every λ lies from separate training.
#include <QtTest/QTest>

#include "report/condition_distance.h"
#include "support/sample_points.h"

using namespace up5;
using namespace up5::report;
using test::samplePoint;

class TestConditionDistance : public QObject {
    Q_OBJECT

    static ComparisonPoint everyLambda(double lambda, double auc, double hit10, const char* finished) {
        ComparisonPoint point = samplePoint(Family::Cfp, lambda, 5, 1, auc, hit10);
        point.everyLambda = true;
        point.run = std::string("every-") + finished;
        point.finished = finished;
        return point;
    }

private Q_SLOTS:
    void differencesAreOfTheNewestAtTheSameLambda() {
        std::vector<ComparisonPoint> points = {
            samplePoint(Family::Untreated, 0, 0, 1, 0.634, 0.713),
            samplePoint(Family::Control, 0, 5, 1, 0.63, 0.71),
            samplePoint(Family::Cfp, 2, 5, 1, 0.58, 0.70),
            samplePoint(Family::Cfp, 20, 5, 1, 0.55, 0.66),
            everyLambda(0, 0.64, 0.71, "2026-11-24"),
            everyLambda(2, 0.70, 0.60, "2026-11-23"),
            everyLambda(2, 0.60, 0.69, "2026-11-25"),
            everyLambda(7, 0.57, 0.68, "2026-11-24"),
        };
        // Another length, another attribute to hide, another probe: not the same measurement.
        points.push_back(samplePoint(Family::Cfp, 7, 10, 1, 0.5, 0.5));
        points.push_back(samplePoint(Family::Cfp, 7, 5, 1, 0.5, 0.5, "age"));
        points.push_back(samplePoint(Family::Cfp, 7, 5, 1, 0.5, 0.5));
        points.back().probedAgain = true;
        const auto distances = conditionDistances(points, "gender", 5, {});
        QCOMPARE(distances.size(), std::size_t{2});
        QCOMPARE(distances[0].lambda, 0.0);
        QVERIFY(std::abs(distances[0].auc - 0.01) < 1e-12);
        QVERIFY(std::abs(distances[0].figure) < 1e-12);
        QVERIFY(!distances[0].aucStrongest);
        QCOMPARE(distances[1].lambda, 2.0);
        QVERIFY(std::abs(distances[1].auc - 0.02) < 1e-12);
        QVERIFY(std::abs(distances[1].figure + 0.01) < 1e-12);
        QCOMPARE(distances[1].everyLambdaRun, std::string("every-2026-11-25"));
        QVERIFY(conditionDistances(points, "age", 5, {}).empty());
        for (ComparisonPoint& point : points) {
            point.aucStrongest = test::estimate(point.everyLambda ? 0.8 : 0.75, 0.04);
        }
        QVERIFY(std::abs(*conditionDistances(points, "gender", 5, {})[1].aucStrongest - 0.05) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(TestConditionDistance)
#include "tst_condition_distance.moc"
