// Joining of stored runs to comparison points, on plain records.
#include <QtTest/QtTest>

#include <cmath>
#include <map>

#include "jobs/options/backbone_options.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/evaluate_options.h"
#include "jobs/options/probe_options.h"
#include "report/comparison.h"
#include "support/report_records.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

class TestReportComparison : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void untreatedJoinsProbeAndEvaluate();
    void untreatedFallsBackOnBackboneFigures();
    void unprobedBackboneShowsItsRanking();
    void evaluateOfAllUsersIsPreferred();
    void partialEvaluationReplacesNothing();
    void controlHasEqualSettings();
    void promptsAgainstDifferentAdversariesShareTheirControl();
    void aPromptForEveryLambdaHasAControl();
    void aRandomPromptStandsBesideThoseOfItsLength();
    void labelsNameAnotherHiddenAttribute();
    void otherSettingsLeaveLambdaAndLengthOut();
    void unreadableRunsArePassedOverAndNamed();
    void collapseFlagServesValidationToo();
    void repeatsOfASeedCountOnce();
    void cfpAndControlAreTold();
    void seedsShareASetting();
    void differentSettingsGetDifferentLabels();
    void verdicts();
    void headlineCollapseMakesInconclusive();
    void laterStepWins();
    void onlySucceededRunsCount();
    void filters();
    void spreadOverSeeds();
    void anAuditOfAPromptForEveryLambdaHasTheSettingsOfItsTraining();
};

void TestReportComparison::untreatedJoinsProbeAndEvaluate() {
    const auto points = comparisonPoints(
        {backboneRecord("b"), probeRecord("p", "b", 0.63, 0.58, 0.69), evaluateRecord("e", "b", 0.71)}, {});
    QCOMPARE(points.size(), std::size_t{1});
    const ComparisonPoint& point = points.front();
    QCOMPARE(point.run, std::string("p"));
    QCOMPARE(point.runs, (std::vector<std::string>{"p", "e"}));
    QCOMPARE(point.label, std::string("untreated"));
    QCOMPARE(point.attribute, std::string("gender"));
    QVERIFY(std::isnan(point.lambda));
    QCOMPARE(point.auc->value, 0.63);
    QCOMPARE(point.auc->low, 0.58);
    QCOMPARE(point.aucAllTokens->value, 0.64);
    QCOMPARE(point.probes.size(), std::size_t{4});
    QCOMPARE(point.rankingFigure("hit@k", "sequential", 10)->value, 0.71);
    QCOMPARE(point.rankingFigure("hit@k", "direct", 10)->value, 0.71 * 0.8);
    QVERIFY(point.rankingFigure("hit@k", "sequential", 7) == nullptr);
}

void TestReportComparison::untreatedFallsBackOnBackboneFigures() {
    RunRecord backbone = backboneRecord("b");
    addRanking(backbone, "test", 0.5);
    const auto points = comparisonPoints({backbone, probeRecord("p", "b", 0.6, 0.5, 0.7)}, {});
    QCOMPARE(points.size(), std::size_t{1});
    QCOMPARE(points.front().runs, (std::vector<std::string>{"p", "b"}));
    QCOMPARE(points.front().rankingFigure("hit@k", "sequential", 10)->value, 0.5);
}

void TestReportComparison::unprobedBackboneShowsItsRanking() {
    RunRecord backbone = backboneRecord("b");
    addRanking(backbone, "test", 0.5);
    const auto points = comparisonPoints({backbone}, {});
    QCOMPARE(points.size(), std::size_t{1});
    QVERIFY(points.front().attribute.empty());
    QVERIFY(!points.front().auc);
    QCOMPARE(points.front().verdict(), Verdict::Inconclusive);
    QCOMPARE(points.front().backboneRun, std::string("b"));
}

void TestReportComparison::evaluateOfAllUsersIsPreferred() {
    RunRecord some = evaluateRecord("some", "b", 0.9);
    some.options["users"] = 100;
    some.run.created = "2026-11-23T12:00:00Z";
    const auto points = comparisonPoints(
        {backboneRecord("b"), some, evaluateRecord("all", "b", 0.7), probeRecord("p", "b", 0.6, 0.5, 0.7)},
        {});
    QCOMPARE(points.front().runs.back(), std::string("all"));
}

