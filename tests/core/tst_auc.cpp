// AUC, F1 and the collapse flag against Z2 and against scikit-learn.
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/random_stream.h"
#include "metrics/auc.h"

using namespace up5;
using namespace up5::metrics;

namespace {

const std::vector<int> kLabels = {0, 0, 0, 1, 1, 1, 2, 2}; // spec Z2
const std::vector<double> kScores = {.6, .3, .1, .2, .5,  .3,  .5, .2, .3, .3, .4, .3,
                                     .1, .6, .3, .4, .35, .25, .2, .2, .6, .3, .4, .3};

bool near(double a, double b, double tolerance = 1e-10) {
    return std::abs(a - b) < tolerance;
}

std::vector<int> argmax(const std::vector<double>& scores, std::size_t classes) {
    std::vector<int> predicted;
    for (std::size_t row = 0; row < scores.size(); row += classes) {
        const auto begin = scores.begin() + static_cast<std::ptrdiff_t>(row);
        predicted.push_back(
            static_cast<int>(std::max_element(begin, begin + static_cast<std::ptrdiff_t>(classes)) - begin));
    }
    return predicted;
}

std::vector<double> oneHot(const std::vector<int>& classes, std::size_t count) {
    std::vector<double> rows(classes.size() * count);
    for (std::size_t i = 0; i < classes.size(); ++i) {
        rows[i * count + static_cast<std::size_t>(classes[i])] = 1.0;
    }
    return rows;
}

std::string refusal(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code() == ErrorCode::InvalidInput ? error.what() : "wrong code";
    }
    return {};
}

} // namespace

class AucTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenZ2() {
        QVERIFY(near(oneVsOneMacroAuc(kLabels, kScores, 3).value, 0.7870370370));
        QVERIFY(near(oneVsOneWeightedAuc(kLabels, kScores, 3), 0.7864583333));
        QVERIFY(near(oneVsRestMacroAuc(kLabels, kScores, 3), 0.7888888889));
        QVERIFY(near(oneVsRestWeightedAuc(kLabels, kScores, 3), 0.7833333333));
        const auto predicted = argmax(kScores, 3);
        QVERIFY(near(macroF1(kLabels, predicted, 3), 0.6349206349));
        QVERIFY(near(microF1(kLabels, predicted), 0.625));
        QVERIFY(near(oneVsOneMacroAuc(kLabels, oneHot(predicted, 3), 3).value, 0.7083333333));
        const auto constant = oneHot(std::vector<int>(kLabels.size(), 1), 3);
        QCOMPARE(oneVsOneMacroAuc(kLabels, constant, 3).value, 0.5);
        QCOMPARE(binaryAuc(std::vector<int>{0, 1, 1, 0, 1}, std::vector<double>{.2, .2, .7, .6, .9}), 0.75);
    }

    void agreesWithScikitLearn() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/metrics.json");
        for (const auto& row : golden.at("binary")) {
            const auto labels = row.at("labels").get<std::vector<int>>();
            QVERIFY(near(binaryAuc(labels, row.at("scores").get<std::vector<double>>()), row.at("auc")));
        }
        QVERIFY(golden.at("multi_class").size() >= 20);
        for (const auto& row : golden.at("multi_class")) {
            const int classes = row.at("classes");
            const auto labels = row.at("labels").get<std::vector<int>>();
            const auto scores = row.at("probabilities").get<std::vector<double>>();
            const MultiClassAuc macro = oneVsOneMacroAuc(labels, scores, classes);
            QVERIFY(near(macro.value, row.at("ovo_macro")));
            QCOMPARE(macro.pairsUsed, classes * (classes - 1) / 2);
            QVERIFY(macro.skippedClasses.empty());
            QVERIFY(near(oneVsOneWeightedAuc(labels, scores, classes), row.at("ovo_weighted")));
            QVERIFY(near(oneVsRestMacroAuc(labels, scores, classes), row.at("ovr_macro")));
            QVERIFY(near(oneVsRestWeightedAuc(labels, scores, classes), row.at("ovr_weighted")));
            const auto predicted = argmax(scores, static_cast<std::size_t>(classes));
            QVERIFY(near(macroF1(labels, predicted, classes), row.at("f1_macro")));
            QVERIFY(near(microF1(labels, predicted), row.at("f1_micro")));
            QCOMPARE(probeAuc(labels, scores, classes, {50, 0.95, 1}).value, macro.value);
        }
    }

    void rareClassesAreSkippedAndReported() {
        // Classes 3 (one user) and 4 (none) beside the three of Z2.
        auto labels = kLabels;
        std::vector<double> scores;
        for (std::size_t user = 0; user < kLabels.size(); ++user) {
            scores.insert(scores.end(), kScores.begin() + static_cast<std::ptrdiff_t>(3 * user),
                          kScores.begin() + static_cast<std::ptrdiff_t>(3 * user + 3));
            scores.insert(scores.end(), {0.0, 0.0});
        }
        labels.push_back(3);
        scores.insert(scores.end(), {.9, .9, .9, .1, .2});
        const MultiClassAuc result = oneVsOneMacroAuc(labels, scores, 5);
        QVERIFY(near(result.value, 0.7870370370));
        QCOMPARE(result.pairsUsed, 3);
        QCOMPARE(result.skippedClasses, (std::vector<int>{3, 4}));
        const Estimate probe = probeAuc(labels, scores, 5, {});
        QCOMPARE(probe.n, 8);
        QCOMPARE(probe.value, result.value);
        QVERIFY(probe.low < probe.value && probe.value < probe.high);
        QVERIFY(oneVsOneMacroAuc(labels, scores, 5, 1).value != result.value);
    }

    void oneClassGivesNoValue() {
        const std::vector<int> ones(4, 1);
        const std::vector<double> scores = {.1, .2, .3, .4};
        QVERIFY(std::isnan(binaryAuc(ones, scores)));
        const auto macro = oneVsOneMacroAuc(std::vector<int>{1, 1}, scores, 2);
        QVERIFY(std::isnan(macro.value));
        QCOMPARE(macro.pairsUsed, 0);
        const Estimate probe = probeAuc(std::vector<int>{1, 1}, scores, 2, {});
        QVERIFY(std::isnan(probe.value) && std::isnan(probe.low) && std::isnan(probe.high));
        QVERIFY(std::isnan(binaryAuc({}, {})));
    }

    void probeOfTwoClassesIsBinary() {
        const std::vector<int> labels = {0, 1, 1, 0, 1};
        const std::vector<double> scores = {.8, .2, .8, .2, .3, .7, .4, .6, .1, .9};
        const Estimate probe = probeAuc(labels, scores, 2, {});
        QCOMPARE(probe.value, 0.75);
        QCOMPARE(probe.n, 5);
        QVERIFY(probe.low <= probe.value && probe.value <= probe.high);
        // One user of a class gives a value but no interval.
        const Estimate few = probeAuc(std::vector<int>{0, 1, 1, 1, 1}, scores, 2, {});
        QVERIFY(!std::isnan(few.value) && std::isnan(few.low) && std::isnan(few.high));
    }

    void badInputIsRefused() {
        QVERIFY(refusal([] {
                    binaryAuc(std::vector<int>{0, 2}, std::vector<double>{1, 2});
                }).find("class 2") != std::string::npos);
        QVERIFY(refusal([] {
                    binaryAuc(std::vector<int>{0, 1}, std::vector<double>{1, NAN});
                }).find("user 1") != std::string::npos);
        QVERIFY(!refusal([] { binaryAuc(std::vector<int>{0, 1}, std::vector<double>{1}); }).empty());
        QVERIFY(!refusal([] { oneVsOneMacroAuc(kLabels, kScores, 4); }).empty());
        QVERIFY(!refusal([] { macroF1(std::vector<int>{0, 3}, std::vector<int>{0, 1}, 3); }).empty());
        QVERIFY(!refusal([] { microF1(std::vector<int>{0, 3}, std::vector<int>{0}); }).empty());
    }

    void collapseIsSeen() {
        RandomStream random(1, "collapse test");
        std::vector<double> varied, constant, oneSided;
        std::vector<int> decisions;
        for (int user = 0; user < 200; ++user) {
            const double p = random.uniform();
            varied.insert(varied.end(), {1 - p, p});
            constant.insert(constant.end(), {0.3 - 1e-6 * p, 0.7 + 1e-6 * p});
            oneSided.insert(oneSided.end(), {0.6 + 0.3 * p, 0.4 - 0.3 * p});
            decisions.push_back(user < 3 ? 1 : 0);
        }
        QVERIFY(!checkCollapse(varied, 2, 0.5, 0.69).collapsed);
        QVERIFY(checkCollapse(varied, 2, 0.5, 0.69).reason.empty());
        QVERIFY(checkCollapse(constant, 2, 0.5, 0.69).collapsed);
        // Soft scores that never favour the rare class still rank the users; hard decisions do not.
        QVERIFY(!checkCollapse(oneSided, 2, 0.5, 0.69).collapsed);
        const CollapseCheck hardDecisions = checkCollapse(oneHot(decisions, 2), 2, 0.5, 0.69);
        QVERIFY(hardDecisions.collapsed);
        QCOMPARE(hardDecisions.reason, std::string("One class is predicted for 98.5 % of the users."));
        QVERIFY(checkCollapse(oneSided, 2, 0.7, 0.69).collapsed);
        QVERIFY(checkCollapse(varied, 2, 0.7, 0.69).collapsed);
        QVERIFY(checkCollapse(varied, 2, 0.69, 0.69).collapsed);
        QVERIFY(checkCollapse(varied, 2, NAN, 0.69).collapsed);
        varied[5] = NAN;
        QVERIFY(checkCollapse(varied, 2, 0.5, 0.69).collapsed);
        // 2 % of the users elsewhere: exactly at the limit, not beyond.
        decisions[3] = 1;
        QVERIFY(!checkCollapse(oneHot(decisions, 2), 2, 0.5, 0.69).collapsed);
        // Constant one-hot predictions: AUC 0.5 and the flag (spec I.10).
        const auto hard = oneHot(std::vector<int>(kLabels.size(), 2), 3);
        QCOMPARE(oneVsOneMacroAuc(kLabels, hard, 3).value, 0.5);
        QVERIFY(checkCollapse(hard, 3, 0.5, 1.1).collapsed);
    }
};

QTEST_GUILESS_MAIN(AucTest)
#include "tst_auc.moc"
