// Ranks, hit@k, NDCG@k and MRR against Z3 and against SciPy and scikit-learn.
#include <QtTest/QTest>

#include <cmath>
#include <limits>

#include "base/atomic_file.h"
#include "base/error.h"
#include "metrics/ranking.h"

using namespace up5;
using namespace up5::metrics;

namespace {

constexpr float kNanScore = std::numeric_limits<float>::quiet_NaN();

bool near(double a, double b) {
    return std::abs(a - b) < 1e-10;
}

} // namespace

class RankingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenNdcg() {
        QVERIFY(near(ndcgAtK(2, 10), 0.6309297536));
        QVERIFY(near(ndcgAtK(4, 10), 0.4306765581));
        QCOMPARE(ndcgAtK(1, 1), 1.0);
        QCOMPARE(ndcgAtK(4, 3), 0.0);
    }

    void agreesWithScipyAndScikitLearn() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/metrics.json");
        int ndcgs = 0;
        for (const auto& row : golden.at("ranking")) {
            const auto scores = row.at("scores").get<std::vector<float>>();
            const double rank = rankOfTarget(scores, row.at("target"));
            QCOMPARE(rank, row.at("rank").get<double>());
            if (row.contains("ndcg")) {
                for (const auto& [k, value] : row.at("ndcg").items()) {
                    QVERIFY(near(ndcgAtK(rank, std::stoi(k)), value));
                    ++ndcgs;
                }
            }
        }
        QVERIFY(ndcgs >= 20);
    }

    void hitsIncludeRankK() {
        QCOMPARE(hitAtK(10, 10), 1.0);
        QCOMPARE(hitAtK(10.5, 10), 0.0);
        QCOMPARE(hitAtK(11, 10), 0.0);
        QCOMPARE(hitAtK(1, 1), 1.0);
        QCOMPARE(reciprocalRank(4), 0.25);
    }

    void tiesShareTheirRanks() {
        const std::vector<float> constant(100, 0.5F);
        QCOMPARE(rankOfTarget(constant, 3), 50.5);
        QCOMPARE(rankOfTarget(std::vector<float>{2, 1, 1, 0}, 1), 2.5);
        QCOMPARE(rankOfTarget(std::vector<float>{7}, 0), 1.0);
    }

    void nanIsWorst() {
        QCOMPARE(rankOfTarget(std::vector<float>{kNanScore, -5, 3}, 1), 2.0);
        QCOMPARE(rankOfTarget(std::vector<float>{kNanScore, -5, 3}, 0), 3.0);
        QCOMPARE(
            rankOfTarget(
                std::vector<float>{kNanScore, kNanScore, -5, -std::numeric_limits<float>::infinity()}, 0),
            3.5);
    }

    void targetOutsideIsRefused() {
        QVERIFY_EXCEPTION_THROWN((rankOfTarget(std::vector<float>{1, 2}, 2)), Error);
    }

    void meansOverUsers() {
        const std::vector<double> ranks = {1, 2, 4, 11};
        const std::vector<std::int32_t> users{0, 1, 2, 3};
        const RankedTargets targets{ranks, users};
        QCOMPARE(meanHitAtK(targets, 1, {}).value, 0.25);
        QCOMPARE(meanHitAtK(targets, 10, {}).value, 0.75);
        QVERIFY(std::abs(meanNdcgAtK(targets, 10, {}).value - (1.0 + 0.6309297536 + 0.4306765581) / 4) <
                1e-10);
        QCOMPARE(meanReciprocalRank(targets, {}).value, (1 + 0.5 + 0.25 + 1.0 / 11) / 4);
        const Estimate hits = meanHitAtK(targets, 10, {});
        QCOMPARE(hits.n, 4);
        QVERIFY(hits.low < hits.value && hits.value < hits.high);
    }

    void usersWithSeveralTargetsCountOnce() {
        const std::vector<double> ranks = {1, 1, 20, 20, 1};
        const std::vector<std::int32_t> users = {4, 7, 7, 7, 9};
        const Estimate hits = meanHitAtK({ranks, users}, 10, {});
        QCOMPARE(hits.n, 3);
        QCOMPARE(hits.value, (1.0 + 1.0 / 3 + 1.0) / 3);
        QVERIFY_EXCEPTION_THROWN(meanHitAtK({ranks, std::span(users).first(2)}, 10, {}), Error);
    }
};

QTEST_GUILESS_MAIN(RankingTest)
#include "tst_ranking.moc"
