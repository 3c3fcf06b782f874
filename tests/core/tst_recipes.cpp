// The paper's experiments as data, and what is said of ours beside its claims.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>

#include "jobs/job_kinds.h"
#include "jobs/sweep/paper_protocol.h"
#include "jobs/sweep/recipe.h"
#include "report/recipe_results.h"
#include "report/reproduction.h"
#include "store/dataset_repository.h"
#include "store/store.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;
using report::ClaimVerdict;

namespace {

JobSpec base() {
    JobSpec spec;
    spec.kind = "cfp";
    spec.dataset = "d1";
    spec.backboneRun = "b1";
    return spec;
}

/// Results in which the AUC of each seed falls by `step` (and a little noise of the seed) from value to
/// value, and hit@1 stays the same.
report::SweepResults resultsOf(const Recipe& recipe, double step, int seeds) {
    std::vector<std::uint64_t> list;
    for (int seed = 1; seed <= seeds; ++seed) {
        list.push_back(static_cast<std::uint64_t>(seed));
    }
    report::SweepResults results;
    results.plan = recipePlan(recipe, base(), {"gender"}, list);
    results.keys = sweptKeys(results.plan);
    for (const JobSpec& run : sweepRuns(results.plan)) {
        report::SweepResultRow row;
        row.run = "r";
        row.kind = "cfp";
        row.state = store::RunState::Succeeded;
        row.seed = run.seed;
        for (const std::string& key : results.keys) {
            row.values.push_back(sweptValue(run, key));
        }
        std::size_t place = 0;
        while (recipe.values[place].at(recipe.key) != run.options.at(recipe.key)) {
            ++place;
        }
        const double noise = 0.001 * static_cast<double>(run.seed * place);
        row.auc = metrics::Estimate{0.7 - step * static_cast<double>(place) + noise, 0, 0, 90};
        row.aucClassifier = row.auc;
        row.hit1 = metrics::Estimate{0.2, 0, 0, 90};
        results.rows.push_back(row);
    }
    return results;
}

} // namespace

