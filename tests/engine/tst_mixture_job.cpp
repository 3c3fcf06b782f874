// The mixture job from trained prompts to an audit of every subset: what it reports, stores and refuses, and
// that it resumes exactly.
#include <QtTest/QTest>

#include <set>

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "nn/prefix_slots.h"
#include "pipeline/loaded_backbone.h"
#include "support/expect_error.h"
#include "support/pipeline_bench.h"
#include "support/tensor_checks.h"

using namespace up5;
using namespace up5::test;

class TestMixtureJob : public QObject {
    Q_OBJECT

    jobs::JobSpec prompt(const std::string& attribute, int userSeed = 2022) const {
        jobs::JobSpec spec = m_bench.cfpSpec(5);
        spec.attributes = {attribute};
        spec.options["probe.user_seed"] = userSeed;
        spec.options["prefix_length"] = attribute == "age" ? 5 : 3;
        return spec;
    }

    jobs::JobSpec mixture(double lambda) const {
        jobs::JobSpec spec = m_bench.spec("mixture", {{"lambda", lambda},
                                                      {"n_out", 4},
                                                      {"batches", 12},
                                                      {"batch_size", 8},
                                                      {"warm_start", 4},
                                                      {"probe.epochs", 3},
                                                      {"probe.test_share", 0.3},
                                                      {"probe.validation_share", 0.2},
                                                      {"probe.method", "logistic"},
                                                      {"probe.null_refits", 20},
                                                      {"probe.resamples", 100}});
        spec.attributes = {"gender", "age"};
        spec.mixedPrompts = {"gender-prompt", "age-prompt"};
        return spec;
    }

    static std::optional<jobs::MetricEvent> figure(const Recorder& recorder, const std::string& removed,
                                                   const std::string& name, const std::string& attribute,
                                                   const std::string& task = "", int k = 0) {
        for (const jobs::JobEvent& event : recorder.events) {
            const auto* metric = std::get_if<jobs::MetricEvent>(&event);
            if (metric != nullptr && metric->removed == removed && metric->name == name &&
                metric->attribute == attribute && metric->task == task && metric->k == k &&
                metric->split == "test") {
                return *metric;
            }
        }
        return std::nullopt;
    }

private Q_SLOTS:
    void initTestCase() {
        Recorder recorder;
        m_bench.run("backbone", m_bench.backboneSpec(), recorder);
        m_bench.run("gender-prompt", prompt("gender"), m_gender);
        m_bench.run("age-prompt", prompt("age"), recorder);
        m_bench.run("mixture", mixture(5), m_mixture);
    }

    void everySubsetIsRankedAndEveryAttributeProbed() {
        for (const std::string removed : {"gender", "age", "gender+age"}) {
            for (const std::string task : {"sequential", "direct"}) {
                QVERIFY(figure(m_mixture, removed, "hit@k", "", task, 10));
                QVERIFY(figure(m_mixture, removed, "mrr", "", task));
            }
            for (const std::string attribute : {"gender", "age"}) {
                const auto auc = figure(m_mixture, removed, "probe_auc", attribute);
                QVERIFY(auc && auc->low <= auc->value && auc->value <= auc->high);
                QVERIFY(figure(m_mixture, removed, "probe_auc_all_tokens", attribute));
            }
            QVERIFY(std::filesystem::exists(m_bench.artifact("mixture", jobs::promptFileName(removed))));
        }
        // The run as a whole has sizes only.
        QVERIFY(!figure(m_mixture, "", "probe_auc", "gender"));
        const auto count = m_mixture.metric("trainable_parameters", 0, "", "");
        // The tiny preset: d_inner = 32, 2 + 2 layers; n_out = 4 (spec D3 with one projection set).
        QCOMPARE(count->value, 12.0 * 4 * 32 + 4 * (32 * 32 + 32));
        QVERIFY(m_mixture.metric("backbone_parameters_untied", 0, "", "")->value >
                m_mixture.metric("backbone_parameters", 0, "", "")->value);
    }

