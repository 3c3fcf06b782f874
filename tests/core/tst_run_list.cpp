// Sweeps of different jobs that build on one another: references, runs, plan as text, the paper's tables.
#include <QtTest/QTest>

#include <map>
#include <set>

#include "jobs/baseline_models.h"
#include "jobs/command_line.h"
#include "jobs/job_kinds.h"
#include "jobs/sweep/recipe.h"
#include "jobs/sweep/recipe_file.h"
#include "jobs/sweep/run_list.h"
#include "jobs/sweep/sweep_runs.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

namespace {

JobSpec baseline(const std::string& model, const std::vector<std::string>& attributes = {}) {
    JobSpec spec;
    spec.kind = "baseline";
    spec.dataset = "d1";
    spec.attributes = attributes;
    spec.options = {{"model", model}};
    return spec;
}

/// A plain model, counting once, and two models that treat the plain one.
SweepPlan listPlan() {
    SweepPlan plan;
    plan.jobs = {{"sasrec", baseline("sasrec", {"gender", "age"}), false},
                 {"popularity", baseline("popularity"), true},
                 {"s-sas/gender", baseline("s-sas", {"gender"}), false},
                 {"s-sas/age", baseline("s-sas", {"age"}), false}};
    plan.jobs[2].job.backboneRun = plan.jobs[3].job.backboneRun = referenceTo("sasrec");
    plan.seeds = {1, 2};
    plan.base = plan.jobs.front().job;
    return plan;
}

RecipeInputs inputs(const std::string& paperDataset, const std::vector<std::string>& attributes) {
    RecipeInputs given;
    given.dataset = "d1";
    given.paperDataset = paperDataset;
    given.backboneRun = "p5";
    given.protocol = {{"split_seed", 7}, {"negative_count", 50}, {"preset", "desk"}};
    given.attributes = attributes;
    return given;
}

const PlannedJob& jobOf(const SweepPlan& plan, const std::string& id) {
    const auto found =
        std::find_if(plan.jobs.begin(), plan.jobs.end(), [&](const PlannedJob& job) { return job.id == id; });
    if (found == plan.jobs.end()) {
        throw Error(ErrorCode::Internal, "The plan has no job " + id + ".");
    }
    return *found;
}

} // namespace

