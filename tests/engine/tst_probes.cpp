// Probes of every method find what is there, nothing that is not, and say so again with the same seed.
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "support/expect_error.h"
#include "support/probe_sets.h"
#include "train/logistic_regression.h"
#include "train/probes/probe_logistic.h"
#include "train/probes/probe_methods.h"

using namespace up5;

namespace {

void eachMethod() {
    QTest::addColumn<std::string>("method");
    for (const train::ProbeMethod& method : train::probeMethods()) {
        QTest::newRow(method.name) << std::string(method.name);
    }
}

void eachMethodAndClassCount() {
    QTest::addColumn<std::string>("method");
    QTest::addColumn<int>("classes");
    for (const train::ProbeMethod& method : train::probeMethods()) {
        for (const int classes : {2, 5}) {
            QTest::addRow("%s, %d classes", method.name, classes) << std::string(method.name) << classes;
        }
    }
}

} // namespace

class TestProbes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void logisticAgreesWithScikitLearn() {
        const nlohmann::json golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/logistic_regression.json");
        for (const nlohmann::json& test : golden.at("cases")) {
            const auto labels = test.at("labels").get<std::vector<int>>();
            const auto values = test.at("states").get<std::vector<double>>();
            const auto rows = static_cast<std::int64_t>(labels.size());
            const torch::Tensor states = torch::tensor(values, torch::kFloat64).reshape({rows, -1});
            const int classes = test.at("classes");
            const auto fit = train::fitLogistic(states, train::labelTensor(labels, torch::kCPU), classes,
                                                test.at("penalty"));
            const torch::Tensor probabilities = (states.matmul(fit.weight.t()) + fit.bias).softmax(1);
            const torch::Tensor expected =
                torch::tensor(test.at("probabilities").get<std::vector<double>>(), torch::kFloat64)
                    .reshape({rows, classes});
            QVERIFY(torch::allclose(probabilities, expected, 0, 2e-5));
            QVERIFY(std::abs(fit.loss - test.at("loss").get<double>()) < 1e-5);
        }
    }

    void findsAPlantedDifference_data() { eachMethodAndClassCount(); }
    void findsAPlantedDifference() {
        QFETCH(std::string, method);
        QFETCH(int, classes);
        const auto train = test::blobs(1500, classes, 2.0, "train");
        const auto validation = test::blobs(150, classes, 2.0, "validation");
        const auto users = test::blobs(300, classes, 2.0, "test");
        const auto probe = train::fitProbe(method, train, validation, classes, {}, {});
        QCOMPARE(probe->name, method);
        QCOMPARE(probe->numClasses, classes);
        QCOMPARE(probe->validationAuc, train::probeAucOn(*probe, validation));
        const double auc = train::probeAucOn(*probe, users);
        QVERIFY2(auc > test::bestAuc(users, classes, 2.0) - 0.08, qPrintable(QString::number(auc)));
        QVERIFY(probe->trainingLoss < train::priorEntropy(train.labels, classes));
    }

    /// For each number of classes, a weak and a strong leak.
    void theProbeOfACurveReadsNearlyTheSame() {
        for (const int classes : {2, 5}) {
            for (const double shift : {0.2, 2.0}) {
                const auto train = test::blobs(1500, classes, shift, "train");
                const auto validation = test::blobs(400, classes, shift, "validation");
                const double whole =
                    train::fitProbe("logistic", train, validation, classes, {}, {})->validationAuc;
                const auto quick = train::fitLogisticProbeForCurve(train, validation, classes, {});
                QVERIFY(std::abs(quick->validationAuc - whole) < 0.002);
                QCOMPARE(train::probeAucOn(*quick, validation), quick->validationAuc);
            }
        }
    }

    void findsNothingWhereNothingIs_data() { eachMethodAndClassCount(); }
    void findsNothingWhereNothingIs() {
        QFETCH(std::string, method);
        QFETCH(int, classes);
        const auto probe = train::fitProbe(method, test::blobs(600, classes, 0.0, "train"),
                                           test::blobs(150, classes, 0.0, "validation"), classes, {}, {});
        const double auc = train::probeAucOn(*probe, test::blobs(1000, classes, 0.0, "test"));
        QVERIFY2(std::abs(auc - 0.5) < 0.055, qPrintable(QString::number(auc)));
    }

    void sameSeedSameProbe_data() { eachMethod(); }
    void sameSeedSameProbe() {
        QFETCH(std::string, method);
        const auto train = test::blobs(200, 2, 0.7, "train");
        const auto validation = test::blobs(80, 2, 0.7, "validation");
        const auto scores = [&](std::uint64_t seed) {
            return train::fitProbe(method, train, validation, 2, {.epochs = 5, .seed = seed}, {})
                ->probabilities(validation);
        };
        QCOMPARE(scores(2022), scores(2022));
        const bool nothingRandom = method == "logistic" || method == "knn";
        QCOMPARE(scores(2022) == scores(3), nothingRandom);
    }

    void aConstantFeatureDoesNoHarm_data() { eachMethod(); }
    void aConstantFeatureDoesNoHarm() {
        QFETCH(std::string, method);
        auto train = test::blobs(200, 2, 1.0, "train");
        auto validation = test::blobs(80, 2, 1.0, "validation");
        train.states.select(1, 7).fill_(3.0);
        validation.states.select(1, 7).fill_(3.0);
        const auto probe = train::fitProbe(method, train, validation, 2, {.epochs = 3}, {});
        for (const double p : probe->probabilities(validation)) {
            QVERIFY(std::isfinite(p));
        }
    }

    void stopsWhenCancelled_data() { eachMethod(); }
    void stopsWhenCancelled() {
        QFETCH(std::string, method);
        const auto train = test::blobs(40, 2, 1.0, "train");
        CancelToken cancel;
        cancel.cancel();
        UP5_EXPECT_ERROR(train::fitProbe(method, train, train, 2, {}, cancel), ErrorCode::Cancelled, "");
    }

    void refusesWhatItCannotRead_data() { eachMethod(); }
    void refusesWhatItCannotRead() {
        QFETCH(std::string, method);
        const auto train = test::blobs(40, 2, 1.0, "train");
        UP5_EXPECT_ERROR(train::fitProbe(method, train, {}, 2, {}, {}), ErrorCode::InvalidInput,
                         "validation");
        auto wrong = train;
        wrong.labels[3] = 2;
        UP5_EXPECT_ERROR(train::fitProbe(method, wrong, train, 2, {}, {}), ErrorCode::InvalidInput,
                         "class 2");
    }

    void refusesUnknownMethodsByName() {
        const auto train = test::blobs(40, 2, 1.0, "train");
        UP5_EXPECT_ERROR(train::fitProbe("forest", train, train, 2, {}, {}), ErrorCode::NotFound, "forest");
        UP5_EXPECT_ERROR(train::fitProbe("forest", train, train, 2, {}, {}), ErrorCode::NotFound,
                         "logistic, ");
    }
};

QTEST_GUILESS_MAIN(TestProbes)
#include "tst_probes.moc"
