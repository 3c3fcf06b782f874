// Specifications: strict JSON, kinds and what they need.
#include <QtTest/QTest>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/job_spec.h"
#include "jobs/options/probe_options.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

namespace {

JobSpec fullSpec() {
    JobSpec spec;
    spec.kind = "probe";
    spec.name = "Leak of \"gender\" ü";
    spec.dataset = std::string(64, 'a');
    spec.backboneRun = "b1";
    spec.promptRun = "p1";
    spec.attributes = {"gender", "age"};
    spec.seed = 18446744073709551615ULL;
    spec.device = "cuda:1";
    spec.options = {{"epochs", 7}};
    return spec;
}

JobSpec specOf(const std::string& kind) {
    JobSpec spec;
    spec.kind = kind;
    if (kind == "import") {
        spec.paths = {"/data/a.zip"};
    } else if (kind == "backbone" || kind == "baseline" || kind == "sweep") {
        spec.dataset = "d";
    } else {
        spec.backboneRun = "b";
    }
    if (kind == "probe" || kind == "cfp" || kind == "stability") {
        spec.attributes = {"gender"};
    }
    if (kind == "mixture") {
        spec.mixedPrompts = {"p1", "p2"};
    }
    return spec;
}

} // namespace

class TestJobSpec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survivesJson() {
        const JobSpec spec = fullSpec();
        QVERIFY(jobSpecFromJson(nlohmann::json::parse(toJson(spec).dump())) == spec);
    }

    /// Specs of other kinds look as they did before there were mixtures.
    void onlyMixturesNamePromptsToMix() {
        QVERIFY(!toJson(fullSpec()).contains("mixed_prompts"));
        JobSpec spec = specOf("mixture");
        QVERIFY(jobSpecFromJson(nlohmann::json::parse(toJson(spec).dump())) == spec);
    }

    void refusesBrokenJson_data() {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<QString>("inSentence");
        QTest::newRow("other protocol") << R"({"protocol": 2})"
                                        << "version 2";
        QTest::newRow("both versions are named") << R"({"protocol": 2})"
                                                 << "version 1";
        QTest::newRow("unknown member") << R"({"colour": "red"})"
                                        << "colour";
        QTest::newRow("missing member") << R"({"seed": null})"
                                        << "seed";
        QTest::newRow("negative seed") << R"({"seed": -1})"
                                       << "seed";
        QTest::newRow("seed as text") << R"({"seed": "1"})"
                                      << "seed";
        QTest::newRow("attributes as text") << R"({"attributes": "gender"})"
                                            << "attributes";
        QTest::newRow("number among attributes") << R"({"attributes": ["a", 3]})"
                                                 << "attributes";
        QTest::newRow("options as list") << R"({"options": []})"
                                         << "options";
        QTest::newRow("kind as number") << R"({"kind": 4})"
                                        << "kind";
    }

    void refusesBrokenJson() {
        QFETCH(QString, patch);
        QFETCH(QString, inSentence);
        nlohmann::json json = toJson(fullSpec());
        json.merge_patch(nlohmann::json::parse(patch.toStdString())); // null removes the member
        UP5_EXPECT_ERROR(jobSpecFromJson(json), ErrorCode::Protocol, inSentence.toStdString());
    }

    void refusesWhatIsNoObject() {
        UP5_EXPECT_ERROR(jobSpecFromJson(nlohmann::json::array()), ErrorCode::Protocol, "object");
    }

    void completesEveryKind() {
        for (const JobKind& kind : jobKinds()) {
            const JobSpec spec = completed(specOf(kind.name));
            QCOMPARE(spec.options.size(), kind.options->infos().size());
            QVERIFY2(completed(spec) == spec, kind.name.c_str());
        }
        QCOMPARE(jobKinds().size(), std::size_t{9});
    }

    void givenOptionsStay() {
        JobSpec spec = specOf("cfp");
        spec.options = {{"lambda", 0}};
        QCOMPARE(completed(spec).options.at("lambda").get<double>(), 0.0);
    }

    void refusesUnknownOption() {
        JobSpec spec = specOf("cfp");
        spec.options = {{"lamda", 1}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "lambda");
    }

    void listsAreCheckedPartByPart() {
        JobSpec spec = specOf("probe");
        spec.options = {{"method", "mlp7,discrete,zero-shot-with-history,logistic"}};
        const auto options = ProbeOptions::table().read(completed(spec).options);
        const std::vector<std::string> expected = {"mlp7",
                                                   "zero-shot-with-history",
                                                   "zero-shot-without-history",
                                                   "in-context-with-history",
                                                   "in-context-without-history",
                                                   "logistic"};
        QCOMPARE(options.methodNames(), expected);
        QCOMPARE(options.targetKeys(), (std::vector<std::string>{"user_span", "all_tokens"}));
        for (const char* wrong : {"mlp7,forest", "mlp7,mlp7", "mlp7,", "", "mlp7, logistic"}) {
            spec.options = {{"method", wrong}};
            UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "soft-prompt");
        }
        spec.options = {{"target", "answers"}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "decoder_start");
    }

    void refusesUnknownKind() {
        JobSpec spec = specOf("cfp");
        spec.kind = "train";
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::NotFound, "backbone");
    }

    void refusesWhatIsMissing() {
        const auto refusesWithout = [](const char* kind, const char* word, auto&& remove) {
            JobSpec spec = specOf(kind);
            remove(spec);
            UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, word);
        };
        refusesWithout("import", "file", [](JobSpec& spec) { spec.paths.clear(); });
        refusesWithout("backbone", "data set", [](JobSpec& spec) { spec.dataset.clear(); });
        for (const char* kind : {"evaluate", "probe", "cfp"}) {
            refusesWithout(kind, "backbone run", [](JobSpec& spec) { spec.backboneRun.clear(); });
        }
        refusesWithout("mixture", "from 2 to 6", [](JobSpec& spec) { spec.mixedPrompts = {"p"}; });
        for (const char* kind : {"probe", "cfp"}) {
            refusesWithout(kind, "attribute", [](JobSpec& spec) { spec.attributes.clear(); });
        }
    }

    void refusesWhatIsTooMuch() {
        const auto refusesWith = [](const char* kind, const char* word, auto&& add) {
            JobSpec spec = specOf(kind);
            add(spec);
            UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, word);
        };
        refusesWith("import", "data set", [](JobSpec& spec) { spec.dataset = "d"; });
        refusesWith("import", "absolute", [](JobSpec& spec) { spec.paths.push_back("relative.csv"); });
        refusesWith("backbone", "backbone run", [](JobSpec& spec) { spec.backboneRun = "b"; });
        refusesWith("backbone", "attributes", [](JobSpec& spec) { spec.attributes = {"age"}; });
        refusesWith("evaluate", "attributes", [](JobSpec& spec) { spec.attributes = {"age"}; });
        refusesWith("evaluate", "files", [](JobSpec& spec) { spec.paths = {"/a"}; });
        refusesWith("cfp", "exactly one", [](JobSpec& spec) { spec.attributes = {"age", "gender"}; });
        refusesWith("cfp", "prompt run", [](JobSpec& spec) { spec.promptRun = "p"; });
        refusesWith("probe", "different", [](JobSpec& spec) { spec.attributes = {"age", "age"}; });
        refusesWith("probe", "prompts to mix", [](JobSpec& spec) { spec.mixedPrompts = {"p", "q"}; });
        refusesWith("mixture", "prompt run", [](JobSpec& spec) { spec.promptRun = "p"; });
        refusesWith("mixture", "different prompts", [](JobSpec& spec) { spec.mixedPrompts = {"p", "p"}; });
        refusesWith("mixture", "2 prompts", [](JobSpec& spec) { spec.attributes = {"age"}; });
        refusesWith("mixture", "from 2 to 6",
                    [](JobSpec& spec) { spec.mixedPrompts = {"a", "b", "c", "d", "e", "f", "g"}; });
    }

    void promptsStartFromAnotherOnlyWhereAsked() {
        JobSpec spec = specOf("cfp");
        spec.options = {{"init", "prompt"}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "prompt run");
        spec.promptRun = "p";
        QCOMPARE(completed(spec).promptRun, std::string("p"));
        spec.options = {{"init", "small"}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "init=prompt");
        spec.promptRun.clear();
        spec.options = {{"init", "zero"}, {"reweighter", "ff"}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "reweighter=ff");
        spec.options = {{"init", "zero"}, {"reweighter", "encoder_only"}, {"generator", "mlp"}};
        QCOMPARE(completed(spec).options.at("injection").get<std::string>(), std::string("kv"));
    }

    void conditionsAreChecked() {
        JobSpec spec = specOf("cfp");
        const auto refused = [&](const nlohmann::json& options, const char* word) {
            spec.options = {{"condition", "lambda"}};
            spec.options.update(options);
            UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, word);
        };
        refused({{"generator", "table"}}, "generator=table");
        refused({{"lambda_min", 20}, {"lambda_max", 10}}, "lambda_min is 20");
        refused({{"lambda", 0.2}}, "λ = 0.2");
        refused({{"lambda", 101}}, "lambda_max = 100");
        refused({{"lambda_schedule", "sqrt"}}, "lambda_schedule=constant");
        refused({{"selection", "knee"}}, "selection=last");
        refused({{"restarts", 2}}, "restarts=1");
        refused({{"batches", 0}}, "init=prompt");
        spec.options = {{"condition", "lambda"}, {"lambda", 0}};
        QCOMPARE(completed(spec).options.at("lambda_zero_share").get<double>(), 0.15);
        spec.options = {{"batches", 0}, {"init", "prompt"}};
        spec.promptRun = "p";
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "condition=lambda");
        spec.options["condition"] = "lambda";
        QCOMPARE(completed(spec).options.at("batches").get<int>(), 0);
    }

    /// New jobs are; stored ones of older versions can still be read.
    void whatChangesNothingIsRefused() {
        for (const char* kind : {"cfp", "mixture"}) {
            const auto refused = [&](const nlohmann::json& options, const char* words) {
                JobSpec spec = specOf(kind);
                spec.options = options;
                UP5_EXPECT_ERROR(completedNew(spec), ErrorCode::InvalidInput, words);
                QVERIFY(completed(spec).options.at("batches").is_number());
            };
            const auto taken = [&](const nlohmann::json& options) {
                JobSpec spec = specOf(kind);
                spec.options = options;
                QVERIFY(completedNew(spec) == completed(spec));
            };
            refused({{"restarts", 2}}, "selection=last keeps the last start");
            taken({{"restarts", 2}, {"selection", "knee"}});
            refused({{"adversary_combination", "strongest"}}, "adversary_target=user_span");
            taken({{"adversary_combination", "strongest"}, {"adversary_target", "user_span,history_tokens"}});
            for (const char* key : {"t", "r"}) {
                refused({{key, 2}},
                        "schedule=balanced does not read it (schedule=paper and schedule=code do)");
                taken({{key, 2}, {"schedule", "paper"}});
                taken({{key, 2}, {"schedule", "code"}});
                taken({{key, completed(specOf(kind)).options.at(key)}}); // the default asks for nothing
            }
            refused({{"sole_steps", 3}}, "sole_steps is 3");
            refused({{"sole_steps", 3}, {"schedule", "paper"}}, "schedule=code does");
            taken({{"sole_steps", 3}, {"schedule", "code"}});
            refused({{"classifier_steps", 3}, {"schedule", "code"}}, "schedule=balanced does");
            taken({{"classifier_steps", 3}});
            refused({{"tau", 0.6}, {"selection", "knee"}}, "selection=hit_below_tau does");
            taken({{"tau", 0.6}, {"selection", "hit_below_tau"}});
        }
    }

    /// Adversaries that learn by steps, and those that read states, have options of their own.
    void whatNoAdversaryReadsIsRefused() {
        const auto with = [](const char* adversary, const nlohmann::json& option) {
            JobSpec spec = specOf("cfp");
            spec.options = {{"adversary", adversary}};
            spec.options.update(option);
            return spec;
        };
        const std::vector<nlohmann::json> ofSteps = {
            {{"lr_classifier", 0.01}}, {{"warm_start", 5}}, {{"batch_norm", "running"}}};
        for (const nlohmann::json& option : ofSteps) {
            UP5_EXPECT_ERROR(completedNew(with("logistic", option)), ErrorCode::InvalidInput,
                             "there are no classifier steps");
            completedNew(with("logistic,mlp7", option));
            completedNew(with("soft-prompt", option));
        }
        const std::vector<nlohmann::json> ofStates = {{{"adversary_target", "all_tokens"}},
                                                      {{"adversary_input", "raw"}}};
        for (const nlohmann::json& option : ofStates) {
            UP5_EXPECT_ERROR(completedNew(with("soft-prompt", option)), ErrorCode::InvalidInput,
                             "nobody reads states");
            completedNew(with("soft-prompt,logistic", option));
        }
    }

    void theRangeOfLambdaIsOfPromptsForEveryLambda() {
        JobSpec spec = specOf("cfp");
        const std::vector<nlohmann::json> range = {
            {{"lambda_min", 1}}, {{"lambda_max", 50}}, {{"lambda_zero_share", 0.3}}};
        for (const nlohmann::json& option : range) {
            spec.options = option;
            UP5_EXPECT_ERROR(completedNew(spec), ErrorCode::InvalidInput, "condition=lambda");
            spec.options["condition"] = "lambda";
            completedNew(spec);
        }
    }

    void aBeamSearchRanksByLength() {
        JobSpec spec = specOf("evaluate");
        spec.options = {{"score", "beam20"}, {"norm", "sum"}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "norm is sum");
        spec.options["score"] = "exact";
        QCOMPARE(completed(spec).options.at("norm").get<std::string>(), std::string("sum"));
    }

    void checksTheDevice() {
        for (const char* device : {"auto", "cpu", "cuda", "cuda:0", "cuda:15"}) {
            checkDevice(device);
        }
        for (const char* device : {"", "gpu", "cuda:", "cuda:x", "CPU", "cpu ", "cuda:-1", "mps"}) {
            UP5_EXPECT_ERROR(checkDevice(device), ErrorCode::InvalidInput, "cuda:N");
        }
        JobSpec spec = specOf("backbone");
        spec.device = "tpu";
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "tpu");
    }
};

QTEST_GUILESS_MAIN(TestJobSpec)
#include "tst_job_spec.moc"
