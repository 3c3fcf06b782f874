// Permutation tests against SciPy where all arrangements can be gone through, against exact values where they
// are drawn; Holm's correction against statsmodels.
#include <QtTest/QTest>

#include <cmath>

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "metrics/holm.h"
#include "metrics/permutation.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::metrics;

namespace {

using Values = std::vector<double>;

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) < tolerance;
}

nlohmann::json golden(const char* part) {
    return readJsonFile(UP5_SOURCE_DIR "/tests/golden/inference.json").at(part);
}

Values normals(int n, double shift, std::uint64_t seed) {
    RandomStream random(seed, "permutation test");
    Values values(static_cast<std::size_t>(n));
    for (double& value : values) {
        value = shift + random.normal();
    }
    return values;
}

} // namespace

class PermutationTestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signFlipsAgreeWithScipy() {
        const auto rows = golden("sign_flip");
        QVERIFY(rows.size() >= 10);
        for (const auto& row : rows) {
            const auto a = row.at("a").get<Values>(), b = row.at("b").get<Values>();
            const PermutationTest test = signFlipTest(a, b);
            QVERIFY(test.exact);
            QVERIFY(near(test.statistic, row.at("statistic")) && near(test.p, row.at("p")));
        }
    }

    void groupsAgreeWithScipy() {
        const auto rows = golden("two_group");
        QVERIFY(rows.size() >= 10);
        for (const auto& row : rows) {
            const auto a = row.at("a").get<Values>(), b = row.at("b").get<Values>();
            const PermutationTest test = twoGroupTest(a, b);
            QVERIFY(test.exact);
            QVERIFY(near(test.statistic, row.at("statistic")) && near(test.p, row.at("p")));
        }
    }

    void aucSwapsAgreeWithScipy() {
        const auto rows = golden("auc_swap");
        QVERIFY(rows.size() >= 6);
        for (const auto& row : rows) {
            const PermutationTest test =
                aucSwapTest(row.at("labels").get<std::vector<int>>(), row.at("a").get<Values>(),
                            row.at("b").get<Values>(), row.at("classes"));
            QVERIFY(test.exact && test.permutations == 512);
            QVERIFY(near(test.statistic, row.at("statistic")) && near(test.p, row.at("p")));
        }
    }

    void drawnOnesComeNearExactOnes() {
        // 12 users: all 4,096 flips, against 2,000 drawn ones (standard error of p below 0.0112).
        const Values a = normals(12, 0.4, 1), b = normals(12, 0, 2);
        const PermutationOptions drawn{.permutations = 2000, .seed = 3};
        const PermutationTest all = signFlipTest(a, b), some = signFlipTest(a, b, drawn);
        QVERIFY(all.exact && all.permutations == 4096 && !some.exact && some.permutations == 2000);
        QVERIFY(near(all.p, some.p, 0.04));
        const PermutationTest groups = twoGroupTest(a, Values(b.begin(), b.begin() + 4)),
                              someGroups = twoGroupTest(a, Values(b.begin(), b.begin() + 4),
                                                        {.permutations = 1000, .seed = 3}),
                              mirrored = twoGroupTest(Values(b.begin(), b.begin() + 4), a,
                                                      {.permutations = 1000, .seed = 4});
        QVERIFY(groups.exact && groups.permutations == 1820);
        QVERIFY(!someGroups.exact && near(groups.p, someGroups.p, 0.05) && near(groups.p, mirrored.p, 0.05));
        const auto row = golden("auc_swap")[0];
        const PermutationTest swaps =
            aucSwapTest(row.at("labels").get<std::vector<int>>(), row.at("a").get<Values>(),
                        row.at("b").get<Values>(), row.at("classes"), {.permutations = 500, .seed = 1});
        QVERIFY(!swaps.exact && near(swaps.p, row.at("p"), 0.08));
    }

    void pNeverFallsBelowWhatWasDrawn() {
        const Values high(100, 1), low(100, 0);
        QCOMPARE(signFlipTest(high, low, {.permutations = 99}).p, 0.01);
        QCOMPARE(twoGroupTest(high, low, {.permutations = 99}).p, 0.01);
        QCOMPARE(signFlipTest(high, high).p, 1.0); // no user with a difference: one arrangement
        QCOMPARE(twoGroupTest(high, high, {.permutations = 99}).p, 1.0);
    }

    void scaleOfAModelsScoresDoesNotMatter() {
        std::vector<int> labels;
        for (int user = 0; user < 60; ++user) {
            labels.push_back(user % 3);
        }
        const Values a = normals(180, 0, 5), b = normals(180, 0, 6);
        Values shifted = b;
        for (double& score : shifted) {
            score = std::exp(score) + 1000;
        }
        const PermutationOptions options{.permutations = 300};
        const PermutationTest test = aucSwapTest(labels, a, b, 3, options);
        QCOMPARE(aucSwapTest(labels, a, shifted, 3, options).p, test.p);
        QCOMPARE(aucSwapTest(labels, a, b, 3, options).p, test.p); // deterministic
        // A model that knows the class against one that does not.
        Values knowing = a;
        for (std::size_t user = 0; user < labels.size(); ++user) {
            knowing[3 * user + static_cast<std::size_t>(labels[user])] += 3;
        }
        QVERIFY(aucSwapTest(labels, knowing, b, 3, options).p < 0.01);
    }

    void testsKeepTheirLevel() {
        int flips = 0, groups = 0, swaps = 0;
        std::vector<int> labels;
        for (int user = 0; user < 30; ++user) {
            labels.push_back(user % 3);
        }
        for (std::uint64_t seed = 0; seed < 400; ++seed) {
            const Values a = normals(20, 0, 2 * seed + 100), b = normals(20, 0, 2 * seed + 101);
            flips += signFlipTest(a, b, {.permutations = 199, .seed = seed}).p <= 0.1 ? 1 : 0;
            groups += twoGroupTest(a, b, {.permutations = 199, .seed = seed}).p <= 0.1 ? 1 : 0;
            const Values one = normals(90, 0, seed + 2000), other = normals(90, 0, seed + 3000);
            swaps += aucSwapTest(labels, one, other, 3, {.permutations = 199, .seed = seed}).p <= 0.1 ? 1 : 0;
        }
        // 40 expected, standard deviation 6.
        QVERIFY2(flips >= 22 && flips <= 58, qPrintable(QString::number(flips)));
        QVERIFY2(groups >= 22 && groups <= 58, qPrintable(QString::number(groups)));
        QVERIFY2(swaps >= 22 && swaps <= 58, qPrintable(QString::number(swaps)));
    }

    void holmAgreesWithStatsmodels() {
        const auto rows = golden("holm");
        QVERIFY(rows.size() >= 10);
        for (const auto& row : rows) {
            const auto p = row.at("p").get<Values>(), expected = row.at("adjusted").get<Values>();
            const HolmAdjustment holm = holmAdjusted(p);
            QCOMPARE(holm.comparisons, static_cast<int>(p.size()));
            for (std::size_t i = 0; i < p.size(); ++i) {
                QVERIFY(near(holm.adjusted[i], expected[i]));
            }
        }
        const HolmAdjustment gaps = holmAdjusted(Values{0.02, NAN, 0.01});
        QVERIFY(gaps.comparisons == 2 && std::isnan(gaps.adjusted[1]));
        QVERIFY(near(gaps.adjusted[0], 0.02) && near(gaps.adjusted[2], 0.02));
        QVERIFY(holmAdjusted({}).adjusted.empty());
    }

    void badInputIsRefused() {
        const Values two = {1, 2};
        UP5_EXPECT_ERROR(signFlipTest(two, Values{1}), ErrorCode::InvalidInput, "2 and 1");
        UP5_EXPECT_ERROR(signFlipTest(two, Values{1, NAN}), ErrorCode::InvalidInput, "user 1");
        UP5_EXPECT_ERROR(twoGroupTest(two, two, {.permutations = 0}), ErrorCode::InvalidInput, "not 0");
        UP5_EXPECT_ERROR(aucSwapTest(std::vector<int>{0, 1}, two, two, 2), ErrorCode::InvalidInput,
                         "2 scores");
        UP5_EXPECT_ERROR(holmAdjusted(Values{0.5, 1.5}), ErrorCode::InvalidInput, "Comparison 1");
        QVERIFY(std::isnan(signFlipTest({}, {}).p) && std::isnan(twoGroupTest(two, {}).p));
        QVERIFY(std::isnan(aucSwapTest(std::vector<int>{1, 1}, Values{1, 2, 3, 4}, Values{1, 2, 3, 4}, 2).p));
    }
};

QTEST_GUILESS_MAIN(PermutationTestTest)
#include "tst_permutation.moc"
