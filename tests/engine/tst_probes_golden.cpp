// The probes that are not ours to invent agree with scikit-learn and with XGBoost's own package
// (tests/golden/probes.py).
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "train/probes/probe_methods.h"

using namespace up5;

namespace {

train::ProbeSet setOf(const nlohmann::json& stored) {
    const auto labels = stored.at("labels").get<std::vector<int>>();
    const auto values = stored.at("states").get<std::vector<float>>();
    return {torch::tensor(values).reshape({static_cast<std::int64_t>(labels.size()), -1}), labels, {}};
}

} // namespace

class TestProbesGolden : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agrees_data() {
        QTest::addColumn<std::string>("method");
        QTest::addColumn<std::string>("choice");
        QTest::newRow("scikit-learn's KNeighborsClassifier") << std::string("knn") << std::string("k");
        QTest::newRow("XGBoost from PyPI") << std::string("boosted_trees") << std::string("rounds");
    }
    void agrees() {
        QFETCH(std::string, method);
        QFETCH(std::string, choice);
        const nlohmann::json golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/probes.json");
        QCOMPARE(golden.at("cases").size(), std::size_t(3));
        for (const nlohmann::json& test : golden.at("cases")) {
            const nlohmann::json& expected = test.at(method);
            const auto probe = train::fitProbe(method, setOf(test.at("train")), setOf(test.at("validation")),
                                               test.at("classes"), {.seed = 2022}, {});
            QCOMPARE(probe->chosen.at(choice), expected.at(choice).get<double>());
            QVERIFY(std::abs(probe->validationAuc - expected.at("auc").get<double>()) < 1e-9);
            const auto wanted = expected.at("probabilities").get<std::vector<double>>();
            const auto found = probe->probabilities(setOf(test.at("test")));
            QCOMPARE(found.size(), wanted.size());
            for (std::size_t i = 0; i < wanted.size(); ++i) {
                QVERIFY2(std::abs(found[i] - wanted[i]) < 1e-5,
                         qPrintable(QStringLiteral("%1: %2, not %3").arg(i).arg(found[i]).arg(wanted[i])));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestProbesGolden)
#include "tst_probes_golden.moc"
