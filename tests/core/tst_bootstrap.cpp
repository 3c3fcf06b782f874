// Bootstrap intervals: deterministic, paired, equal to the plain way, and covering what they promise.
#include <QtTest/QTest>

#include <cmath>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/random_stream.h"
#include "metrics/auc.h"
#include "metrics/resampling.h"

using namespace up5;
using namespace up5::metrics;

namespace {

std::vector<double> normals(int n, std::uint64_t seed, double shift = 0.0) {
    RandomStream random(seed, "bootstrap test");
    std::vector<double> values(static_cast<std::size_t>(n));
    for (double& value : values) {
        value = shift + random.normal();
    }
    return values;
}

/// Labels and two-column scores of binormal users: class 1 is shifted by `shift`.
struct Binormal {
    std::vector<int> labels;
    std::vector<double> probabilities;
    Binormal(int zeros, int ones, double shift, std::uint64_t seed) {
        RandomStream random(seed, "binormal");
        for (int user = 0; user < zeros + ones; ++user) {
            labels.push_back(user < zeros ? 0 : 1);
            const double score = random.normal() + (user < zeros ? 0.0 : shift);
            probabilities.insert(probabilities.end(), {-score, score});
        }
    }
};

bool same(const Estimate& a, const Estimate& b) {
    return a.value == b.value && a.low == b.low && a.high == b.high && a.n == b.n;
}

} // namespace

class BootstrapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void percentilesAreNumpys() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/metrics.json");
        for (const auto& row : golden.at("percentile")) {
            const auto values = row.at("values").get<std::vector<double>>();
            Estimate estimate;
            setPercentileInterval(estimate, values, {static_cast<int>(values.size()), row.at("level"), 0});
            QVERIFY(std::abs(estimate.low - row.at("low").get<double>()) < 1e-12);
            QVERIFY(std::abs(estimate.high - row.at("high").get<double>()) < 1e-12);
        }
    }

    void sameSeedSameInterval() {
        const auto values = normals(200, 1);
        QVERIFY(same(bootstrapMean(values, {}), bootstrapMean(values, {})));
        BootstrapOptions other;
        other.seed = 7;
        const Estimate a = bootstrapMean(values, {}), b = bootstrapMean(values, other);
        QCOMPARE(a.value, b.value);
        QVERIFY(a.low != b.low && a.high != b.high);
        const Binormal data(60, 40, 1.0, 3);
        QVERIFY(same(probeAuc(data.labels, data.probabilities, 2, {}),
                     probeAuc(data.labels, data.probabilities, 2, {})));
    }

    void firstNumbersAreKept() {
        // Pinned: stored intervals must stay reproducible in later versions.
        const Estimate estimate = bootstrapMean(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {});
        QCOMPARE(estimate.value, 5.5);
        QCOMPARE(estimate.low, 3.7);
        QCOMPARE(estimate.high, 7.2);
    }

    void widthOfAMeanIsTheNormalOne() {
        const Estimate estimate = bootstrapMean(normals(2000, 2), {});
        const double expected = 1.96 / std::sqrt(2000.0);
        QVERIFY(std::abs((estimate.high - estimate.low) / 2 - expected) < 0.1 * expected);
        QCOMPARE(estimate.n, 2000);
    }

    void resamplesDrawEveryUserEquallyOften() {
        constexpr int kUsers = 7, kResamples = 20000;
        Resampler resampler(kUsers, 5);
        std::vector<int> counts(kUsers), totals(kUsers);
        for (int resample = 0; resample < kResamples; ++resample) {
            resampler.drawCounts(counts);
            for (int user = 0; user < kUsers; ++user) {
                totals[static_cast<std::size_t>(user)] += counts[static_cast<std::size_t>(user)];
            }
        }
        for (const int total : totals) { // binomial, standard deviation 131
            QVERIFY(std::abs(total - kResamples) < 600);
        }
    }

    void fastAucEqualsThePlainWay() {
        RandomStream random(4, "fast auc");
        for (const int classes : {2, 3, 5}) {
            const auto columns = static_cast<std::size_t>(classes);
            std::vector<int> labels;
            std::vector<double> probabilities;
            for (int user = 0; user < 60; ++user) {
                labels.push_back(user % classes);
                for (int c = 0; c < classes; ++c) {
                    probabilities.push_back(static_cast<double>(random.below(c == user % classes ? 12 : 9)));
                }
            }
            const auto plain = [&](std::span<const int> users) {
                std::vector<int> drawn;
                std::vector<double> rows;
                for (const int user : users) {
                    drawn.push_back(labels[static_cast<std::size_t>(user)]);
                    const auto* row = probabilities.data() + static_cast<std::size_t>(user) * columns;
                    rows.insert(rows.end(), row, row + columns);
                }
                if (classes == 2) {
                    std::vector<double> scores;
                    for (std::size_t i = 1; i < rows.size(); i += 2) {
                        scores.push_back(rows[i]);
                    }
                    return binaryAuc(drawn, scores);
                }
                return oneVsOneMacroAuc(drawn, rows, classes, 1).value;
            };
            const Estimate slow = bootstrap(60, plain, {});
            const Estimate fast = probeAuc(labels, probabilities, classes, {});
            QVERIFY(std::abs(slow.value - fast.value) < 1e-12);
            QVERIFY(std::abs(slow.low - fast.low) < 1e-12);
            QVERIFY(std::abs(slow.high - fast.high) < 1e-12);
        }
    }

    void pairedDifferenceUsesTheSameUsers() {
        const auto a = normals(300, 5);
        auto b = a;
        for (double& value : b) {
            value -= 0.25;
        }
        const Estimate difference = bootstrapPairedDifference(a, b, {});
        QVERIFY(std::abs(difference.value - 0.25) < 1e-12);
        QVERIFY(difference.high - difference.low < 1e-12); // unpaired it would be about 0.32 wide
        QVERIFY_EXCEPTION_THROWN((bootstrapPairedDifference(a, std::vector<double>{1}, {})), Error);
    }

    void tooFewUnitsHaveNoInterval() {
        const Estimate one = bootstrapMean(std::vector<double>{3}, {});
        QCOMPARE(one.value, 3.0);
        QVERIFY(std::isnan(one.low) && std::isnan(one.high));
        QCOMPARE(one.n, 1);
        const Estimate none = bootstrapMean({}, {});
        QVERIFY(std::isnan(none.value) && std::isnan(none.low) && none.n == 0);
        // A statistic that mostly does not exist has no interval; one that mostly exists has.
        const auto rarely = [](std::span<const int> users) { return users[0] == 0 ? 1.0 : NAN; };
        QVERIFY(std::isnan(bootstrap(10, rarely, {}).low));
        const auto mostly = [](std::span<const int> users) { return users[0] == 3 ? NAN : 1.0; };
        QCOMPARE(bootstrap(10, mostly, {}).low, 1.0);
    }

    /// If two figures err together, their mean errs as each of them does.
    void aMeanHasTheMeanOfTheBounds() {
        const Estimate mean = meanEstimate(std::vector<Estimate>{{0.6, 0.5, 0.8, 100}, {0.5, 0.4, 0.5, 90}});
        QVERIFY(std::abs(mean.value - 0.55) < 1e-12);
        QVERIFY(std::abs(mean.low - 0.45) < 1e-12 && std::abs(mean.high - 0.65) < 1e-12);
        QCOMPARE(mean.n, 90);
        const Estimate one = meanEstimate(std::vector<Estimate>{{0.6, NAN, NAN, 7}});
        QVERIFY(one.value == 0.6 && std::isnan(one.low) && std::isnan(one.high));
        QVERIFY_EXCEPTION_THROWN((meanEstimate({})), Error);
    }

    void badInputIsRefused() {
        const std::vector<double> values = {1, 2, 3};
        QVERIFY_EXCEPTION_THROWN((bootstrapMean(std::vector<double>{1, NAN}, {})), Error);
        QVERIFY_EXCEPTION_THROWN((bootstrapMean(values, {0, 0.95, 1})), Error);
        QVERIFY_EXCEPTION_THROWN((bootstrapMean(values, {100, 1.0, 1})), Error);
    }

    void intervalCoversTheTrueAuc() {
        // Binormal with shift 1: AUC = Φ(1/√2) = 0.7602499389.
        int covered = 0;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const Binormal data(120, 80, 1.0, seed);
            const Estimate estimate = probeAuc(data.labels, data.probabilities, 2, {1000, 0.95, seed});
            covered += estimate.low <= 0.7602499389 && 0.7602499389 <= estimate.high ? 1 : 0;
        }
        QVERIFY2(covered >= 180 && covered <= 198, qPrintable(QString::number(covered)));
    }
};

QTEST_GUILESS_MAIN(BootstrapTest)
#include "tst_bootstrap.moc"
