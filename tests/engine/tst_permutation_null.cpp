// Refits under shuffled labels: each is the regression it should be, and together they are what a probe finds
// where nothing is.
#include <QtTest/QTest>

#include <algorithm>

#include "metrics/auc.h"
#include "support/expect_error.h"
#include "support/probe_sets.h"
#include "train/logistic_regression.h"
#include "train/permutation_null.h"
#include "train/permuted_regressions.h"

using namespace up5;

namespace {

/// States whose features differ in size, are correlated and off centre.
torch::Tensor unevenStates(std::int64_t n) {
    torch::manual_seed(4);
    const torch::Tensor mixing = torch::randn({6, 6}, torch::kFloat64);
    return torch::randn({n, 6}, torch::kFloat64).matmul(mixing) + torch::arange(6);
}

double share(const std::vector<double>& null, double observed) {
    const auto above = std::count_if(null.begin(), null.end(), [&](double auc) { return auc >= observed; });
    return (1.0 + static_cast<double>(above)) / (1.0 + static_cast<double>(null.size()));
}

} // namespace

class TestPermutationNull : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachOfManyRegressionsIsTheOneFittedAlone_data() {
        QTest::addColumn<int>("classes");
        QTest::addColumn<double>("penalty");
        QTest::newRow("binary, weak penalty") << 2 << 1e-4;
        QTest::newRow("binary, strong penalty") << 2 << 1.0;
        QTest::newRow("five classes of uneven size") << 5 << 1e-3;
        QTest::newRow("a sixth class without users") << 6 << 1e-2;
    }
    void eachOfManyRegressionsIsTheOneFittedAlone() {
        QFETCH(int, classes);
        QFETCH(double, penalty);
        const std::int64_t n = 90;
        const torch::Tensor states = unevenStates(n);
        RandomStream random(1, "labels");
        std::vector<int> labels;
        for (int i = 0; i < n; ++i) {
            labels.push_back(i < 50 ? 0 : i % std::min(classes, 5));
        }
        std::vector<torch::Tensor> columns;
        for (int refit = 0; refit < 4; ++refit) {
            columns.push_back(train::labelTensor(labels, torch::kCPU));
            random.shuffle(std::span(labels));
        }
        const torch::Tensor weights =
            train::PermutedRegressions(states, penalty).fit(torch::stack(columns, 1), classes, 1e-13, {});
        const torch::Tensor found = train::PermutedRegressions::logits(weights, states).softmax(2);
        for (std::int64_t refit = 0; refit < 4; ++refit) {
            const auto alone =
                train::fitLogistic(states, columns[static_cast<std::size_t>(refit)], classes, penalty, 3000);
            const torch::Tensor expected = (states.matmul(alone.weight.t()) + alone.bias).softmax(1);
            const double error = (found[refit] - expected).abs().max().item<double>();
            QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
        }
    }

    void looseRefitsGiveTheAucsOfTightOnes_data() {
        QTest::addColumn<int>("classes");
        QTest::newRow("binary") << 2;
        QTest::newRow("five classes") << 5;
    }
    void looseRefitsGiveTheAucsOfTightOnes() {
        QFETCH(int, classes);
        const auto train = test::blobs(400, classes, 1.0, "train");
        const auto users = test::blobs(200, classes, 1.0, "test");
        const auto loose = train::permutationNull(train, users, classes, 1e-3, {.refits = 20}, {});
        const auto tight =
            train::permutationNull(train, users, classes, 1e-3, {.refits = 20, .tolerance = 1e-12}, {});
        for (std::size_t i = 0; i < tight.size(); ++i) {
            QVERIFY2(std::abs(loose[i] - tight[i]) < 1e-3, qPrintable(QString::number(loose[i] - tight[i])));
        }
    }

    void isCentredAtChanceWhateverTheLeak() {
        // The classes are all but apart, yet under shuffled labels that helps nobody, in width neither: with
        // 150 users of each class the deviation of an AUC is √((300 + 1) / (12 · 150²)) = 0.033.
        const auto null =
            train::permutationNull(test::blobs(500, 2, 4.0, "train"), test::blobs(300, 2, 4.0, "test"), 2,
                                   0.01, {.refits = 200}, {});
        QCOMPARE(null.size(), std::size_t(200));
        const torch::Tensor aucs = torch::tensor(null, torch::kFloat64);
        QVERIFY(std::abs(aucs.mean().item<double>() - 0.5) < 0.01);
        QVERIFY2(std::abs(aucs.std().item<double>() - 0.0334) < 0.006,
                 qPrintable(QString::number(aucs.std().item<double>())));
    }

    void pValuesAreUniformWhereNothingIs() {
        constexpr int kSeeds = 40;
        std::vector<double> values;
        for (int seed = 0; seed < kSeeds; ++seed) {
            const std::string purpose = "noise " + std::to_string(seed);
            const auto train = test::blobs(80, 2, 0.0, (purpose + " train").c_str());
            const auto users = test::blobs(60, 2, 0.0, (purpose + " test").c_str());
            const torch::Tensor labels = train::labelTensor(train.labels, torch::kCPU);
            const auto fit = train::fitLogistic(train.states, labels, 2, 0.1);
            const torch::Tensor scores = users.states.to(torch::kFloat64).matmul(fit.weight[1]).contiguous();
            const double observed = metrics::binaryAuc(
                users.labels, {scores.data_ptr<double>(), static_cast<std::size_t>(scores.numel())});
            values.push_back(share(
                train::permutationNull(train, users, 2, 0.1, {.refits = 99, .seed = std::uint64_t(seed)}, {}),
                observed));
        }
        std::sort(values.begin(), values.end());
        // Kolmogorov–Smirnov: 40 uniform values stay within 0.25 of their line 99 times in a hundred.
        double distance = 0;
        for (int i = 0; i < kSeeds; ++i) {
            const double p = values[static_cast<std::size_t>(i)];
            distance = std::max(
                {distance, std::abs(p - i / double(kSeeds)), std::abs(p - (i + 1) / double(kSeeds))});
        }
        QVERIFY2(distance < 0.25, qPrintable(QString::number(distance)));
    }

    void sameSeedSameNull() {
        const auto train = test::blobs(60, 3, 1.0, "train");
        const auto null = [&](std::uint64_t seed) {
            return train::permutationNull(train, train, 3, 0.01, {.refits = 5, .seed = seed}, {});
        };
        QCOMPARE(null(1), null(1));
        QVERIFY(null(1) != null(2));
    }

    void tellsHowFarItIsAndStops() {
        const auto train = test::blobs(60, 3, 1.0, "train");
        std::vector<int> seen;
        CancelToken cancel;
        const auto progress = [&](int done, int refits) {
            QCOMPARE(refits, 200);
            seen.push_back(done);
            if (done > 90) {
                cancel.cancel();
            }
        };
        UP5_EXPECT_ERROR(train::permutationNull(train, train, 3, 0.01, {.refits = 200}, cancel, progress),
                         ErrorCode::Cancelled, "");
        QCOMPARE(seen, (std::vector<int>{85, 170}));
    }
};

QTEST_GUILESS_MAIN(TestPermutationNull)
#include "tst_permutation_null.moc"
