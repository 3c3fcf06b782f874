// What the whole probe suite stores, read back: names, points, verdicts, words.
#include <QtTest/QTest>

#include <cmath>

#include "report/comparison.h"
#include "report/comparison_rows.h"
#include "report/definitions.h"
#include "report/numbers.h"
#include "report/probe_names.h"
#include "report/sentences.h"
#include "support/probe_suite.h"
#include "support/report_records.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

RunRecord suiteRecord(const std::string& id, const SuiteValues& values) {
    RunRecord record = runRecord(id, "probe", "b", jobs::ProbeOptions::table().resolve({}));
    record.run.attributes = {values.attribute};
    record.metrics = suiteRows(values);
    return record;
}

ComparisonPoint pointOf(const SuiteValues& values, const std::string& split = "test") {
    return comparisonPoints({suiteRecord("p", values)}, {.split = split}).front();
}

/// A point with a strongest figure and a null band on its target.
ComparisonPoint strongestPoint(metrics::Estimate auc, bool collapsed, std::optional<metrics::Estimate> null) {
    ComparisonPoint point;
    point.attribute = "gender";
    point.aucStrongest = auc;
    point.strongestTarget = "item_scores";
    point.strongestMethod = "knn";
    point.collapsedStrongest = collapsed;
    TargetFigures figures{"item_scores", "knn"};
    figures.null = null;
    figures.detectable = 0.56;
    point.targets = {figures};
    return point;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class TestProbeFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreTakenApart_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("quantity");
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("method");
        const auto row = [](const char* name, ProbeQuantity quantity, const char* target,
                            const char* method) {
            QTest::newRow(name) << QString::fromLatin1(name) << static_cast<int>(quantity)
                                << QString::fromLatin1(target) << QString::fromLatin1(method);
        };
        row("probe_auc", ProbeQuantity::Auc, "user_span", "");
        row("probe_auc/mlp9-code", ProbeQuantity::Auc, "user_span", "mlp9-code");
        row("probe_auc_all_tokens/knn", ProbeQuantity::Auc, "all_tokens", "knn");
        row("probe_auc_raw_history", ProbeQuantity::Auc, "raw_history", "");
        row("probe_auc_answers_hard", ProbeQuantity::HardAuc, "answers", "");
        row("probe_auc_answers_hard/soft-prompt", ProbeQuantity::HardAuc, "answers", "soft-prompt");
        row("probe_auc_strongest/item_scores/boosted_trees", ProbeQuantity::Strongest, "item_scores",
            "boosted_trees");
        row("probe_null_decoder_start", ProbeQuantity::Null, "decoder_start", "");
        row("probe_p", ProbeQuantity::PValue, "user_span", "");
        row("probe_detectable_recommended_list", ProbeQuantity::Detectable, "recommended_list", "");
        row("probe_auc_ovo_weighted_history_tokens", ProbeQuantity::OvoWeighted, "history_tokens", "");
        row("probe_auc_ovr_macro", ProbeQuantity::OvrMacro, "user_span", "");
        row("probe_f1_micro_answers", ProbeQuantity::F1Micro, "answers", "");
        row("probe_majority_share", ProbeQuantity::MajorityShare, "", "");
        row("probe_collapsed_all_tokens/mlp7", ProbeQuantity::Collapsed, "all_tokens", "mlp7");
        row("leak_map/history_tokens/03", ProbeQuantity::LeakMap, "history_tokens", "");
        row("adversary_overlap", ProbeQuantity::AdversaryOverlap, "", "");
    }
    void namesAreTakenApart() {
        QFETCH(QString, name);
        const std::optional<ProbeName> parsed = parseProbeName(name.toStdString());
        QVERIFY(parsed.has_value());
        QTEST(static_cast<int>(parsed->quantity), "quantity");
        QTEST(QString::fromStdString(parsed->target), "target");
        QTEST(QString::fromStdString(parsed->method), "method");
        QCOMPARE(parsed->layer, name.startsWith(QLatin1String("leak_map")) ? 3 : 0);
        QVERIFY2(findMetricDefinition(name.toStdString()) != nullptr, qPrintable(name));
    }

    void otherNamesAreNoProbes() {
        for (const std::string name : {"hit@k", "probe_auc_strangest", "probe_auc_strongest", "leak_map",
                                       "probe_auc_strongest/nowhere/mlp7", "leak_map/user_span/x",
                                       "probe_auc_answers_hardly", "probe_auc/mlp7/more", "probe", ""}) {
            QVERIFY2(!parseProbeName(name), name.c_str());
        }
    }

    void pointCarriesTheWholeSuite() {
        const ComparisonPoint point = pointOf({.multiClass = true});
        QCOMPARE(point.aucStrongest->value, 0.64);
        QCOMPARE(point.strongestTarget, std::string("user_span"));
        QCOMPARE(point.strongestMethod, std::string("mlp7"));
        QCOMPARE(point.auc->value, 0.64);
        QVERIFY(std::abs(point.aucAllTokens->value - 0.636) < 1e-12);
        QCOMPARE(point.targets.size(), jobs::probeTargets().size());
        for (std::size_t i = 0; i < point.targets.size(); ++i) {
            QCOMPARE(point.targets[i].target, jobs::probeTargets()[i].key);
        }
        QCOMPARE(point.probes.size(), std::size_t{6 * 6 + 2 + 2});
        QCOMPARE(point.probes.front().probe, std::string("logistic"));
        const TargetFigures& span = *point.figuresOf("user_span");
        QCOMPARE(span.method, std::string("mlp7"));
        QCOMPARE(span.null->value, 0.5);
        QCOMPARE(span.null->high, 0.545);
        QCOMPARE(span.null->n, 100);
        QCOMPARE(span.pValue->value, 0.0099);
        QCOMPARE(*span.detectable, 0.566);
        QCOMPARE(span.ovoWeighted->value, 0.632);
        QCOMPARE(span.ovrMacro->value, 0.627);
        QCOMPARE(span.ovrWeighted->value, 0.631);
        QVERIFY(span.f1Macro && span.f1Micro && !span.hard);
        QCOMPARE(point.figuresOf("answers")->hard->value, 0.5);
        QCOMPARE(point.probeFigure("answers", "soft-prompt")->hard->value, 0.5);
        QVERIFY(!point.probeFigure("answers", "zero-shot-with-history")->hard);
        QCOMPARE(*point.majorityShare, 0.717);
        QCOMPARE(point.leakMap.size(), std::size_t{15});
        QCOMPARE(point.leakMap.front().target, std::string("user_span"));
        QCOMPARE(point.leakMap.front().auc.value, 0.5);
        QCOMPARE(point.leakMap[4].layer, 4);
        QCOMPARE(point.adversaryOverlap, 0);
        QCOMPARE(pointOf({.adversaryOverlap = 12}).adversaryOverlap, 12);
    }

    void validationHasItsOwnHeadline() {
        const ComparisonPoint point = pointOf({}, "validation");
        QCOMPARE(point.aucStrongest->value, 0.646);
        QCOMPARE(point.auc->value, 0.646);
        QVERIFY(point.leakMap.empty());
    }

    void rowsAndSettingsHaveTheStrongest() {
        const auto points = comparisonPoints({suiteRecord("p", {}), suiteRecord("q", {.auc = 0.53})}, {});
        const auto rows = comparisonRows(points, RowGrouping::Settings);
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(rows.front().aucStrongest.has_value());
        QCOMPARE(aucOf(rows.front(), AucChoice::Strongest)->value, rows.front().aucStrongest->value);
        QCOMPARE(aucOf(rows.front(), AucChoice::AllTokens)->value, rows.front().aucAllTokens->value);
        QVERIFY(summarise(points).front().aucStrongest.has_value());
        QCOMPARE(headlineChoice(rows), AucChoice::Strongest);
        const auto old = comparisonPoints({probeRecord("o", "b", 0.6, 0.5, 0.7)}, {});
        QCOMPARE(headlineChoice(old), AucChoice::UserSpan);
        QCOMPARE(commonHeadline(points), AucChoice::Strongest);
        std::vector<ComparisonPoint> mixed = points;
        mixed.push_back(old.front());
        QCOMPARE(headlineChoice(mixed), AucChoice::Strongest);
        QCOMPARE(commonHeadline(mixed), AucChoice::UserSpan);
    }

    void verdictNeedsIntervalAndBand() {
        const metrics::Estimate null{0.5, 0.44, 0.56, 100};
        const auto of = [&](double value, double half, bool collapsed = false) {
            return leakVerdict(strongestPoint({value, value - half, value + half, 600}, collapsed, null));
        };
        QCOMPARE(of(0.62, 0.05).verdict, Verdict::LeakFound);
        QCOMPARE(of(0.55, 0.04).verdict, Verdict::NoneFound);       // interval above, AUC within the band
        QCOMPARE(of(0.57, 0.08).verdict, Verdict::NoneFound);       // above the band, interval reaches 0.5
        QCOMPARE(of(0.62, 0.05, true).verdict, Verdict::LeakFound); // its order tells users apart
        QCOMPARE(of(0.51, 0.05, true).verdict, Verdict::Inconclusive);
        QCOMPARE(of(0.51, 0.05, true).doubt, Doubt::Collapsed);
        const double none = std::nan("");
        const LeakVerdict open = leakVerdict(strongestPoint({0.6, none, none, 600}, false, null));
        QCOMPARE(open.verdict, Verdict::Inconclusive);
        QCOMPARE(open.doubt, Doubt::NoInterval);
        // A null that lies above 0.5 raises the bar; without one, 0.5 is it.
        const metrics::Estimate high{0.56, 0.53, 0.59, 100};
        QCOMPARE(leakVerdict(strongestPoint({0.6, 0.55, 0.65, 600}, false, high)).verdict,
                 Verdict::NoneFound);
        QCOMPARE(leakVerdict(strongestPoint({0.55, 0.51, 0.59, 600}, false, {})).verdict, Verdict::LeakFound);
        QCOMPARE(leakVerdict(ComparisonPoint()).doubt, Doubt::NotMeasured);
        QCOMPARE(verdictOf(metrics::Estimate{0.55, 0.51, 0.59, 600}, false, null), Verdict::NoneFound);
        QCOMPARE(verdictOf(metrics::Estimate{0.55, 0.51, 0.59, 600}, false), Verdict::LeakFound);
    }

    void fewShufflesLimitTheAdjustedP() {
        QCOMPARE(permutationFloorText(1999, 60), std::string());
        QCOMPARE(permutationFloorText(100, 36), std::string("; 100 shuffles allow none below 0.36"));
        QCOMPARE(permutationFloorText(100, 400), std::string("; 100 shuffles allow none below 1"));
    }

    void sentencesCarryFigures() {
        const std::string leak = verdictSentence(leakVerdict(pointOf({})));
        QCOMPARE(leak,
                 std::string("Leak found: the strongest probe (mlp7 on user span) reads gender with AUC "
                             "0.640 (0.600–0.680, 604 users); shuffled labels give 0.455 to 0.545 (p = "
                             "0.0099, 100 shuffles of the labels)."));
        const std::string none = verdictSentence(leakVerdict(pointOf({.auc = 0.51})));
        QVERIFY2(
            contains(none, "No leak found by these probes (smallest detectable AUC 0.566): the strongest"),
            none.c_str());
        QVERIFY2(contains(none, "p = 0.31"), none.c_str());
        const std::string doubt =
            verdictSentence(leakVerdict(strongestPoint({0.5, 0.45, 0.55, 600}, true, {})));
        QVERIFY2(contains(doubt, "Inconclusive (the probe collapsed") &&
                     contains(doubt, "nearest neighbours"),
                 doubt.c_str());
        QCOMPARE(verdictSentence(leakVerdict(ComparisonPoint())),
                 std::string("Inconclusive (not measured)."));
        const std::string seen = verdictSentence(leakVerdict(pointOf({.adversaryOverlap = 3})));
        QVERIFY2(contains(seen, "adversary had seen some of these users"), seen.c_str());
    }

    void answersTheWrongWayRoundAreSaid() {
        ComparisonPoint point = strongestPoint({0.51, 0.46, 0.56, 600}, false, {});
        point.probes = {{"zero-shot-with-history", "answers", {0.45, 0.43, 0.47, 600}, false, {}},
                        {"zero-shot-without-history", "answers", {0.48, 0.45, 0.51, 600}, false, {}},
                        {"mlp7", "user_span", {0.45, 0.43, 0.47, 600}, false, {}}};
        const LeakVerdict verdict = leakVerdict(point);
        QCOMPARE(verdict.verdict, Verdict::NoneFound);
        QCOMPARE(verdict.reversed.size(), std::size_t{1});
        const std::string sentence = verdictSentence(verdict);
        QVERIFY2(contains(sentence, "orders users the wrong way round (AUC 0.450 (0.430–0.470, 600 users))"),
                 sentence.c_str());
    }

    void oldRunsFallBackOnBothRepresentations() {
        const auto points = comparisonPoints({probeRecord("p", "b", 0.63, 0.58, 0.69)}, {});
        const LeakVerdict verdict = leakVerdict(points.front());
        QCOMPARE(verdict.verdict, Verdict::LeakFound);
        QCOMPARE(verdict.target, std::string("all_tokens"));
        QVERIFY(contains(verdictSentence(verdict), "guessing gives 0.5"));
    }

    void definitionsCoverEveryStoredName() {
        for (const store::MetricRow& row : suiteRows({.multiClass = true, .adversaryOverlap = 1})) {
            const MetricDefinition* definition = findMetricDefinition(row.name);
            QVERIFY2(definition != nullptr, row.name.c_str());
            QVERIFY(definition->meaning.ends_with('.'));
        }
        QCOMPARE(metricTitle("probe_auc_item_scores/knn", 0), std::string("AUC, item scores"));
    }
};

QTEST_GUILESS_MAIN(TestProbeFigures)
#include "tst_probe_figures.moc"