class TestRecipes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFigureIsASweep() {
        const std::vector<std::string> names = recipeNames();
        QCOMPARE(names.size(), std::size_t{17});
        QCOMPARE(names.front(), std::string("fig5"));
        QCOMPARE(names[5], std::string("table1")); // and table2 before table10
        QCOMPARE(names.back(), std::string("table12"));
        for (const std::string& name : names) {
            const Recipe recipe = recipeNamed(name);
            QVERIFY(recipe.isTable() || name == "fig" + recipe.figure);
            if (recipe.isTable()) {
                continue;
            }
            const std::vector<std::string> attributes = recipe.attributesOf(recipe.dataset);
            const SweepPlan plan = recipePlan(recipe, base(), attributes, {1, 2, 3});
            QCOMPARE(sweepRuns(plan).size(), attributes.size() * 4 * 3);
            QCOMPARE(recipe.claims.size(), std::size_t{2});
        }
        QCOMPARE(sweptValue(sweepRuns(recipePlan(recipeNamed("fig7"), base(), {"age"}, {1}))[0], "lambda"),
                 std::string("0.1"));
        UP5_EXPECT_ERROR(recipeNamed("fig1"), ErrorCode::NotFound, "fig5, fig6, fig7, fig8, fig9, table1");
    }

    void theSoftPromptIsTheAdversaryOfFigure9() {
        const Recipe recipe = recipeNamed("fig9");
        JobSpec spec = sweepRuns(recipePlan(recipe, base(), {"marital"}, {1})).front();
        QCOMPARE(spec.options.at("adversary").get<std::string>(), std::string("soft-prompt"));
        spec = base();
        for (const char* set : {"logistic", "mlp7,logistic"}) { // what was set stays, a default, too
            spec = base();
            spec.options = {{"adversary", set}};
            spec = sweepRuns(recipePlan(recipe, spec, {"marital"}, {1})).front();
            QCOMPARE(spec.options.at("adversary").get<std::string>(), std::string(set));
        }

        // One claim is a level: the interval at every length lies near 0.5, or not.
        report::SweepResults results = resultsOf(recipe, 0, 3);
        for (report::SweepResultRow& row : results.rows) {
            const double noise = 0.01 * (static_cast<double>(row.seed) - 2);
            row.aucSoftPrompt = metrics::Estimate{0.501 + noise, 0, 0, 90};
        }
        auto trends = report::recipeResults(recipe, results).trends;
        QVERIFY(trends[0].verdict == ClaimVerdict::Agrees);
        results.rows[0].aucSoftPrompt->value = 0.9;
        for (report::SweepResultRow& row : results.rows) {
            row.aucSoftPrompt->value = row.values == results.rows[0].values ? 0.9 : row.aucSoftPrompt->value;
        }
        trends = report::recipeResults(recipe, results).trends;
        QVERIFY(trends[0].verdict == ClaimVerdict::Contradicts);
        for (report::SweepResultRow& row : results.rows) { // so wide an interval decides nothing
            row.aucSoftPrompt->value = 0.5 + 0.1 * (static_cast<double>(row.seed) - 2);
        }
        trends = report::recipeResults(recipe, results).trends;
        QVERIFY(trends[0].verdict == ClaimVerdict::NotDistinguishable);
        QVERIFY(report::recipeResults(recipe, resultsOf(recipe, 0, 1)).trends[0].verdict ==
                ClaimVerdict::TooFewSeeds);
    }

    void whatAFigureVariesIsNotSet() {
        JobSpec spec = base();
        spec.options = {{"lambda", 5}};
        UP5_EXPECT_ERROR(recipePlan(recipeNamed("fig7"), spec, {"age"}, {1}), ErrorCode::InvalidInput,
                         "The recipe fig7 varies lambda, so lambda=5 says nothing.");
        QCOMPARE(sweepRuns(recipePlan(recipeNamed("fig5"), spec, {"age"}, {1})).size(), std::size_t{4});
        spec.options = {{"prefix_length", 7}};
        UP5_EXPECT_ERROR(recipePlan(recipeNamed("fig5"), spec, {"age"}, {1}), ErrorCode::InvalidInput,
                         "prefix_length=7");
    }

    void anotherProtocolIsMarked() {
        const Recipe recipe = recipeNamed("fig6");
        JobSpec spec = base();
        nlohmann::json backbone = nlohmann::json::object();
        const auto differs = protocolDifferences(recipe, spec, backbone, "Demo");
        for (const char* sentence :
             {"Data set: Demo; the paper: Insurance.", "schedule: balanced; the paper: paper.",
              "preset: desk; the paper: t5-small.", "identifiers: atomic-items; the published code: pieces.",
              "lr_prefix: 0.004; the published code: 0.0001 or 5e-05.",
              "lr_classifier: 0.001; the published code: 5e-05."}) {
            QVERIFY2(std::count(differs.begin(), differs.end(), sentence) == 1, sentence);
        }
        spec.options = {{"batch_size", 16},    {"batches", 10000},         {"schedule", "paper"},
                        {"adversary", "mlp7"}, {"adversary_input", "raw"}, {"lr_decay", "constant"},
                        {"lr_prefix", 1e-4},   {"lr_classifier", 5e-5}};
        backbone = {{"preset", "t5-small"}, {"identifiers", "pieces"}, {"lr", 1e-3}, {"dropout", 0.1}};
        QVERIFY(protocolDifferences(recipe, spec, backbone, "Insurance").empty());
        const auto one = [&](const std::string& sentence) {
            QCOMPARE(protocolDifferences(recipe, spec, backbone, "Insurance"), std::vector{sentence});
        };
        spec.options["t"] = 30;
        one("t: 30; the paper: 10 or 20.");
        spec.options.erase("t");
        backbone["preset"] = "desk"; // of another backbone nothing is the paper's
        one("preset: desk; the paper: t5-small.");
        backbone["preset"] = "t5-small";
        backbone["negatives"] = "catalogue";
        one("negatives: catalogue; the paper: all or auto.");
        backbone = nullptr;
        one("The settings of the backbone are not known.");
    }

    void whatThePaperSaysDependsOnDataAndExperiment() {
        const auto differs = [](const char* recipe, const char* kind, const nlohmann::json& options,
                                const char* dataset, const std::string& sentence) {
            const auto found = optionDifferences(recipeNamed(recipe), kind, options, dataset);
            return std::count(found.begin(), found.end(), sentence) == 1;
        };
        const std::string history = "test_history: include_val; the published code: code.";
        QVERIFY(differs("table5", "backbone", {}, "MovieLens", history));
        QVERIFY(!differs("table5", "backbone", {}, "Insurance", history)); // its split has no such item
        const std::string feedForward = "reweighter: ff; the paper: attention.";
        QVERIFY(differs("table5", "cfp", {{"reweighter", "ff"}}, "Insurance", feedForward));
        QVERIFY(!differs("table12", "cfp", {{"reweighter", "ff"}}, "Insurance", feedForward));
        const std::string input = "adversary_input: standardised; the published code: raw.";
        QVERIFY(differs("fig6", "cfp", {}, "Insurance", input));
        QVERIFY(!differs("fig9", "cfp", {{"adversary", "soft-prompt"}}, "Insurance", input));
        const std::string weight = "lambda: 0.1; the paper: 1 or 5 or 10 or 100.";
        QVERIFY(differs("fig6", "cfp", {{"lambda", 0.1}}, "Insurance", weight));
        QVERIFY(!differs("fig8", "cfp", {{"lambda", 0.1}}, "Insurance", weight)); // it varies λ
        QVERIFY(differs("table8", "mixture", {}, "MovieLens",
                        "lr_classifier: 0.001; the published code: 5e-05."));
        QVERIFY(optionDifferences(recipeNamed("table4"), "probe", {}, "MovieLens").empty());
    }

    /// Every setting in the file is an option of its kind.
    void theProtocolNamesOptionsOnly() {
        for (const std::string& name : recipeNames()) {
            for (const char* kind : {"backbone", "cfp", "mixture"}) {
                for (const char* dataset : {"MovieLens", "Insurance", ""}) {
                    QVERIFY(!optionDifferences(recipeNamed(name), kind, {}, dataset).empty());
                }
            }
        }
    }

    /// As tables do; data that the paper does not use takes any.
    void aFigureOfAnotherDataSetIsRefused() {
        const QTemporaryDir folder;
        store::Store store(std::filesystem::path(folder.path().toStdString()) / "workspace.db");
        const auto add = [&](const char* hash, const char* name, const char* format) {
            store.datasets().upsert({hash, name, format, 1, 1, 1, "2026-01-01T00:00:00.000Z"});
        };
        add("ml", "ML-1M", "movielens-1m");
        add("ins", "Customers", "insurance");
        add("csv", "Own", "csv");
        const auto made = [&](const char* recipe, const char* dataset) {
            return report::reproductionOf(
                {.recipe = recipe, .dataset = dataset, .backbone = "b1", .attributes = {"age"}}, store, {});
        };
        UP5_EXPECT_ERROR(made("fig6", "ml"), ErrorCode::InvalidInput,
                         "The paper's Figure 6 is of Insurance, but ML-1M is MovieLens.");
        UP5_EXPECT_ERROR(made("fig7", "ins"), ErrorCode::InvalidInput,
                         "The paper's Figure 7 is of MovieLens, but Customers is Insurance.");
        for (const auto& [recipe, dataset] :
             {std::pair("fig7", "ml"), {"fig6", "ins"}, {"fig6", "csv"}, {"fig9", "csv"}}) {
            QCOMPARE(sweepRuns(made(recipe, dataset).plan).size(), std::size_t{4 * 3});
        }
    }

    void slopeOverPositions() {
        // By hand: (−1.5·1 − 0.5·2 + 0.5·4 + 1.5·5) / 5.
        QCOMPARE(report::rankSlope(std::vector<double>{1, 2, 4, 5}), 1.4);
        QCOMPARE(report::rankSlope(std::vector<double>{3, 1}), -2.0);
        QCOMPARE(report::rankSlope(std::vector<double>{2, 2, 2}), 0.0);
    }

    void claimsAreJudgedByTheirIntervals() {
        const Recipe recipe = recipeNamed("fig7"); // the AUC falls, hit@1 falls
        const auto judged = [&](double step, int seeds) {
            return report::recipeResults(recipe, resultsOf(recipe, step, seeds)).trends;
        };
        auto trends = judged(0.02, 3);
        QCOMPARE(trends.size(), std::size_t{2});
        // Slopes of the seeds: −0.019, −0.018, −0.017; t(0.975, 2) · 0.001 / √3 = 0.002484.
        QVERIFY(std::abs(trends[0].slope.mean + 0.018) < 1e-12);
        QVERIFY(std::abs(trends[0].slope.high + 0.018 - 0.002484) < 1e-6);
        QVERIFY(trends[0].verdict == ClaimVerdict::Agrees);
        QVERIFY(trends[1].verdict == ClaimVerdict::NotDistinguishable);
        QVERIFY(judged(-0.02, 3)[0].verdict == ClaimVerdict::Contradicts);
        QVERIFY(judged(0.002, 3)[0].verdict == ClaimVerdict::NotDistinguishable);
        QVERIFY(judged(0.02, 1)[0].verdict == ClaimVerdict::TooFewSeeds);

        report::SweepResults gaps = resultsOf(recipe, 0.02, 3);
        gaps.rows[0].aucClassifier.reset();
        gaps.rows[5].aucClassifier.reset();
        const auto left = report::recipeResults(recipe, gaps);
        QCOMPARE(left.trends[0].slope.seeds, 1);
        QVERIFY(left.trends[0].verdict == ClaimVerdict::TooFewSeeds);
        QCOMPARE(left.rows.size(), std::size_t{4});
        QCOMPARE(left.rows[0].figures[0].seeds, 2);
        QCOMPARE(left.rows[2].figures[0].seeds, 3);
        QCOMPARE(left.rows[2].value, std::string("10"));
    }
};

QTEST_GUILESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
