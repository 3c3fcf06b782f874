// What must stand beside a counterfactually-fair prompt, and what callers ask of stored runs.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>
#include <memory>
#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>

#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "jobs/job_submission.h"
#include "jobs/run_plan.h"
#include "store/dataset_repository.h"
#include "store/queue_repository.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;
using store::RunState;

class TestCompanions : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    Workspace m_workspace;
    std::unique_ptr<store::Store> m_store;
    std::string m_backbone;

    /// Submits and brings the run to a state.
    std::string stored(const JobSpec& spec, RunState state) {
        const std::string id = submitJob(spec, m_workspace, *m_store);
        if (state != RunState::Queued) {
            m_store->runs().setState(id, RunState::Running);
        }
        if (store::isEnded(state)) {
            m_store->runs().setState(id, state);
        }
        return id;
    }

    JobSpec backbone() const {
        JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = "d1";
        return spec;
    }

    JobSpec cfp(double lambda) const {
        JobSpec spec;
        spec.kind = "cfp";
        spec.name = "My point";
        spec.dataset = "d1";
        spec.backboneRun = m_backbone;
        spec.attributes = {"gender"};
        spec.seed = 7;
        spec.device = "cpu";
        spec.options = {
            {"lambda", lambda}, {"prefix_length", 9}, {"probe.test_share", 0.2}, {"probe.user_seed", 5}};
        return completed(spec);
    }

    std::vector<std::string> missingKinds(double lambda) {
        std::vector<std::string> kinds;
        for (const JobSpec& spec : missingCompanions({cfp(lambda)}, *m_store)) {
            kinds.push_back(spec.kind);
        }
        return kinds;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace.root = m_folder->path().toStdString();
        m_store = std::make_unique<store::Store>(m_workspace.database());
        m_store->datasets().upsert({"d1", "One", "csv", 1, 1, 1, "2026-01-01T00:00:00.000Z"});
        m_backbone = stored(backbone(), RunState::Succeeded);
    }

    void allAreMissingAtFirst() {
        const std::vector<JobSpec> specs = missingCompanions({cfp(10)}, *m_store);
        QCOMPARE(specs.size(), std::size_t{4});
        for (const JobSpec& spec : specs) {
            QCOMPARE(spec.backboneRun, m_backbone);
            QCOMPARE(spec.seed, std::uint64_t{7});
            QVERIFY(spec.promptRun.empty());
            QVERIFY(completed(spec) == spec);
        }
        QCOMPARE(specs[0].kind, std::string("evaluate"));
        QCOMPARE(specs[0].options.at("task"), nlohmann::json("both"));
        QCOMPARE(specs[0].options.at("part"), nlohmann::json("test"));
        QCOMPARE(specs[1].kind, std::string("probe"));
        QCOMPARE(specs[1].attributes, std::vector<std::string>{"gender"});
        QCOMPARE(specs[1].options.at("test_share"), nlohmann::json(0.2));
        QCOMPARE(specs[1].options.at("user_seed"), nlohmann::json(5));
        JobSpec control = cfp(0);
        control.name.clear();
        QVERIFY(specs[2] == control);
        QVERIFY(missingCompanions({control}, *m_store).size() == 3); // it is its own control
        QVERIFY(missingCompanions({specs[3]}, *m_store).size() == 2);
    }

    /// The prompt as training begins, whatever the training.
    void promptsOfOneSizeShareTheRandomOne() {
        JobSpec random = companionsOf({cfp(10)}).back();
        QCOMPARE(random.options.at("batches"), nlohmann::json(0));
        QCOMPARE(random.options.at("lambda"), nlohmann::json(0.0));
        QCOMPARE(random.options.at("prefix_length"), nlohmann::json(9));
        QCOMPARE(random.options.at("probe.test_share"), nlohmann::json(0.2));
        QCOMPARE(random.seed, std::uint64_t{7});
        JobSpec other = cfp(10);
        other.options["batches"] = 50;
        other.options["schedule"] = "paper";
        other.options["prefix_dropout"] = 0.3;
        QVERIFY(companionsOf({other}).back() == random);
        other.options["output_scale"] = 1.0;
        QVERIFY(!servesAs(companionsOf({other}).back(), random));
        QVERIFY(!servesAs(cfp(0), random));
        QCOMPARE(companionsOf({cfp(10), cfp(3)}).size(), std::size_t{4});
    }

    /// The probe of two attributes does for those of each of them.
    void oneProbeReadsAllAttributes() {
        JobSpec age = cfp(10);
        age.attributes = {"age"};
        const JobSpec joint = checkedAgainst(mixture(3), *m_store);
        const std::vector<JobSpec> companions = companionsOf({cfp(10), age, joint});
        QCOMPARE(std::count_if(companions.begin(), companions.end(),
                               [](const JobSpec& spec) { return spec.kind == "probe"; }),
                 1);
    }

    void whatIsThereOrComesIsNotAskedFor() {
        for (const JobSpec& spec : missingCompanions({cfp(10)}, *m_store)) {
            stored(spec, RunState::Queued);
        }
        QVERIFY(missingKinds(10).empty());
        QVERIFY(missingKinds(3).empty()); // another λ has the same control
    }

    /// Where λ = 0 nobody attacks, so it does not matter how.
    void promptsAgainstDifferentAdversariesShareTheirControl() {
        for (const JobSpec& spec : missingCompanions({cfp(10)}, *m_store)) {
            stored(spec, RunState::Succeeded);
        }
        JobSpec wide = cfp(10);
        wide.options["adversary"] = "logistic";
        wide.options["adversary_target"] = "user_span,all_tokens";
        QVERIFY(missingCompanions({wide}, *m_store).empty());
        wide.options["schedule"] = "paper"; // that changes how it is trained without an adversary, too
        QCOMPARE(missingCompanions({wide}, *m_store).size(), std::size_t{1});
    }

    /// The control of a prompt that starts from another starts there, too.
    void theControlStartsWhereThePromptDoes() {
        const std::string start = stored(cfp(3), RunState::Succeeded);
        JobSpec continued = cfp(10);
        continued.options["init"] = "prompt";
        continued.promptRun = start;
        const auto missingControl = [&]() -> std::optional<JobSpec> {
            const std::vector<JobSpec> missing = missingCompanions({continued}, *m_store);
            const auto control = std::find_if(missing.begin(), missing.end(),
                                              [](const JobSpec& spec) { return !spec.promptRun.empty(); });
            return control == missing.end() ? std::nullopt : std::optional(*control);
        };
        const auto control = missingControl();
        QVERIFY(control);
        QCOMPARE(control->promptRun, start);
        QCOMPARE(control->options.at("lambda").get<double>(), 0.0);
        JobSpec elsewhere = *control;
        elsewhere.promptRun = stored(cfp(4), RunState::Succeeded);
        stored(elsewhere, RunState::Succeeded);
        QVERIFY(missingControl());
        stored(*control, RunState::Succeeded);
        QVERIFY(!missingControl());
    }

    void aPromptThatIsRefusedBringsNoCompanions() {
        JobSpec foreign = cfp(10);
        foreign.options["init"] = "prompt";
        foreign.promptRun = stored(cfp(3), RunState::Succeeded);
        foreign.backboneRun = stored(backbone(), RunState::Succeeded);
        UP5_EXPECT_ERROR(missingCompanions({foreign}, *m_store), ErrorCode::InvalidInput, "belongs to");
        foreign.promptRun = "nobody";
        UP5_EXPECT_ERROR(missingCompanions({foreign}, *m_store), ErrorCode::NotFound, "nobody");
    }

    /// The control of a prompt for every λ is a prompt trained with λ = 0 alone; what only audits one needs
    /// none.
    void theControlOfEveryLambda() {
        JobSpec every = cfp(10);
        every.options["condition"] = "lambda";
        every.options["lambda_max"] = 50;
        const std::vector<JobSpec> missing = missingCompanions({every}, *m_store);
        QCOMPARE(missing.size(), std::size_t{4});
        JobSpec control = cfp(0);
        control.name.clear();
        QVERIFY(missing[2] == control);
        every.options["lambda"] = 0; // of the prompt for every λ: no control of its own
        QCOMPARE(missingCompanions({every}, *m_store).size(), std::size_t{4});
        every.promptRun = stored(every, RunState::Succeeded);
        every.options["batches"] = 0;
        every.options["init"] = "prompt";
        QCOMPARE(missingCompanions({every}, *m_store).size(), std::size_t{2});
    }

    /// Options that play no part in a control or a random prompt are inherited or left out, never refused.
    void companionsCanBeQueued() {
        const std::vector<nlohmann::json> settings = {
            {{"schedule", "code"}, {"t", 3}, {"r", 4}, {"sole_steps", 2}},
            {{"adversary", "mlp7"}, {"lr_classifier", 0.01}, {"warm_start", 7}, {"batch_norm", "running"}},
            {{"adversary", "soft-prompt"}, {"classifier_steps", 3}},
            {{"adversary", "logistic"}, {"adversary_target", "all_tokens"}, {"adversary_input", "raw"}},
            {{"selection", "hit_below_tau"}, {"tau", 0.6}, {"restarts", 2}},
            {{"condition", "lambda"}, {"lambda_min", 1}, {"lambda_zero_share", 0.3}}};
        for (const nlohmann::json& options : settings) {
            JobSpec prompt = cfp(10);
            prompt.options.update(options);
            const std::vector<JobSpec> companions = missingCompanions({prompt}, *m_store);
            QCOMPARE(companions.size(), std::size_t{4});
            for (const JobSpec& companion : companions) {
                QVERIFY(checkedAgainst(companion, *m_store) == companion);
            }
        }
    }

    void whatFailedIsAskedForAgain() {
        for (const JobSpec& spec : missingCompanions({cfp(10)}, *m_store)) {
            stored(spec, spec.kind == "probe" ? RunState::Cancelled : RunState::Failed);
        }
        QCOMPARE(missingKinds(10).size(), std::size_t{4});
    }

    void whatDiffersDoesNotServe() {
        std::vector<JobSpec> specs = missingCompanions({cfp(10)}, *m_store);
        specs[0].options["part"] = "validation";
        specs[1].options["user_seed"] = 6;
        specs[2].options["prefix_length"] = 8;
        specs[3].options["prefix_length"] = 8;
        for (const JobSpec& spec : specs) {
            stored(spec, RunState::Succeeded);
        }
        QCOMPARE(missingKinds(10).size(), std::size_t{4});
        specs = missingCompanions({cfp(10)}, *m_store);
        specs[1].attributes = {"age", "gender"}; // one probe run may serve several attributes
        specs[1].options["epochs"] = 3;
        specs[2].seed = 8;
        for (const JobSpec& spec : specs) {
            stored(spec, RunState::Succeeded);
        }
        QCOMPARE(missingKinds(10), std::vector<std::string>{"cfp"});
    }

    /// Today's defaults say nothing about what a run of an older version did.
    void aRunThatLacksOptionsDoesNotServe() {
        for (const JobSpec& spec : missingCompanions({cfp(0)}, *m_store)) {
            if (spec.kind != "evaluate") {
                stored(spec, RunState::Succeeded);
            }
        }
        QCOMPARE(missingKinds(0), std::vector<std::string>{"evaluate"});
        {
            SQLite::Database database(m_workspace.database(), SQLite::OPEN_READWRITE);
            database.exec(
                "UPDATE runs SET spec = json_remove(spec, '$.options.method') WHERE kind = 'probe'");
        }
        QCOMPARE(missingKinds(0), (std::vector<std::string>{"evaluate", "probe"}));
    }

    JobSpec mixture(double lambda) {
        JobSpec spec;
        spec.kind = "mixture";
        spec.backboneRun = m_backbone;
        JobSpec age = cfp(5);
        age.attributes = {"age"};
        spec.mixedPrompts = {stored(cfp(5), RunState::Succeeded), stored(age, RunState::Queued)};
        spec.seed = 7;
        spec.options = {{"lambda", lambda}, {"probe.test_share", 0.2}, {"probe.user_seed", 5}};
        return spec;
    }

    void aMixtureTakesItsAttributesFromItsPrompts() {
        const JobSpec spec = checkedAgainst(mixture(3), *m_store);
        QCOMPARE(spec.attributes, (std::vector<std::string>{"gender", "age"}));
        QCOMPARE(spec.dataset, std::string("d1"));
        QVERIFY(checkedAgainst(spec, *m_store) == spec);
        JobSpec twice = mixture(3);
        twice.mixedPrompts[1] = stored(cfp(9), RunState::Succeeded);
        UP5_EXPECT_ERROR(checkedAgainst(twice, *m_store), ErrorCode::InvalidInput, "both treat gender");
        JobSpec failed = mixture(3);
        failed.mixedPrompts[1] = stored(cfp(9), RunState::Failed);
        UP5_EXPECT_ERROR(checkedAgainst(failed, *m_store), ErrorCode::InvalidInput, "failed");
        JobSpec foreign = mixture(3);
        foreign.backboneRun = stored(backbone(), RunState::Succeeded);
        UP5_EXPECT_ERROR(checkedAgainst(foreign, *m_store), ErrorCode::InvalidInput, "belongs to");
        JobSpec others = mixture(3);
        others.attributes = {"age", "gender"};
        UP5_EXPECT_ERROR(checkedAgainst(others, *m_store), ErrorCode::InvalidInput, "gender, age");
    }

    void aSubsetIsChosenOfMixturesOnly() {
        const std::string mixed = stored(mixture(3), RunState::Succeeded);
        JobSpec probe;
        probe.kind = "probe";
        probe.backboneRun = m_backbone;
        probe.attributes = {"gender"};
        probe.promptRun = mixed;
        probe.options["remove"] = "age";
        QCOMPARE(checkedAgainst(probe, *m_store).promptRun, mixed);
        probe.options["remove"] = "marital";
        UP5_EXPECT_ERROR(checkedAgainst(probe, *m_store), ErrorCode::InvalidInput, "gender, age");
        probe.options["remove"] = "gender";
        probe.promptRun = stored(cfp(5), RunState::Succeeded);
        UP5_EXPECT_ERROR(checkedAgainst(probe, *m_store), ErrorCode::InvalidInput, "is no mixture");
        probe.promptRun.clear();
        UP5_EXPECT_ERROR(checkedAgainst(probe, *m_store), ErrorCode::InvalidInput, "no prompt is given");
    }

    void aMixtureIsComparedWithItsControl() {
        const JobSpec asked = mixture(3);
        std::vector<JobSpec> specs = missingCompanions({asked}, *m_store);
        QCOMPARE(specs.size(), std::size_t{4});
        QCOMPARE(specs[1].attributes, (std::vector<std::string>{"gender", "age"}));
        QCOMPARE(specs[2].kind, std::string("mixture"));
        QCOMPARE(specs[2].mixedPrompts, asked.mixedPrompts);
        QCOMPARE(specs[2].options.at("lambda").get<double>(), 0.0);
        QCOMPARE(specs[3].options.at("batches"), nlohmann::json(0));
        QCOMPARE(specs[3].mixedPrompts, asked.mixedPrompts);
        // One attribute was probed already: only the other one is left.
        specs[1].attributes = {"gender"};
        stored(specs[1], RunState::Succeeded);
        stored(specs[2], RunState::Queued);
        specs = missingCompanions({asked}, *m_store);
        QCOMPARE(specs.size(), std::size_t{3});
        QCOMPARE(specs[1].attributes, std::vector<std::string>{"age"});
    }

    /// Which attribute weighs how much says who attacks, and the control is attacked by nobody.
    void mixturesWithWeightsOfTheirOwnShareTheirControl() {
        JobSpec asked = mixture(3);
        asked.options["lambdas"] = "age=30";
        const std::vector<JobSpec> specs = missingCompanions({asked}, *m_store);
        QCOMPARE(specs.size(), std::size_t{4});
        QCOMPARE(specs[2].options.at("lambdas").get<std::string>(), std::string());
        QCOMPARE(specs[2].options.at("lambda").get<double>(), 0.0);
        for (const JobSpec& spec : specs) {
            stored(spec, RunState::Succeeded);
        }
        QVERIFY(missingCompanions({asked}, *m_store).empty());
        asked.options["lambdas"] = "gender=1";
        QVERIFY(missingCompanions({asked}, *m_store).empty());
        asked.options.erase("lambdas");
        QVERIFY(missingCompanions({asked}, *m_store).empty());
        // They are of the prompts' attributes, which are only known here.
        asked.options["lambdas"] = "marital=1";
        UP5_EXPECT_ERROR(checkedAgainst(asked, *m_store), ErrorCode::InvalidInput, "names marital");
    }

    void onlyForPrompts() {
        UP5_EXPECT_ERROR(missingCompanions({backbone()}, *m_store), ErrorCode::InvalidInput, "kind cfp");
    }

    void questionsAboutRuns() {
        QCOMPARE(newestBackbone(*m_store, "d1")->id, m_backbone);
        QVERIFY(!newestBackbone(*m_store, "d2"));
        stored(backbone(), RunState::Failed);
        QCOMPARE(newestBackbone(*m_store, "d1")->id, m_backbone);
        const std::string newer = stored(backbone(), RunState::Succeeded);
        QCOMPARE(newestBackbone(*m_store, "d1")->id, newer);
        QVERIFY(specOf(*m_store, newer) == completed(backbone()));
        QCOMPARE(datasetOfRun(*m_store, newer), std::string("d1"));
        UP5_EXPECT_ERROR(specOf(*m_store, "zz"), ErrorCode::NotFound, "zz");
        JobSpec import;
        import.kind = "import";
        import.paths = {"/a"};
        const std::string id = stored(import, RunState::Queued);
        UP5_EXPECT_ERROR(datasetOfRun(*m_store, id), ErrorCode::NotFound, "no data set yet");
    }

    void theLineOfADevice() {
        JobSpec spec = backbone();
        spec.device = "cpu";
        QCOMPARE(queueDevice(spec), std::string("cpu"));
        spec.device = "cuda";
        QCOMPARE(queueDevice(spec), std::string("cuda:0"));
        spec.device = "cuda:3";
        QCOMPARE(queueDevice(spec), std::string("cuda:3"));
        spec.device = "auto";
        QVERIFY(queueDevice(spec) == "cpu" || queueDevice(spec) == "cuda:0");
        spec.kind = "import";
        QCOMPARE(queueDevice(spec), std::string());
    }
};

QTEST_GUILESS_MAIN(TestCompanions)
#include "tst_companions.moc"