class TestRunList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void jobsWithEverySeedOrOnce() {
        const std::vector<WantedRun> runs = listedRuns(listPlan());
        QCOMPARE(runs.size(), std::size_t{7});
        QCOMPARE(runs[1].id, std::string("popularity"));
        QCOMPARE(runs[4].spec.seed, std::uint64_t{2});
        QCOMPARE(runs[4].id, std::string("sasrec"));
        QVERIFY(!runs[0].spec.options.at("epochs").is_null()); // complete
    }

    void referencesAreFilledInWithRunsOfTheSameSeed() {
        std::vector<WantedRun> runs = listedRuns(listPlan());
        resolveReferences(runs, [](const WantedRun& run) -> std::optional<std::string> {
            return run.id == "sasrec" && run.spec.seed == 2 ? std::optional<std::string>("r2") : std::nullopt;
        });
        QCOMPARE(referencesOf(runs[2].spec), std::vector<std::string>{"sasrec"});
        QCOMPARE(runs[5].spec.backboneRun, std::string("r2"));
        QVERIFY(referencesOf(runs[6].spec).empty());
    }

    void aJobRunOnceServesAllSeeds() {
        SweepPlan plan = listPlan();
        plan.jobs[0].once = true;
        std::vector<WantedRun> runs = listedRuns(plan);
        resolveReferences(runs, [](const WantedRun& run) -> std::optional<std::string> {
            return run.id + std::to_string(run.spec.seed);
        });
        QCOMPARE(runs.back().spec.seed, std::uint64_t{2});
        QCOMPARE(runs.back().spec.backboneRun, std::string("sasrec1"));
    }

    void planAsText() {
        const SweepPlan plan = listPlan();
        checkPlan(plan);
        const SweepPlan read = planOf(sweepSpec(plan, "table5"));
        QVERIFY(read.jobs == plan.jobs);
        QCOMPARE(sweptKeys(read), (std::vector<std::string>{"attribute", "model"}));
        const std::string command = commandLine(sweepSpec(plan, "table5"));
        QVERIFY2(command.starts_with("up5 sweep list --jobs <(printf %s '[{\"id\":\"sasrec\"") &&
                     command.find("--seeds 1,2") != std::string::npos,
                 command.c_str());
        SweepPlan mixed = plan; // each job says its own device
        mixed.base.device = mixed.jobs.front().job.device = "cpu";
        QVERIFY(commandLine(sweepSpec(mixed, "table5")).find("--device") == std::string::npos);
    }

    void badListsAreRefusedByName() {
        SweepPlan plan = listPlan();
        std::swap(plan.jobs[0], plan.jobs[2]);
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "builds on the job sasrec");
        plan = listPlan();
        plan.jobs[1].id = "sasrec";
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "two jobs called sasrec");
        plan = listPlan();
        plan.jobs[1].job.options = {{"model", "nobody"}};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "nobody");
        plan = listPlan();
        plan.axes = {{{{"lr", 0.1}}}};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "no axes");
        plan = listPlan();
        plan.seeds = {1, 1};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "twice");
        UP5_EXPECT_ERROR(plannedJobsFromJson({{{"id", "a"}}}), ErrorCode::Protocol, "job");
    }

    void everyTableIsAPlan() {
        for (int number = 1; number <= 12; ++number) {
            const Recipe recipe = recipeNamed("table" + std::to_string(number));
            QCOMPARE(recipe.table, number);
            for (const auto& [dataset, attributes] : recipe.attributes) {
                const SweepPlan plan = tablePlan(recipe, inputs(dataset, attributes), {1, 2, 3});
                QVERIFY(!wantedRuns(plan).empty());
                QVERIFY(planOf(sweepSpec(plan, recipe.name)).jobs == plan.jobs);
            }
        }
    }

    void tablesTakeTheProtocolOfP5AndThePapersWeight() {
        const SweepPlan plan = tablePlan(recipeNamed("table4"), inputs("Insurance", {"age", "marital"}), {1});
        QCOMPARE(jobOf(plan, "cfp/marital").job.options.at("lambda").get<double>(), 1.0);
        QCOMPARE(jobOf(plan, "cfp/marital").job.backboneRun, std::string("p5"));
        const PlannedJob& filters = jobOf(plan, "c-pmf");
        QCOMPARE(filters.job.options.at("split_seed").get<int>(), 7);
        QCOMPARE(filters.job.options.at("negative_count").get<int>(), 50);
        QCOMPARE(filters.job.attributes, (std::vector<std::string>{"age", "marital"}));
        const SweepPlan other = tablePlan(recipeNamed("table4"), inputs("", {"gender"}), {1});
        QCOMPARE(jobOf(other, "cfp/gender").job.options.at("lambda").get<double>(), 10.0);
        // Untreated figures, the control and the random prompt stand beside, once.
        const std::vector<WantedRun> companions = wantedCompanions(other);
        QCOMPARE(companions.size(), std::size_t{4});
    }

    void mixturesBuildOnTheirPrompts() {
        const SweepPlan plan = tablePlan(recipeNamed("table8"), inputs("MovieLens", {"gender", "age"}), {1});
        QCOMPARE(jobOf(plan, "mixture").job.mixedPrompts,
                 (std::vector<std::string>{"@cfp/gender", "@cfp/age"}));
        const SweepPlan asked =
            tablePlan(recipeNamed("table10"), inputs("MovieLens", {"gender", "age"}), {1});
        QCOMPARE(jobOf(asked, "soft/age").job.promptRun, std::string("@cfp/age"));
        QCOMPARE(jobOf(asked, "soft-control/age").job.promptRun, std::string("@control/age"));
        QCOMPARE(jobOf(asked, "soft-random/age").job.promptRun, std::string("@random/age"));
        const SweepPlan sizes =
            tablePlan(recipeNamed("table11"), inputs("MovieLens", {"gender", "age"}), {1});
        QVERIFY(wantedCompanions(sizes).empty());
        QCOMPARE(jobOf(sizes, "cfp30").job.options.at("prefix_length").get<int>(), 30);
    }

    /// Sequential baselines stand twice: with a history of their own and with as many items as P5 is shown.
    void sequentialBaselinesAreAlsoTrainedLikeForLike() {
        const SweepPlan plain = tablePlan(recipeNamed("table7"), inputs("MovieLens", {"gender"}), {1});
        for (const std::string model : {"sasrec", "bert4rec"}) {
            QCOMPARE(jobOf(plain, model).job.options.at("history").get<int>(), 0);
            QCOMPARE(jobOf(plain, model + "-20").job.options.at("history").get<int>(), 20);
            QCOMPARE(jobOf(plain, model + "-20").job.options.at("model").get<std::string>(), model);
        }
        const SweepPlan treated = tablePlan(recipeNamed("table5"), inputs("MovieLens", {"gender"}), {1});
        QCOMPARE(jobOf(treated, "s-sas/gender").job.backboneRun, std::string("@sasrec"));
        QCOMPARE(jobOf(treated, "s-sas-20/gender").job.backboneRun, std::string("@sasrec-20"));
        QCOMPARE(jobOf(treated, "s-bert-20/gender").job.backboneRun, std::string("@bert4rec-20"));
        QCOMPARE(jobOf(treated, "bert4rec-20").job.options.at("history").get<int>(), 20);
    }

    void settingsGoToTheirKind() {
        RecipeInputs given = inputs("MovieLens", {"gender"});
        given.settings = {{"cfp", {{"batches", 7}}}, {"baseline", {{"epochs", 3}}}};
        const SweepPlan plan = tablePlan(recipeNamed("table4"), given, {1});
        QCOMPARE(jobOf(plan, "cfp/gender").job.options.at("batches").get<int>(), 7);
        QCOMPARE(jobOf(plan, "c-sx").job.options.at("epochs").get<int>(), 3);
        given.settings = {{"mixture", {{"batches", 7}}}};
        UP5_EXPECT_ERROR(tablePlan(recipeNamed("table4"), given, {1}), ErrorCode::InvalidInput,
                         "no job of kind mixture");
    }

    /// Table 10 asks them, so they are jobs of it; nothing else is to stand beside.
    void companionsAmongTheJobsFollowTheirPrompts() {
        RecipeInputs given = inputs("MovieLens", {"gender"});
        given.settings = {{"cfp", {{"batches", 7}, {"lambda", 3}, {"prefix_length", 4}}}};
        const SweepPlan plan = tablePlan(recipeNamed("table10"), given, {1, 2});
        const JobSpec control = jobOf(plan, "control/gender").job, random = jobOf(plan, "random/gender").job;
        QCOMPARE(control.options.at("lambda").get<double>(), 0.0);
        QCOMPARE(control.options.at("batches").get<int>(), 7);
        QCOMPARE(random.options.at("batches").get<int>(), 0);
        QCOMPARE(random.options.at("prefix_length").get<int>(), 4);
        for (const WantedRun& companion : wantedCompanions(plan)) {
            QVERIFY2(companion.spec.kind != "cfp", companion.spec.options.dump().c_str());
        }
        given.settings = {{"cfp", {{"lambda", 0}}}}; // is its own control
        const SweepPlan controls = tablePlan(recipeNamed("table10"), given, {1});
        QVERIFY(std::ranges::none_of(controls.jobs, [](const PlannedJob& job) {
            return job.id == "control/gender" || job.id == "soft-control/gender";
        }));
        QCOMPARE(jobOf(controls, "soft-random/gender").job.promptRun, std::string("@random/gender"));
    }

    void whatTellsJobsApartIsNotSet() {
        RecipeInputs given = inputs("Insurance", {"age", "marital"});
        const auto refused = [&](const char* recipe, const char* kind, const nlohmann::json& settings,
                                 const char* words) {
            given.settings = {{kind, settings}};
            UP5_EXPECT_ERROR(tablePlan(recipeNamed(recipe), given, {1}), ErrorCode::InvalidInput, words);
        };
        refused("table4", "baseline", {{"model", "pmf"}}, "baseline.model=\"pmf\"");
        refused("table11", "cfp", {{"prefix_length", 3}}, "differ in prefix_length");
        refused("table12", "cfp", {{"reweighter", "ff"}}, "differ in reweighter");
        given.settings = {{"cfp", {{"prefix_length", 3}}}}; // of all prompts alike
        QCOMPARE(jobOf(tablePlan(recipeNamed("table4"), given, {1}), "cfp/age")
                     .job.options.at("prefix_length")
                     .get<int>(),
                 3);
    }

    /// The tables tune what can be tuned, unless they are told not to.
    void onlyModelsWithAGridAreTuned() {
        RecipeInputs given = inputs("MovieLens", {"gender"});
        const auto tuned = [&](const char* recipe) {
            std::map<std::string, std::string> values;
            for (const PlannedJob& planned : tablePlan(recipeNamed(recipe), given, {1}).jobs) {
                if (planned.job.kind == "baseline") {
                    values[planned.job.options.at("model").get<std::string>()] =
                        planned.job.options.at("tune").get<std::string>();
                }
            }
            return values;
        };
        auto values = tuned("table6");
        QCOMPARE(values.at("pmf"), std::string("yes"));
        QCOMPARE(values.at("popularity"), std::string("no"));
        values = tuned("table5");
        QCOMPARE(values.at("sasrec"), std::string("yes"));
        QCOMPARE(values.at("s-sas"), std::string("yes"));
        given.settings = {{"baseline", {{"tune", "no"}, {"lr", 0.01}}}};
        values = tuned("table6");
        QCOMPARE(values.at("pmf"), std::string("no"));
        given.settings = {{"baseline", {{"lambda", 0}}}};
        UP5_EXPECT_ERROR(tablePlan(recipeNamed("table4"), given, {1}), ErrorCode::InvalidInput,
                         "tune=yes chooses it");
    }

    /// Trained baselines of Tables 4 to 9 are tuned and probed on their own representation; fair ones stand
    /// beside their plain models, and all beside popularity.
    void tablesTuneBaselinesAndHaveTheirReferences() {
        for (int number = 4; number <= 9; ++number) {
            const std::string dataset = number == 9 ? "Insurance" : "MovieLens";
            const SweepPlan plan = tablePlan(recipeNamed("table" + std::to_string(number)),
                                             inputs(dataset, {"age", "occupation"}), {1});
            std::set<std::string> models;
            for (const PlannedJob& planned : plan.jobs) {
                if (planned.job.kind == "baseline") {
                    const BaselineModelInfo& model =
                        baselineModel(planned.job.options.at("model").get<std::string>());
                    models.insert(model.id);
                    QCOMPARE(planned.job.options.at("tune") == "yes", !model.grid.empty());
                    QCOMPARE(planned.job.options.at("probe.target") == "user_vector", !model.grid.empty());
                }
            }
            QVERIFY(models.contains("popularity"));
            for (const std::string& id : std::set<std::string>(models)) {
                const std::string& plain = baselineModel(id).plain;
                QVERIFY2(plain.empty() || models.contains(plain), id.c_str());
            }
        }
    }

    void settingsGoToTheModelsThatTakeThem() {
        RecipeInputs given = inputs("MovieLens", {"gender"});
        given.settings = {{"baseline", {{"dim", 48}, {"prefix_length", 4}, {"epochs", 7}}}};
        const SweepPlan plan = tablePlan(recipeNamed("table5"), given, {1});
        const auto option = [&](const char* job, const char* key) {
            return jobOf(plan, job).job.options.at(key).get<int>();
        };
        QCOMPARE(option("sasrec", "dim"), 48);
        QCOMPARE(option("bert4rec", "dim"), 48);
        QVERIFY(option("s-sas/gender", "dim") != 48); // it has that of the model it treats
        QCOMPARE(option("s-sas/gender", "prefix_length"), 4);
        QCOMPARE(option("sasrec", "prefix_length"), 10);
        QCOMPARE(option("s-bert/gender", "epochs"), 7);
        given.settings = {{"baseline", {{"pmf_loss", "mse"}}}};
        UP5_EXPECT_ERROR(tablePlan(recipeNamed("table5"), given, {1}), ErrorCode::InvalidInput,
                         "none of the baseline jobs of the recipe table5 takes it");
        given.settings = {{"baseline", {{"histroy", 20}}}};
        UP5_EXPECT_ERROR(tablePlan(recipeNamed("table5"), given, {1}), ErrorCode::InvalidInput, "history");
    }

    void recipesAreReadStrictly() {
        const std::string good = R"({"title":"t","table":4,"dataset":"","attributes":{"MovieLens":["age"]},)"
                                 R"("paper":{},"jobs":[]})";
        QCOMPARE(recipeFromText("x", good).attributesOf("MovieLens"), std::vector<std::string>{"age"});
        std::string unknown = good;
        unknown.replace(1, 0, "\"colour\":1,");
        UP5_EXPECT_ERROR(recipeFromText("x", unknown), ErrorCode::Protocol, "colour");
        UP5_EXPECT_ERROR(recipeFromText("x", "{\"title\":1}"), ErrorCode::Protocol, "title");
        UP5_EXPECT_ERROR(recipeFromText("x", "no json"), ErrorCode::Protocol, "x");
        std::string wrong = good;
        wrong.replace(wrong.find("[]}"), 3, R"([{"id":"a","kind":"cfp","attributes":"some","options":{}}]})");
        UP5_EXPECT_ERROR(recipeFromText("x", wrong), ErrorCode::Protocol, "some");
    }
};

QTEST_GUILESS_MAIN(TestRunList)
#include "tst_run_list.moc"
