// Probes find what is there, nothing that is not, and the logistic one agrees with an independent
// implementation.
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "metrics/auc.h"
#include "train/probe_trainer.h"

using namespace up5;

namespace {

/// n points in 8 dimensions; class c is shifted by `shift` along axis c.
train::ProbeSet blobs(int n, int classes, double shift, const char* purpose) {
    RandomStream random(7, purpose);
    train::ProbeSet set{torch::zeros({n, 8}), {}};
    auto states = set.states.accessor<float, 2>();
    for (int i = 0; i < n; ++i) {
        set.labels.push_back(i % classes);
        for (int j = 0; j < 8; ++j) {
            states[i][j] = static_cast<float>(random.normal() + (j == i % classes ? shift : 0.0));
        }
    }
    return set;
}

double auc(const train::Probe& probe, const train::ProbeSet& test) {
    return metrics::probeAuc(test.labels, probe.probabilities(test.states), probe.numClasses,
                             {.resamples = 100})
        .value;
}

} // namespace

class TestProbeTrainer : public QObject {
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
            const auto fit = train::fitLogistic(
                states, torch::tensor(std::vector<std::int64_t>(labels.begin(), labels.end())), classes,
                test.at("penalty"));
            const torch::Tensor probabilities = (states.matmul(fit.weight.t()) + fit.bias).softmax(1);
            const torch::Tensor expected =
                torch::tensor(test.at("probabilities").get<std::vector<double>>(), torch::kFloat64)
                    .reshape({rows, classes});
            QVERIFY(torch::allclose(probabilities, expected, 0, 2e-5));
            QVERIFY(std::abs(fit.loss - test.at("loss").get<double>()) < 1e-5);
        }
    }

    void bothProbesFindAPlantedDifference_data() {
        QTest::addColumn<int>("classes");
        QTest::newRow("binary") << 2;
        QTest::newRow("three classes") << 3;
    }
    void bothProbesFindAPlantedDifference() {
        QFETCH(int, classes);
        const auto train = blobs(600, classes, 1.5, "train");
        const auto validation = blobs(150, classes, 1.5, "validation");
        const auto test = blobs(300, classes, 1.5, "test");
        const auto logistic = train::fitLogisticProbe(train, validation, classes, {});
        const auto mlp = train::fitMlpProbe(train, validation, classes, {}, {});
        // What the true posterior reaches on the same points: the shift times the class's coordinate,
        // softmaxed.
        const torch::Tensor posterior =
            (test.states.narrow(1, 0, classes).to(torch::kFloat64) * 1.5).softmax(1);
        const double best =
            metrics::probeAuc(test.labels,
                              std::vector<double>(posterior.data_ptr<double>(),
                                                  posterior.data_ptr<double>() + posterior.numel()),
                              classes, {.resamples = 100})
                .value;
        QVERIFY2(auc(*logistic, test) > best - 0.03, qPrintable(QString::number(auc(*logistic, test))));
        QVERIFY2(auc(*mlp, test) > best - 0.06, qPrintable(QString::number(auc(*mlp, test))));
        QVERIFY(mlp->trainingLoss < train::priorEntropy(train.labels, classes));
    }

    void nothingIsFoundWhereNothingIs() {
        const auto train = blobs(600, 2, 0.0, "train");
        const auto validation = blobs(150, 2, 0.0, "validation");
        const auto test = blobs(1000, 2, 0.0, "test");
        for (const auto& probe : {train::fitLogisticProbe(train, validation, 2, {}),
                                  train::fitMlpProbe(train, validation, 2, {}, {})}) {
            QVERIFY2(std::abs(auc(*probe, test) - 0.5) < 0.055,
                     qPrintable(QString::number(auc(*probe, test))));
        }
    }

    void sameSeedSameProbe() {
        const auto train = blobs(200, 2, 0.7, "train");
        const auto validation = blobs(80, 2, 0.7, "validation");
        const auto first = train::fitMlpProbe(train, validation, 2, {}, {})->probabilities(validation.states);
        QCOMPARE(train::fitMlpProbe(train, validation, 2, {}, {})->probabilities(validation.states), first);
        QVERIFY(train::fitMlpProbe(train, validation, 2, {.seed = 3}, {})->probabilities(validation.states) !=
                first);
    }

    void aConstantFeatureDoesNoHarm() {
        auto train = blobs(200, 2, 1.0, "train");
        auto validation = blobs(80, 2, 1.0, "validation");
        train.states.select(1, 7).fill_(3.0);
        validation.states.select(1, 7).fill_(3.0);
        for (const double p :
             train::fitLogisticProbe(train, validation, 2, {})->probabilities(validation.states)) {
            QVERIFY(std::isfinite(p));
        }
    }
};

QTEST_GUILESS_MAIN(TestProbeTrainer)
#include "tst_probe_trainer.moc"
