// The job pipelines from data set to audited prompt, in one process: what they report, that they repeat and
// resume exactly.
#include <QtTest/QTest>

#include "base/error.h"
#include "base/random_stream.h"
#include "jobs/job_kinds.h"
#include "jobs/probe_targets.h"
#include "pipeline/live_control.h"
#include "pipeline/pipelines.h"
#include "support/expect_error.h"
#include "support/pipeline_bench.h"

using namespace up5;
using test::Bench;
using test::Recorder;

class TestPipeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_bench.run("backbone", m_bench.backboneSpec(), m_backbone); }

    void backboneReportsRanks() {
        for (const int k : {1, 3, 5, 10}) {
            const auto hit = m_backbone.metric("hit@k", k, "sequential");
            QVERIFY(hit && hit->n == 60 && hit->low <= hit->value && hit->value <= hit->high);
        }
        QVERIFY(m_backbone.metric("mrr", 0, "direct"));
        // Settings are chosen on validation targets, so they are ranked too.
        QVERIFY(m_backbone.metric("hit@k", 10, "sequential", "validation"));
        QVERIFY(m_backbone.metric("ndcg@k", 10, "sequential"));
    }

    void evaluationRepeatsTheBackbonesOwnFigures() {
        Recorder evaluation;
        m_bench.run("evaluate", m_bench.spec("evaluate", nlohmann::json::object()), evaluation);
        for (const int k : {1, 10}) {
            QCOMPARE(evaluation.metric("hit@k", k, "sequential")->value,
                     m_backbone.metric("hit@k", k, "sequential")->value);
        }
        Recorder catalogue;
        m_bench.run("catalogue",
                    m_bench.spec("evaluate", {{"candidates", "catalogue"}, {"task", "sequential"}}),
                    catalogue);
        QVERIFY(catalogue.metric("mean_candidates", 0, "sequential")->value > 20);
        QVERIFY(!catalogue.metric("hit@k", 1, "direct"));
    }

    void sameSeedSameBackbone() {
        Recorder again;
        m_bench.run("again", m_bench.backboneSpec(), again);
        QCOMPARE(m_bench.fileHash("again", "checkpoint/model.safetensors"),
                 m_bench.fileHash("backbone", "checkpoint/model.safetensors"));
        QCOMPARE(again.metricLines(), m_backbone.metricLines());
    }

    void resumedBackboneEqualsUninterrupted_data() {
        QTest::addColumn<int>("stopAt");
        RandomStream random(11, "steps to stop at");
        for (int i = 0; i < 3; ++i) {
            const int step = static_cast<int>(1 + random.below(12));
            QTest::addRow("stopped after progress event %d", step) << step;
        }
    }
    void resumedBackboneEqualsUninterrupted() {
        QFETCH(int, stopAt);
        const std::string id = "resumed" + std::to_string(stopAt);
        CancelToken cancel;
        Recorder stopped;
        stopped.cancelTraining(cancel, stopAt);
        QVERIFY_EXCEPTION_THROWN(m_bench.run(id, m_bench.backboneSpec(), stopped, cancel), Error);
        Recorder resumed;
        m_bench.run(id, m_bench.backboneSpec(), resumed);
        QCOMPARE(m_bench.fileHash(id, "checkpoint/model.safetensors"),
                 m_bench.fileHash("backbone", "checkpoint/model.safetensors"));
        QCOMPARE(resumed.metricLines(), m_backbone.metricLines());
    }

    void probeReportsEveryTargetAndMethod() {
        Recorder probe;
        m_bench.run("probe",
                    m_bench.spec("probe", m_bench.probeOptions(
                                              {{"method", "suite,mlp9-code,discrete,soft-prompt"},
                                               {"target", "user_span,all_tokens,history_tokens,"
                                                          "decoder_start,item_scores,recommended_list"},
                                               {"soft_steps", 20},
                                               {"leak_map", true}})),
                    probe);
        const std::vector<std::string> classifiers = {"logistic", "knn", "boosted_trees", "mlp7",
                                                      "mlp9-code"};
        std::pair<double, double> strongest = {-1, -1}; // validation, test
        for (const jobs::ProbeTarget& target : jobs::probeTargets()) {
            std::vector<std::string> methods = classifiers;
            if (target.key == "all_tokens") {
                methods.push_back("attention_pool");
            } else if (target.key == "answers") {
                methods = {"zero-shot-with-history", "zero-shot-without-history", "in-context-with-history",
                           "in-context-without-history", "soft-prompt"};
            }
            const std::string name = "probe_auc" + target.suffix;
            std::pair<double, double> best = {-1, -1};
            for (const std::string& method : methods) {
                const auto auc = probe.metric(name + "/" + method);
                QVERIFY2(auc && auc->n == 18 && auc->value >= 0 && auc->value <= 1, method.c_str());
                QVERIFY(probe.metric("probe_collapsed" + target.suffix + "/" + method));
                const double validation = probe.metric(name + "/" + method, 0, "", "validation")->value;
                if (validation > best.first) {
                    best = {validation, auc->value};
                }
            }
            QCOMPARE(probe.metric(name, 0, "", "validation")->value, best.first);
            QCOMPARE(probe.metric(name)->value, best.second);
            const bool isModel = target.key != jobs::kRawHistory;
            QCOMPARE(probe.metric("probe_null" + target.suffix).has_value(), isModel);
            QCOMPARE(probe.metric("probe_p" + target.suffix).has_value(), isModel);
            if (isModel && best.first > strongest.first) {
                strongest = best;
            }
        }
        // The attribute decides which items a user has: it must be found.
        QVERIFY(probe.metric("probe_auc_all_tokens")->value > 0.8);
        QVERIFY(probe.metric("probe_auc_raw_history")->value > 0.9);
        QVERIFY(probe.metric("probe_p_all_tokens")->value < 0.1);
        QCOMPARE(probe.metric("probe_null")->n, 20);
        const auto headline = probe.metricStarting("probe_auc_strongest/");
        QVERIFY(headline);
        QCOMPARE(headline->value, strongest.second);
        QVERIFY(probe.metric("probe_auc_answers_hard/soft-prompt"));
        for (const char* layer : {"00", "01", "02"}) {
            QVERIFY(probe.metric(std::string("leak_map/history_tokens/") + layer));
        }
    }

    void severalAttributesShareStates() {
        jobs::JobSpec spec = m_bench.spec("probe", m_bench.probeOptions({{"method", "logistic"}}));
        Recorder alone, both;
        m_bench.run("gender-alone", spec, alone);
        spec.attributes = {"age", "gender"};
        m_bench.run("age-and-gender", spec, both);
        for (const char* name : {"probe_auc", "probe_auc_all_tokens"}) {
            QCOMPARE(both.metricOf(name, "gender")->value, alone.metric(name)->value);
            const auto age = both.metricOf(name, "age");
            QVERIFY(age && age->n == 18);
        }
        // Three classes: the other definitions of the AUC stand beside the declared one.
        QVERIFY(both.metricOf("probe_auc_ovr_weighted", "age"));
        QVERIFY(!both.metricOf("probe_auc_ovr_weighted", "gender"));
    }

    void whatCannotBeProbedIsRefused() {
        const auto refusal = [&](const nlohmann::json& options, const char* word) {
            Recorder refused;
            UP5_EXPECT_ERROR(m_bench.run(std::string("refused ") + word,
                                         m_bench.spec("probe", m_bench.probeOptions(options)), refused),
                             ErrorCode::InvalidInput, word);
            QVERIFY(!refused.metric("probe_auc"));
        };
        refusal({{"method", "attention_pool"}, {"target", "user_span"}}, "attacks user_span");
        refusal({{"method", "logistic,discrete"}, {"verbalisers", UP5_SOURCE_DIR "/CMakeLists.txt"}},
                "CMakeLists.txt");
    }

    void aProbeOfTheAdversarysUsersIsRefusedOrMarked() {
        Recorder cfp;
        m_bench.run("cfp-for-overlap", m_bench.cfpSpec(5), cfp);
        jobs::JobSpec spec =
            m_bench.spec("probe", m_bench.probeOptions({{"method", "logistic"}, {"user_seed", 9}}));
        spec.promptRun = "cfp-for-overlap";
        Recorder refused;
        UP5_EXPECT_ERROR(m_bench.run("refused", spec, refused), ErrorCode::InvalidInput, "allow_overlap");
        QVERIFY(!refused.metric("probe_auc"));
        spec.options["allow_overlap"] = true;
        Recorder marked;
        m_bench.run("marked", spec, marked);
        QVERIFY(marked.metric("adversary_overlap")->value > 0);
        spec.options["user_seed"] = 2022;
        Recorder disjoint;
        m_bench.run("disjoint", spec, disjoint);
        QVERIFY(!disjoint.metric("adversary_overlap"));
        QCOMPARE(disjoint.metric("probe_auc/logistic")->value, cfp.metric("probe_auc/logistic")->value);
    }

    void cfpTrainsAndAudits() {
        Recorder cfp;
        m_bench.run("cfp", m_bench.cfpSpec(5), cfp);
        QVERIFY(cfp.metric("probe_auc") && cfp.metric("probe_auc_all_tokens") &&
                cfp.metric("hit@k", 10, "direct"));

        // An evaluation of the stored prompt gives the run's own figures.
        jobs::JobSpec evaluation = m_bench.spec("evaluate", nlohmann::json::object());
        evaluation.promptRun = "cfp";
        Recorder evaluated;
        m_bench.run("cfp-evaluated", evaluation, evaluated);
        QCOMPARE(evaluated.metric("mrr", 0, "sequential")->value, cfp.metric("mrr", 0, "sequential")->value);
        QVERIFY(evaluated.metric("mrr", 0, "sequential")->value !=
                m_backbone.metric("mrr", 0, "sequential")->value);
    }

    /// Embeddings before the input, a generator and a reweighter of the other kinds: trained, stored, read
    /// again as the same model; and a prompt that goes on from it.
    /// What training begins with, whatever the training would be.
    void aRandomPromptIsAuditedAsItBegins() {
        jobs::JobSpec spec = m_bench.cfpSpec(0);
        spec.options["batches"] = 0;
        Recorder random, again;
        m_bench.run("random", spec, random);
        QVERIFY(random.metric("probe_auc") && random.metric("hit@k", 10, "direct"));
        for (const jobs::JobEvent& event : random.events) {
            QVERIFY(!std::holds_alternative<jobs::SeriesEvent>(event)); // nothing was trained
        }
        spec.options["schedule"] = "paper";
        spec.options["prefix_dropout"] = 0.5;
        m_bench.run("random-again", spec, again);
        QCOMPARE(again.metric("mrr", 0, "sequential")->value, random.metric("mrr", 0, "sequential")->value);
        QCOMPARE(again.metric("probe_auc")->value, random.metric("probe_auc")->value);
        spec.options["lambda"] = 3;
        UP5_EXPECT_ERROR(jobs::jobKind("cfp").check(jobs::completed(spec)), ErrorCode::InvalidInput,
                         "lambda=0");
        spec.options["lambda"] = 0;
        spec.options["init"] = "prompt";
        spec.promptRun = "random";
        UP5_EXPECT_ERROR(jobs::jobKind("cfp").check(jobs::completed(spec)), ErrorCode::InvalidInput,
                         "condition=lambda");
    }

    void otherPromptsTrainAndAudit() {
        jobs::JobSpec spec = m_bench.cfpSpec(5);
        spec.options["injection"] = "input";
        spec.options["generator"] = "mlp";
        spec.options["reweighter"] = "ff";
        Recorder input;
        m_bench.run("input", spec, input);
        QCOMPARE(input.metric("stored_prefix_size", 0, "", "")->value, 3.0 * 2 * 32);

        jobs::JobSpec evaluation = m_bench.spec("evaluate", nlohmann::json::object());
        evaluation.promptRun = "input";
        Recorder evaluated;
        m_bench.run("input-evaluated", evaluation, evaluated);
        QCOMPARE(evaluated.metric("mrr", 0, "sequential")->value,
                 input.metric("mrr", 0, "sequential")->value);
        QVERIFY(evaluated.metric("mrr", 0, "sequential")->value !=
                m_backbone.metric("mrr", 0, "sequential")->value);
        jobs::JobSpec probe = m_bench.spec(
            "probe",
            m_bench.probeOptions({{"method", "logistic,attention_pool,soft-prompt"}, {"soft_steps", 10}}));
        probe.promptRun = "input";
        Recorder probed;
        m_bench.run("input-probed", probe, probed);
        for (const char* name : {"probe_auc/logistic", "probe_auc_all_tokens/logistic"}) {
            QCOMPARE(probed.metric(name)->value, input.metric(name)->value);
        }
        QVERIFY(probed.metric("probe_auc_all_tokens/attention_pool"));
        QVERIFY(probed.metric("probe_auc_answers/soft-prompt"));

        spec.options["init"] = "prompt";
        spec.options["batches"] = 2;
        spec.promptRun = "input";
        Recorder continued;
        m_bench.run("continued", spec, continued);
        QVERIFY(m_bench.fileHash("continued", "generator.safetensors") !=
                m_bench.fileHash("input", "generator.safetensors"));
    }

    /// One prompt for every λ: what is audited decides nothing about its training, an audit of it at another
    /// λ is that of a training with that λ as headline, and live answers repeat what jobs measure.
    void onePromptServesEveryLambda() {
        jobs::JobSpec spec = m_bench.cfpSpec(5);
        spec.options["condition"] = "lambda";
        spec.options["lambda_max"] = 20;
        Recorder five, twenty, again;
        m_bench.run("every-5", spec, five);
        spec.options["lambda"] = 20;
        m_bench.run("every-20", spec, twenty);
        QCOMPARE(m_bench.fileHash("every-20", "generator.safetensors"),
                 m_bench.fileHash("every-5", "generator.safetensors"));
        QVERIFY(m_bench.fileHash("every-20", "prompt.safetensors") !=
                m_bench.fileHash("every-5", "prompt.safetensors"));

        jobs::JobSpec audit = spec;
        audit.promptRun = "every-5";
        audit.options["init"] = "prompt";
        audit.options["batches"] = 0;
        m_bench.run("audit-20", audit, again);
        QCOMPARE(m_bench.fileHash("audit-20", "prompt.safetensors"),
                 m_bench.fileHash("every-20", "prompt.safetensors"));
        QCOMPARE(again.metric("mrr", 0, "sequential")->value, twenty.metric("mrr", 0, "sequential")->value);
        QCOMPARE(again.metric("probe_auc/logistic")->value, twenty.metric("probe_auc/logistic")->value);
        audit.options["prefix_length"] = 4;
        Recorder refused;
        UP5_EXPECT_ERROR(m_bench.run("audit-refused", audit, refused), ErrorCode::InvalidInput,
                         "prefix_length = 3");
        // It is one model that hides one attribute, whatever an audit says.
        audit.options["prefix_length"] = 3;
        audit.seed += 1;
        UP5_EXPECT_ERROR(m_bench.run("audit-seed", audit, refused), ErrorCode::InvalidInput, "with seed");
        audit.seed -= 1;
        audit.attributes = {"age"};
        UP5_EXPECT_ERROR(m_bench.run("audit-age", audit, refused), ErrorCode::InvalidInput, "hides gender");

        pipeline::LiveControl live(m_bench.workspace(), "every-5", torch::kCPU,
                                   {.users = 0, .probeUsers = 0, .resamples = 50});
        for (const auto& [lambda, run] : {std::pair{20.0, &twenty}, std::pair{5.0, &five}}) {
            const auto figures = live.measure(lambda);
            QCOMPARE(figures.at("hit@10").value, run->metric("hit@k", 10, "sequential", "validation")->value);
            QCOMPARE(figures.at("ndcg@10").value,
                     run->metric("ndcg@k", 10, "sequential", "validation")->value);
            QCOMPARE(figures.at("auc").value, run->metric("probe_auc/logistic", 0, "", "validation")->value);
            QVERIFY(figures.at("hit@10").n == 60 && figures.at("hit@10").low <= figures.at("hit@10").value);
        }
        QVERIFY(live.measure(0).at("auc").n > 0);
        UP5_EXPECT_ERROR(live.measure(21), ErrorCode::InvalidInput, "0.5 to 20");
        UP5_EXPECT_ERROR(
            pipeline::LiveControl(m_bench.workspace(), "backbone", torch::kCPU, pipeline::LiveOptions{}),
            ErrorCode::InvalidInput, "backbone");
    }

    void resumedCfpEqualsUninterrupted_data() {
        QTest::addColumn<bool>("everyLambda");
        QTest::newRow("one lambda") << false;
        QTest::newRow("every lambda") << true;
    }
    void resumedCfpEqualsUninterrupted() {
        QFETCH(bool, everyLambda);
        jobs::JobSpec spec = m_bench.cfpSpec(5);
        spec.options["condition"] = everyLambda ? "lambda" : "none";
        const std::string name = everyLambda ? "every-" : "";
        Recorder straight;
        m_bench.run(name + "straight", spec, straight);
        CancelToken cancel;
        Recorder stopped;
        stopped.cancelTraining(cancel, 7);
        UP5_EXPECT_ERROR((m_bench.run(name + "stopped", spec, stopped, cancel), 0), ErrorCode::Cancelled,
                         ""); // and nothing else: the state was saved
        Recorder resumed;
        m_bench.run(name + "stopped", spec, resumed);
        QCOMPARE(m_bench.fileHash(name + "stopped", "prompt.safetensors"),
                 m_bench.fileHash(name + "straight", "prompt.safetensors"));
        QCOMPARE(resumed.metricLines(), straight.metricLines());
    }

    void unknownAttributeIsRefusedByName() {
        jobs::JobSpec spec = m_bench.spec("probe", nlohmann::json::object());
        spec.attributes = {"shoe size"};
        Recorder recorder;
        try {
            m_bench.run("refused", spec, recorder);
            QFAIL("not refused");
        } catch (const Error& error) {
            QVERIFY(QString::fromUtf8(error.what()).contains(QStringLiteral("shoe size")));
        }
    }

private:
    Bench m_bench;
    Recorder m_backbone;
};

QTEST_GUILESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
