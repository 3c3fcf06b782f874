// Overlap of ranked lists against the Python package rbo and plain set arithmetic.
#include <QtTest/QTest>

#include <cmath>

#include "base/atomic_file.h"
#include "metrics/list_overlap.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::metrics;

namespace {

using Items = std::vector<std::int32_t>;

bool near(double a, double b) {
    return std::abs(a - b) < 1e-12;
}

} // namespace

class ListOverlapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithIndependentValues() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/inference.json").at("lists");
        QVERIFY(golden.size() >= 20);
        for (const auto& row : golden) {
            const auto a = row.at("a").get<Items>(), b = row.at("b").get<Items>();
            QVERIFY(near(overlapAtK(a, b, row.at("k")), row.at("overlap")));
            QVERIFY(near(rankBiasedOverlap(a, b, row.at("p")), row.at("rbo")));
            QVERIFY(near(rankBiasedOverlap(b, a, row.at("p")), row.at("rbo")));
        }
    }

    void equalAndDisjointListsAreTheEnds() {
        const Items a = {4, 2, 9}, other = {1, 3, 5};
        for (const double p : {0.1, 0.9, 0.99}) {
            QVERIFY(near(rankBiasedOverlap(a, a, p), 1.0));
            QCOMPARE(rankBiasedOverlap(a, other, p), 0.0);
        }
        QCOMPARE(overlapAtK(a, a, 10), 1.0);
        QCOMPARE(overlapAtK(a, other, 3), 0.0);
    }

    void listsOfEqualLengthFollowTheShortFormula() {
        // X = 0, 2, 2, 3: (1 − p)/p · Σ X_d/d · p^d + X_4/4 · p^4.
        const Items a = {1, 2, 3, 4}, b = {2, 1, 5, 3};
        const double p = 0.8;
        const double sum = 0 + p * p + 2.0 / 3 * std::pow(p, 3) + 0.75 * std::pow(p, 4);
        QVERIFY(near(rankBiasedOverlap(a, b, p), (1 - p) / p * sum + 0.75 * std::pow(p, 4)));
        // The top counts most: a swap there costs more than one below.
        QVERIFY(rankBiasedOverlap(a, Items{2, 1, 3, 4}, p) < rankBiasedOverlap(a, Items{1, 2, 4, 3}, p));
        // Overlap does not see order.
        QCOMPARE(overlapAtK(a, b, 4), 0.75);
        QCOMPARE(overlapAtK(a, b, 1), 0.0);
    }

    void shortAndEmptyLists() {
        const Items longer = {1, 2, 3, 4}, shorter = {1, 2};
        QCOMPARE(overlapAtK(longer, shorter, 4), 0.5);
        QCOMPARE(overlapAtK(longer, shorter, 2), 1.0);
        QCOMPARE(overlapAtK(longer, {}, 4), 0.0);
        QCOMPARE(rankBiasedOverlap(longer, {}), 0.0);
        QVERIFY(std::isnan(rankBiasedOverlap({}, {})) && std::isnan(overlapAtK({}, {}, 5)));
        QVERIFY(std::isnan(overlapAtK(longer, shorter, 0)));
    }

    void badInputIsRefused() {
        const Items twice = {1, 2, 1}, fine = {1};
        UP5_EXPECT_ERROR(overlapAtK(fine, twice, 2), ErrorCode::InvalidInput, "Item 1 occurs twice");
        UP5_EXPECT_ERROR(overlapAtK(twice, fine, 2), ErrorCode::InvalidInput, "Item 1 occurs twice");
        UP5_EXPECT_ERROR(rankBiasedOverlap(twice, fine), ErrorCode::InvalidInput, "Item 1 occurs twice");
        UP5_EXPECT_ERROR(rankBiasedOverlap(fine, fine, 1.0), ErrorCode::InvalidInput, "between 0 and 1");
    }
};

QTEST_GUILESS_MAIN(ListOverlapTest)
#include "tst_list_overlap.moc"
