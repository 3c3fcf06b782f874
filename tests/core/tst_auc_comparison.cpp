// DeLong's variance and test, and the paired bootstrap of an AUC difference: against MLstatkit and the plain
// formula, and against recomputing every resample.
#include <QtTest/QTest>

#include <cmath>

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "metrics/auc.h"
#include "metrics/delong.h"
#include "metrics/paired_auc.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::metrics;

namespace {

bool near(double a, double b, double tolerance = 1e-10) {
    return std::abs(a - b) < tolerance;
}

using Scores = std::vector<double>;
using Labels = std::vector<int>;

/// Two models' scores of users whose class they know more or less.
struct TwoModels {
    Labels labels;
    Scores a, b;
    TwoModels(int users, int classes, std::uint64_t seed) {
        RandomStream random(seed, "two models");
        for (int user = 0; user < users; ++user) {
            labels.push_back(user % classes);
            for (int c = 0; c < classes; ++c) {
                const double own = c == labels.back() ? 0.6 : 0.0;
                a.push_back(std::floor(8 * random.uniform()) / 8 + own); // with ties
                b.push_back(random.uniform() + own / 2);
            }
        }
    }
};

/// The score of class 1; of row-major scores of two classes.
Scores secondColumn(const Scores& rows) {
    Scores scores;
    for (std::size_t i = 1; i < rows.size(); i += 2) {
        scores.push_back(rows[i]);
    }
    return scores;
}

double plainAuc(const Labels& labels, const Scores& rows, int classes) {
    return classes == 2 ? binaryAuc(labels, secondColumn(rows))
                        : oneVsOneMacroAuc(labels, rows, classes, 1).value;
}

} // namespace

class AucComparisonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deLongAgreesWithIndependentValues() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/inference.json").at("delong");
        QVERIFY(golden.size() >= 10);
        for (const auto& row : golden) {
            const auto labels = row.at("labels").get<Labels>();
            const auto a = row.at("a").get<Scores>(), b = row.at("b").get<Scores>();
            const double level = row.at("level");
            const DeLongAuc one = deLongAuc(labels, a, level);
            QVERIFY(near(one.auc.value, row.at("auc")));
            QVERIFY(near(one.auc.value, binaryAuc(labels, a)));
            QVERIFY(near(one.standardError, row.at("error")));
            QVERIFY(near(one.auc.low, row.at("low")) && near(one.auc.high, row.at("high")));
            QCOMPARE(one.auc.n, static_cast<int>(labels.size()));

            const DeLongTest test = deLongTest(labels, a, b, level);
            const auto& difference = row.at("difference");
            const double expected = row.at("auc").get<double>() - row.at("auc_b").get<double>();
            QVERIFY(near(test.difference.value, expected));
            QVERIFY(near(test.standardError, difference.at("error")));
            QVERIFY(near(test.z, difference.at("z"), 1e-8) && near(test.p, difference.at("p"), 1e-8));
            QVERIFY(near(test.difference.low, difference.at("low")));
            QVERIFY(near(test.difference.high, difference.at("high")));
        }
    }

    void deLongKnowsWhenItCannotTell() {
        const Labels labels = {0, 0, 0, 1, 1};
        const Scores perfect = {.1, .2, .3, .4, .5}, constant(5, 0.7), mixed = {.1, .5, .3, .4, .2};
        const DeLongAuc separated = deLongAuc(labels, perfect);
        QCOMPARE(separated.auc.value, 1.0);
        QVERIFY(separated.standardError == 0.0 && std::isnan(separated.auc.low));
        const DeLongAuc flat = deLongAuc(labels, constant);
        QVERIFY(flat.auc.value == 0.5 && std::isnan(flat.auc.high));
        QVERIFY(std::isnan(deLongAuc(Labels(5, 1), mixed).auc.value));
        const DeLongAuc onePositive = deLongAuc(Labels{0, 0, 0, 0, 1}, mixed);
        QVERIFY(onePositive.auc.value == 0.25 && std::isnan(onePositive.standardError));
        // The interval ends at 1.
        QCOMPARE(deLongAuc(Labels{0, 0, 1, 1}, Scores{.1, .3, .2, .4}).auc.high, 1.0);
    }

    void sameRanksAreNoDifference() {
        const TwoModels data(40, 2, 1);
        const Labels& labels = data.labels;
        const Scores a = secondColumn(data.a), other = secondColumn(data.b);
        Scores stretched;
        for (const double score : a) {
            stretched.push_back(std::exp(5 * score));
        }
        const DeLongTest same = deLongTest(labels, a, stretched);
        QVERIFY(same.difference.value == 0.0 && same.standardError == 0.0 && same.p == 1.0);
        QVERIFY(std::isnan(same.z) && std::isnan(same.difference.low));
        // The test is symmetric.
        const DeLongTest ab = deLongTest(labels, a, other), ba = deLongTest(labels, other, a);
        QCOMPARE(ab.difference.value, -ba.difference.value);
        QCOMPARE(ab.p, ba.p);
        QVERIFY(ab.p > 0 && ab.p < 1);
        // Completely different, both without spread: no p.
        const DeLongTest opposed = deLongTest(Labels{0, 0, 1, 1}, Scores{1, 2, 3, 4}, Scores{4, 3, 2, 1});
        QVERIFY(opposed.difference.value == 1.0 && std::isnan(opposed.p));
    }

    void pairedBootstrapEqualsThePlainWay() {
        for (const int classes : {2, 4}) {
            const TwoModels data(50, classes, 3);
            const auto columns = static_cast<std::size_t>(classes);
            const BootstrapOptions options{.resamples = 200, .level = 0.9, .seed = 5};
            const auto plain = [&](std::span<const int> users) {
                Labels labels;
                Scores a, b;
                for (const int user : users) {
                    const auto begin = static_cast<std::size_t>(user) * columns;
                    labels.push_back(data.labels[static_cast<std::size_t>(user)]);
                    for (std::size_t c = begin; c < begin + columns; ++c) {
                        a.push_back(data.a[c]);
                        b.push_back(data.b[c]);
                    }
                }
                return plainAuc(labels, a, classes) - plainAuc(labels, b, classes);
            };
            const Estimate fast = bootstrapAucDifference(data.labels, data.a, data.b, classes, options);
            const Estimate slow = bootstrap(50, plain, options);
            QVERIFY(near(fast.value, slow.value) && near(fast.low, slow.low) && near(fast.high, slow.high));
            QCOMPARE(fast.n, 50);
            QVERIFY(fast.low < fast.value && fast.value < fast.high);
        }
    }

    void sharedResamplesCancel() {
        TwoModels data(60, 3, 2);
        Scores stretched = data.a;
        for (double& score : stretched) {
            score = 3 * score + 1;
        }
        const Estimate same = bootstrapAucDifference(data.labels, data.a, stretched, 3, {});
        QVERIFY(same.value == 0.0 && same.low == 0.0 && same.high == 0.0);
        // A class with one user of two leaves a value without an interval.
        const Estimate few = bootstrapAucDifference(Labels{0, 0, 1}, Scores{0, .1, 0, .2, 0, .3},
                                                    Scores{0, .3, 0, .2, 0, .1}, 2, {});
        QVERIFY(few.value == 1.0 && std::isnan(few.low) && few.n == 3);
    }

    void deLongAndBootstrapAgreeOnManyUsers() {
        const TwoModels data(1200, 2, 9);
        const Estimate normal =
            deLongTest(data.labels, secondColumn(data.a), secondColumn(data.b)).difference;
        const Estimate resampled = bootstrapAucDifference(data.labels, data.a, data.b, 2, {});
        const double width = normal.high - normal.low;
        QVERIFY(near(normal.value, resampled.value));
        QVERIFY(near(normal.low, resampled.low, 0.1 * width) &&
                near(normal.high, resampled.high, 0.1 * width));
    }

    void badInputIsRefused() {
        const Labels labels = {0, 1, 1};
        const Scores scores = {.1, .2, .3};
        UP5_EXPECT_ERROR(deLongAuc(Labels{0, 1, 2}, scores), ErrorCode::InvalidInput, "User 2 has class 2");
        UP5_EXPECT_ERROR(deLongAuc(labels, Scores{1, NAN, 2}), ErrorCode::InvalidInput, "user 1");
        UP5_EXPECT_ERROR(deLongTest(labels, scores, Scores{1}), ErrorCode::InvalidInput, "3 and 1");
        UP5_EXPECT_ERROR(deLongAuc(labels, scores, 1.0), ErrorCode::InvalidInput, "between 0 and 1");
        UP5_EXPECT_ERROR(bootstrapAucDifference(labels, scores, scores, 2, {}), ErrorCode::InvalidInput,
                         "3 scores");
    }
};

QTEST_GUILESS_MAIN(AucComparisonTest)
#include "tst_auc_comparison.moc"