void TestReportComparison::partialEvaluationReplacesNothing() {
    RunRecord backbone = backboneRecord("b");
    addRanking(backbone, "test", 0.7);
    const RunRecord probe = probeRecord("p", "b", 0.6, 0.5, 0.7);
    for (const auto& [option, value] : {std::pair<std::string, nlohmann::json>{"users", 100},
                                        {"candidates", "catalogue"},
                                        {"norm", "sum"},
                                        {"score", "beam20"}}) {
        RunRecord partial = evaluateRecord("partial", "b", 0.2);
        partial.options[option] = value;
        auto points = comparisonPoints({backbone, partial, probe}, {});
        QCOMPARE(points.front().runs.back(), std::string("b"));
        QCOMPARE(points.front().rankingFigure("hit@k", "sequential", 10)->value, 0.7);
        points = comparisonPoints({backboneRecord("b"), partial, probe}, {});
        QVERIFY(points.front().ranking.empty());
    }
    RunRecord oneTask = evaluateRecord("one", "b", 0.2);
    oneTask.options["task"] = "direct";
    oneTask.run.created = "2026-11-23T12:00:00Z";
    QCOMPARE(comparisonPoints({evaluateRecord("both", "b", 0.7), oneTask, probe}, {}).front().runs.back(),
             std::string("both"));
}

void TestReportComparison::controlHasEqualSettings() {
    RunRecord otherControl = cfpRecord("c0", "b", 0, 2022, 0.63, 0.58, 0.68, 0.71);
    otherControl.options["schedule"] = "paper";
    RunRecord hidesAge = cfpRecord("age", "b", 0, 2022, 0.63, 0.58, 0.68, 0.71);
    hidesAge.run.attributes = {"age"};
    const auto points = comparisonPoints({backboneRecord("b"), otherControl, hidesAge,
                                          cfpRecord("c10", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69),
                                          cfpRecord("own", "b", 0, 2023, 0.63, 0.58, 0.68, 0.71)},
                                         {.attribute = "gender"});
    QCOMPARE(points.size(), std::size_t{4});
    std::map<std::string, std::string> controls;
    for (const ComparisonPoint& point : points) {
        controls[point.run] = point.control;
    }
    QCOMPARE(controls["c10"], controls["own"]);
    QVERIFY(controls["c10"] != controls["c0"] && controls["c10"] != controls["age"]);
}

void TestReportComparison::promptsAgainstDifferentAdversariesShareTheirControl() {
    RunRecord wide = cfpRecord("wide", "b", 10, 2022, 0.6, 0.5, 0.7, 0.6);
    wide.options["adversary_target"] = "all_tokens";
    RunRecord control = cfpRecord("c0", "b", 0, 2022, 0.7, 0.6, 0.8, 0.7), sameControl = control;
    sameControl.run.id = "c0wide";
    sameControl.options["adversary_target"] = "all_tokens";
    const auto points = comparisonPoints(
        {wide, control, sameControl, cfpRecord("span", "b", 10, 2022, 0.5, 0.4, 0.6, 0.7)}, {});
    std::map<std::string, ComparisonPoint> byRun;
    for (const ComparisonPoint& point : points) {
        byRun[point.run] = point;
    }
    QCOMPARE(byRun["wide"].control, byRun["c0"].control);
    QCOMPARE(byRun["span"].control, byRun["c0"].control);
    QCOMPARE(byRun["c0wide"].setting, byRun["c0"].setting); // with λ = 0 nobody attacks
    QVERIFY(byRun["wide"].setting != byRun["span"].setting);
    QCOMPARE(byRun["c0wide"].label, std::string("λ = 0 control, n = 5"));
}

void TestReportComparison::aPromptForEveryLambdaHasAControl() {
    RunRecord every = cfpRecord("every", "b", 10, 2022, 0.6, 0.5, 0.7, 0.6);
    every.options["condition"] = "lambda";
    every.options["batches"] = 240;
    RunRecord audit = every;
    audit.run.id = "audit";
    audit.run.promptRun = "every";
    audit.options.update({{"lambda", 2.0}, {"batches", 0}, {"init", "prompt"}});
    RunRecord control = cfpRecord("c0", "b", 0, 2022, 0.7, 0.6, 0.8, 0.7), shorter = control;
    control.options["batches"] = 240;
    shorter.run.id = "shorter";
    std::map<std::string, std::string> controls;
    for (const ComparisonPoint& point : comparisonPoints({every, audit, control, shorter}, {})) {
        controls[point.run] = point.control;
    }
    QCOMPARE(controls["every"], controls["c0"]);
    QCOMPARE(controls["audit"], controls["c0"]);
    QVERIFY(controls["shorter"] != controls["c0"]);
}