    void oneAttributeIsItsOwnPrompt() { // spec I.12
        QCOMPARE(figure(m_mixture, "gender", "mrr", "", "sequential")->value,
                 m_gender.metric("mrr", 0, "sequential")->value);
        const auto config =
            pipeline::loadBackbone(m_bench.workspace(), "backbone", {}, torch::kCPU).network->config();
        const auto slots = [&](const pipeline::PromptChoice& choice) {
            return nn::slotsOf(pipeline::loadPrompt(m_bench.workspace(), choice, "backbone", config));
        };
        UP5_COMPARE_TENSORS(slots({"mixture", "age"}), slots({"age-prompt"}), 0.0);
        QCOMPARE(slots({"mixture"}).size(1), 4);
        UP5_COMPARE_TENSORS(slots({"mixture"}), slots({"mixture", "age,gender"}), 0.0);
    }

    void anySubsetServesOtherJobs() {
        for (const auto& [remove, key] : {std::pair("age", "age"), std::pair("", "gender+age")}) {
            jobs::JobSpec spec = m_bench.spec("evaluate", {{"remove", remove}});
            spec.promptRun = "mixture";
            Recorder evaluated;
            m_bench.run(std::string("evaluated ") + key, spec, evaluated);
            QCOMPARE(evaluated.metric("mrr", 0, "direct")->value,
                     figure(m_mixture, key, "mrr", "", "direct")->value);
            QVERIFY(evaluated.metric("mrr", 0, "direct")->removed.empty());
        }
        jobs::JobSpec probe =
            m_bench.spec("probe", m_bench.probeOptions({{"method", "logistic"}, {"remove", "gender"}}));
        probe.promptRun = "mixture";
        Recorder probed;
        m_bench.run("probed", probe, probed);
        QCOMPARE(probed.metric("probe_auc/logistic")->value,
                 figure(m_mixture, "gender", "probe_auc/logistic", "gender")->value);
        probe.options["user_seed"] = 9;
        Recorder refused;
        UP5_EXPECT_ERROR(m_bench.run("refused probe", probe, refused), ErrorCode::InvalidInput,
                         "allow_overlap");
    }

    void resumedEqualsUninterrupted() {
        CancelToken cancel;
        Recorder stopped;
        stopped.cancelTraining(cancel, 7);
        UP5_EXPECT_ERROR((m_bench.run("stopped", mixture(5), stopped, cancel), 0), ErrorCode::Cancelled, "");
        Recorder resumed;
        m_bench.run("stopped", mixture(5), resumed);
        const std::string file = jobs::promptFileName("gender+age");
        QCOMPARE(m_bench.fileHash("stopped", file), m_bench.fileHash("mixture", file));
        QCOMPARE(resumed.metricLines(), m_mixture.metricLines());
    }

    /// The same weights, however they are said, are the same training; other weights are another.
    void eachAttributeHasItsWeight() {
        const std::string file = jobs::promptFileName("gender+age");
        jobs::JobSpec spec = mixture(3);
        spec.options["lambdas"] = "age=5,gender=5";
        Recorder recorder;
        m_bench.run("weights 5 and 5", spec, recorder);
        QCOMPARE(m_bench.fileHash("weights 5 and 5", file), m_bench.fileHash("mixture", file));
        spec.options["lambdas"] = "age=0,gender=5";
        m_bench.run("weights 5 and 0", spec, recorder);
        QVERIFY(m_bench.fileHash("weights 5 and 0", file) != m_bench.fileHash("mixture", file));
    }

    void theControlTrainsWithoutAdversaries() {
        Recorder control;
        m_bench.run("control", mixture(0), control);
        QVERIFY(figure(control, "gender+age", "mrr", "", "direct"));
        for (const jobs::JobEvent& event : control.events) {
            const auto* point = std::get_if<jobs::SeriesEvent>(&event);
            QVERIFY(point == nullptr || point->name != "loss_dis");
        }
    }

    void promptsWhoseAdversaryHasSeenTheProbesUsersAreRefused() {
        Recorder recorder;
        m_bench.run("other-users", prompt("age", 9), recorder);
        jobs::JobSpec spec = mixture(5);
        spec.mixedPrompts = {"gender-prompt", "other-users"};
        Recorder refused;
        UP5_EXPECT_ERROR(m_bench.run("refused", spec, refused), ErrorCode::InvalidInput, "adversary");
    }

private:
    Bench m_bench;
    Recorder m_gender, m_mixture;
};

QTEST_GUILESS_MAIN(TestMixtureJob)
#include "tst_mixture_job.moc"
