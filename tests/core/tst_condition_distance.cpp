// How far one prompt for every λ lies from separate training.
#include <QtTest/QTest>

#include <cmath>

#include <nlohmann/json.hpp>

#include "report/condition_distance.h"
#include "support/sample_points.h"

using namespace up5;
using namespace up5::report;
using test::samplePoint;

class TestConditionDistance : public QObject {
    Q_OBJECT

    static std::string settings(int batches, const char* condition = "none") {
        return nlohmann::json{{"batches", batches},
                              {"condition", condition},
                              {"lambda_max", *condition == 'l' ? 50 : 100},
                              {"reweighter", "attention"}}
            .dump();
    }
    static ComparisonPoint separate(double lambda, std::uint64_t seed, double auc, double hit10,
                                    int batches = 400) {
        ComparisonPoint point =
            samplePoint(lambda == 0 ? Family::Control : Family::Cfp, lambda, 5, seed, auc, hit10);
        point.trainedSettings = settings(batches);
        return point;
    }
    static ComparisonPoint everyLambda(double lambda, std::uint64_t seed, double auc, double hit10,
                                       const char* finished = "2026-11-24", int batches = 400) {
        ComparisonPoint point = samplePoint(Family::Cfp, lambda, 5, seed, auc, hit10);
        point.everyLambda = true;
        point.trainedSettings = settings(batches, "lambda");
        point.run = std::string("every-") + finished;
        point.finished = finished;
        return point;
    }

private Q_SLOTS:
    void differencesAreOfTheNewestAtTheSameLambda() {
        std::vector<ComparisonPoint> points = {
            samplePoint(Family::Untreated, 0, 0, 1, 0.634, 0.713),
            separate(0, 1, 0.63, 0.71),
            separate(2, 1, 0.58, 0.70),
            separate(20, 1, 0.55, 0.66),
            everyLambda(0, 1, 0.64, 0.71),
            everyLambda(2, 1, 0.70, 0.60, "2026-11-23"),
            everyLambda(2, 1, 0.60, 0.69, "2026-11-25"),
            everyLambda(7, 1, 0.57, 0.68),
        };
        // Another length, another attribute to hide, another probe: not the same measurement.
        points.push_back(samplePoint(Family::Cfp, 7, 10, 1, 0.5, 0.5));
        points.push_back(samplePoint(Family::Cfp, 7, 5, 1, 0.5, 0.5, "age"));
        points.push_back(samplePoint(Family::Cfp, 7, 5, 1, 0.5, 0.5));
        points.back().probedAgain = true;
        const auto distances = conditionDistances(points, "gender", 5, {});
        QCOMPARE(distances.size(), std::size_t{2});
        QCOMPARE(distances[0].lambda, 0.0);
        QVERIFY(std::abs(distances[0].auc.mean - 0.01) < 1e-12);
        QVERIFY(std::abs(distances[0].figure.mean) < 1e-12);
        QVERIFY(!distances[0].aucStrongest);
        QCOMPARE(distances[1].lambda, 2.0);
        QVERIFY(distances[1].isComparable());
        QCOMPARE(distances[1].auc.seeds, 1);
        QVERIFY(std::isnan(distances[1].auc.low));
        QVERIFY(std::abs(distances[1].auc.mean - 0.02) < 1e-12);
        QVERIFY(std::abs(distances[1].figure.mean + 0.01) < 1e-12);
        QCOMPARE(distances[1].everyLambdaRuns, std::vector<std::string>{"every-2026-11-25"});
        QVERIFY(conditionDistances(points, "age", 5, {}).empty());
        for (ComparisonPoint& point : points) {
            point.aucStrongest = test::estimate(point.everyLambda ? 0.8 : 0.75, 0.04);
        }
        QVERIFY(std::abs(conditionDistances(points, "gender", 5, {})[1].aucStrongest->mean - 0.05) < 1e-12);
    }

    void seedsArePairedAndSummarised() {
        const auto distances = conditionDistances(
            {separate(2, 1, 0.58, 0.70), separate(2, 2, 0.60, 0.70), separate(2, 3, 0.56, 0.70),
             separate(2, 4, 0.10, 0.10), // no prompt for every λ has this seed
             everyLambda(2, 1, 0.60, 0.69), everyLambda(2, 2, 0.63, 0.69), everyLambda(2, 3, 0.60, 0.69)},
            "gender", 5, {});
        QCOMPARE(distances.size(), std::size_t{1});
        const SeedSpread& auc = distances[0].auc;
        QCOMPARE(auc.seeds, 3);
        // Differences 0.02, 0.03, 0.04; t(2) at 0.975 is 4.302653.
        QVERIFY(std::abs(auc.mean - 0.03) < 1e-12);
        QVERIFY(std::abs(auc.deviation - 0.01) < 1e-12);
        QVERIFY(std::abs(auc.low - (0.03 - 4.302653 * 0.01 / std::sqrt(3.0))) < 1e-7);
        QCOMPARE(distances[0].separateRuns.size(), std::size_t{3});
    }

    void otherSettingsAreNamedAndGiveNoFigure() {
        const auto differing = [](std::vector<ComparisonPoint> points) {
            const auto distances = conditionDistances(points, "gender", 5, {});
            return distances.size() == 1 && distances[0].everyLambdaRuns.empty()
                       ? distances[0].differing
                       : std::vector<std::string>{"compared"};
        };
        using Names = std::vector<std::string>;
        QCOMPARE(differing({separate(2, 1, 0.58, 0.70, 100), everyLambda(2, 1, 0.6, 0.69)}),
                 Names{"batches"});
        QCOMPARE(differing({separate(2, 1, 0.58, 0.70), everyLambda(2, 2, 0.6, 0.69)}), Names{"seed"});
        ComparisonPoint other = separate(2, 1, 0.58, 0.70, 100);
        other.trainedSettings = R"({"batches":100,"condition":"none","reweighter":"none","T":3})";
        QCOMPARE(differing({other, everyLambda(2, 1, 0.6, 0.69)}), (Names{"T", "batches", "reweighter"}));
        // The nearest is named, and one that agrees is enough, however new the others are.
        QCOMPARE(differing({other, separate(2, 1, 0.58, 0.70, 100), everyLambda(2, 1, 0.6, 0.69)}),
                 Names{"batches"});
        QCOMPARE(differing({other, separate(2, 1, 0.58, 0.70), everyLambda(2, 1, 0.6, 0.69),
                            everyLambda(2, 1, 0.6, 0.69, "2026-11-30", 900)}),
                 Names{"compared"});
    }
};

QTEST_GUILESS_MAIN(TestConditionDistance)
#include "tst_condition_distance.moc"