void TestReportComparison::aRandomPromptStandsBesideThoseOfItsLength() {
    RunRecord random = cfpRecord("random", "b", 0, 2022, 0.7, 0.6, 0.8, 0.5), other = random;
    random.options["batches"] = 0;
    other.run.id = "other";
    other.options.update({{"batches", 0}, {"schedule", "paper"}, {"adversary_target", "all_tokens"}});
    const auto points =
        comparisonPoints({random, other, cfpRecord("c0", "b", 0, 2022, 0.7, 0.6, 0.8, 0.7)}, {});
    QCOMPARE(points.size(), std::size_t{3});
    QCOMPARE(points[0].family, Family::Random);
    QCOMPARE(points[0].label, std::string("random prompt, n = 5"));
    QCOMPARE(points[1].setting, points[0].setting); // how it would have been trained is no setting of it
    QCOMPARE(points[2].family, Family::Control);
    QCOMPARE(points[2].label, std::string("λ = 0 control, n = 5"));
    QVERIFY(points[2].setting != points[0].setting);
}

void TestReportComparison::labelsNameAnotherHiddenAttribute() {
    RunRecord hidesAge = cfpRecord("age", "b", 10, 2022, 0.63, 0.58, 0.68, 0.71);
    hidesAge.run.attributes = {"age"};
    const auto points = comparisonPoints({hidesAge}, {.attribute = "gender"});
    QCOMPARE(points.front().label, std::string("CFP λ = 10, n = 5, hides age"));
    QCOMPARE(comparisonPoints({hidesAge}, {.attribute = "age"}).front().label,
             std::string("CFP λ = 10, n = 5"));
}

void TestReportComparison::otherSettingsLeaveLambdaAndLengthOut() {
    const nlohmann::json defaults = jobs::CfpOptions::table().resolve({});
    QCOMPARE(otherPromptSettings({{"lambda", 3.0}, {"prefix_length", 20}}), otherPromptSettings(defaults));
    QVERIFY(otherPromptSettings({{"schedule", "paper"}}) != otherPromptSettings(defaults));
    const auto points = comparisonPoints({cfpRecord("a", "b", 10, 2022, 0.5, 0.4, 0.6, 0.7)}, {});
    QCOMPARE(points.front().promptSettings, otherPromptSettings(defaults));
}

void TestReportComparison::unreadableRunsArePassedOverAndNamed() {
    RunRecord unreadable = cfpRecord("bad", "b", 10, 2022, 0.5, 0.4, 0.6, 0.7);
    unreadable.options["prefix_width"] = 3;
    checkSettings(unreadable);
    RunRecord evaluation = evaluateRecord("badEvaluation", "b", 0.9);
    evaluation.options["part"] = 7;
    checkSettings(evaluation);
    RunRecord probe = probeRecord("p", "b", 0.6, 0.5, 0.7);
    probe.run.promptRun = "bad";
    const std::vector<RunRecord> records = {unreadable, evaluation, probe,
                                            cfpRecord("good", "b", 5, 2022, 0.5, 0.4, 0.6, 0.7)};
    const auto points = comparisonPoints(records, {});
    QCOMPARE(points.size(), std::size_t{1});
    QCOMPARE(points.front().run, std::string("good"));
    const auto sentences = unreadableRuns(records);
    QCOMPARE(sentences.size(), std::size_t{2});
    QVERIFY(sentences.front().find("Run bad (cfp) is left out") != std::string::npos);
    QVERIFY(sentences.front().find("prefix_width") != std::string::npos);
}

void TestReportComparison::collapseFlagServesValidationToo() {
    RunRecord record = cfpRecord("a", "b", 10, 2022, 0.5, 0.45, 0.55, 0.69);
    for (store::MetricRow& row : record.metrics) {
        row.value = row.name == "probe_collapsed" ? 1 : row.value;
    }
    const auto points = comparisonPoints({record}, {.split = "validation"});
    QVERIFY(points.front().collapsed && !points.front().collapsedAllTokens);
    QCOMPARE(points.front().rankingFigure("hit@k", "sequential", 10)->value, 0.70);
}

void TestReportComparison::repeatsOfASeedCountOnce() {
    RunRecord again = cfpRecord("again", "b", 10, 2022, 0.7, 0.5, 0.6, 0.80);
    again.run.finished = "2026-11-23T13:00:00Z";
    const auto points = comparisonPoints({cfpRecord("a", "b", 10, 2022, 0.5, 0.45, 0.6, 0.60), again,
                                          cfpRecord("twice", "b", 10, 2022, 0.5, 0.45, 0.6, 0.60)},
                                         {});
    const SettingSummary setting = summarise(points).front();
    QCOMPARE(setting.points.size(), std::size_t{3});
    QCOMPARE(setting.counted.size(), std::size_t{1});
    QCOMPARE(setting.seeds, 1);
    QCOMPARE(setting.auc->seeds, 1);
    QCOMPARE(setting.auc->mean, 0.7);
}

void TestReportComparison::cfpAndControlAreTold() {
    const auto points = comparisonPoints(
        {backboneRecord("b"), cfpRecord("c10", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69),
         cfpRecord("c0", "b", 0, 2022, 0.63, 0.58, 0.68, 0.71), probeRecord("p", "b", 0.63, 0.58, 0.69)},
        {});
    QCOMPARE(points.size(), std::size_t{3});
    QCOMPARE(points[0].family, Family::Untreated);
    QCOMPARE(points[1].family, Family::Control);
    QCOMPARE(points[1].label, std::string("λ = 0 control, n = 5"));
    QCOMPARE(points[2].family, Family::Cfp);
    QCOMPARE(points[2].label, std::string("CFP λ = 10, n = 5"));
    QCOMPARE(points[2].treated, (std::vector<std::string>{"gender"}));
    QCOMPARE(points[2].rankingFigure("hit@k", "sequential", 10)->value, 0.69);
}

void TestReportComparison::seedsShareASetting() {
    const auto points = comparisonPoints({cfpRecord("a", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69),
                                          cfpRecord("b2", "b", 10, 2023, 0.56, 0.5, 0.6, 0.68),
                                          cfpRecord("c", "b", 5, 2022, 0.6, 0.5, 0.6, 0.7)},
                                         {});
    QCOMPARE(points.size(), std::size_t{3});
    QCOMPARE(points[0].lambda, 5.0);
    QCOMPARE(points[1].setting, points[2].setting);
    QVERIFY(points[0].setting != points[1].setting);
    QVERIFY(points[1].key != points[2].key);
    QCOMPARE(points[1].seed, std::uint64_t{2022});
}

void TestReportComparison::differentSettingsGetDifferentLabels() {
    RunRecord longer = cfpRecord("long", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69);
    longer.options["batches"] = 800;
    const auto points = comparisonPoints({longer, cfpRecord("a", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69)}, {});
    QCOMPARE(points.size(), std::size_t{2});
    QVERIFY(points[0].label != points[1].label);
    QVERIFY(points[0].label.find("batches = ") != std::string::npos);
}

void TestReportComparison::verdicts() {
    const double none = std::nan("");
    QCOMPARE(verdictOf(metrics::Estimate{0.6, 0.51, 0.7, 100}, false), Verdict::LeakFound);
    QCOMPARE(verdictOf(metrics::Estimate{0.6, 0.50, 0.7, 100}, false), Verdict::NoneFound);
    QCOMPARE(verdictOf(metrics::Estimate{0.4, 0.3, 0.45, 100}, false), Verdict::NoneFound);
    QCOMPARE(verdictOf(metrics::Estimate{0.6, none, none, 3}, false), Verdict::Inconclusive);
    // Whatever raised the flag, an interval above 0.5 stands.
    QCOMPARE(verdictOf(metrics::Estimate{0.6, 0.55, 0.7, 100}, true), Verdict::LeakFound);
    QCOMPARE(verdictOf(metrics::Estimate{0.5, 0.45, 0.55, 100}, true), Verdict::Inconclusive);
    QCOMPARE(verdictOf(metrics::Estimate{0.5, 0.5, 0.5, 100}, true), Verdict::Inconclusive);
    QCOMPARE(verdictOf(std::nullopt, false), Verdict::Inconclusive);
    ComparisonPoint point;
    point.auc = metrics::Estimate{0.5, 0.45, 0.55, 100};
    QCOMPARE(point.verdict(), Verdict::Inconclusive); // all tokens were not measured
    point.aucAllTokens = metrics::Estimate{0.52, 0.47, 0.57, 100};
    QCOMPARE(point.verdict(), Verdict::NoneFound);
    point.aucAllTokens = metrics::Estimate{0.64, 0.6, 0.68, 100};
    QCOMPARE(point.verdict(), Verdict::LeakFound);
}

void TestReportComparison::headlineCollapseMakesInconclusive() {
    RunRecord record = cfpRecord("a", "b", 10, 2022, 0.5, 0.45, 0.55, 0.69);
    for (store::MetricRow& row : record.metrics) {
        if (row.name == "probe_collapsed" || row.name == "probe_collapsed/mlp7") {
            row.value = 1;
        }
    }
    const auto points = comparisonPoints({record}, {});
    QVERIFY(points.front().collapsed);
    QVERIFY(!points.front().collapsedAllTokens);
    int collapsed = 0;
    for (const ProbeFigure& probe : points.front().probes) {
        collapsed += probe.collapsed ? 1 : 0;
    }
    QCOMPARE(collapsed, 1);
}

void TestReportComparison::laterStepWins() {
    RunRecord record = evaluateRecord("e", "b", 0.7);
    store::MetricRow early = record.metrics.front();
    record.metrics.front().step = 100;
    early.step = 10;
    early.value = 0.1;
    record.metrics.push_back(early);
    const auto points = comparisonPoints({backboneRecord("b"), record}, {});
    QCOMPARE(points.front().rankingFigure("hit@k", "sequential", 1)->value, 0.35);
}

void TestReportComparison::onlySucceededRunsCount() {
    RunRecord failed = cfpRecord("a", "b", 10, 2022, 0.5, 0.45, 0.55, 0.69);
    failed.run.state = store::RunState::Failed;
    QVERIFY(comparisonPoints({failed}, {}).empty());
}

void TestReportComparison::filters() {
    const std::vector<RunRecord> records = {probeRecord("p", "b", 0.63, 0.58, 0.69),
                                            cfpRecord("c", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69)};
    QCOMPARE(comparisonPoints(records, {.runs = {"c"}}).size(), std::size_t{1});
    QCOMPARE(comparisonPoints(records, {.attribute = "age"}).size(), std::size_t{0});
    QCOMPARE(comparisonPoints(records, {.dataset = "other"}).size(), std::size_t{0});
    const auto validation = comparisonPoints(records, {.split = "validation"});
    QCOMPARE(validation.size(), std::size_t{2});
    QCOMPARE(validation.back().auc->value, 0.555);
    QVERIFY(validation.front().ranking.empty()); // nobody ranked validation targets without a prompt
}

void TestReportComparison::spreadOverSeeds() {
    const auto points = comparisonPoints({cfpRecord("a", "b", 10, 2022, 0.5, 0.45, 0.6, 0.60),
                                          cfpRecord("b2", "b", 10, 2023, 0.6, 0.5, 0.6, 0.70),
                                          cfpRecord("c", "b", 10, 2024, 0.7, 0.5, 0.6, 0.80)},
                                         {});
    const auto settings = summarise(points);
    QCOMPARE(settings.size(), std::size_t{1});
    QCOMPARE(settings.front().points.size(), std::size_t{3});
    QCOMPARE(settings.front().auc->seeds, 3);
    QVERIFY(std::abs(settings.front().auc->mean - 0.6) < 1e-12);
    QVERIFY(std::abs(settings.front().auc->deviation - 0.1) < 1e-12);
    QCOMPARE(settings.front().auc->max, 0.7);
    QVERIFY(std::abs(settings.front().rankingSpread("hit@k", "sequential", 10)->mean - 0.7) < 1e-12);
    QVERIFY(settings.front().rankingSpread("hit@k", "direct", 7) == nullptr);
}

void TestReportComparison::anAuditOfAPromptForEveryLambdaHasTheSettingsOfItsTraining() {
    RunRecord trained = cfpRecord("t", "b", 10, 2022, 0.55, 0.5, 0.6, 0.69);
    trained.options["condition"] = "lambda";
    RunRecord audit = cfpRecord("a", "b", 2, 2022, 0.58, 0.5, 0.6, 0.70);
    audit.options["condition"] = "lambda";
    audit.options["batches"] = 0;
    audit.options["init"] = "prompt";
    audit.run.promptRun = "t";
    const auto points = comparisonPoints({trained, audit}, {});
    QCOMPARE(points.size(), std::size_t{2});
    QVERIFY(points[0].everyLambda && points[1].everyLambda);
    QVERIFY(points[0].promptSettings != points[1].promptSettings);
    QCOMPARE(points[0].trainedSettings, points[1].trainedSettings);
    // Its training is not there any more: what is known is the audit's own.
    const auto alone = comparisonPoints({audit}, {});
    QCOMPARE(alone.at(0).trainedSettings, alone.at(0).promptSettings);
}

QTEST_GUILESS_MAIN(TestReportComparison)
#include "tst_report_comparison.moc"
