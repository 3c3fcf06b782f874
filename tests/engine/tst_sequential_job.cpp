// Jobs of the sequential baselines in one process: what they report, that they beat popularity, repeat and
// resume exactly, and what a prompt before a frozen run leaves as it is.
#include <QtTest/QTest>

#include <set>

#include "base/atomic_file.h"
#include "jobs/baseline_models.h"
#include "metrics/checkpoint_choice.h"
#include "nn/checkpoint.h"
#include "support/expect_error.h"
#include "support/pipeline_bench.h"

using namespace up5;
using test::Bench;
using test::Recorder;

class TestSequentialJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_bench.run("sasrec", spec("sasrec", {"gender"}, {{"epochs", 25}}), m_sasrec);
        m_bench.run("bert4rec", spec("bert4rec", {}, {{"epochs", 40}, {"lr", 0.02}, {"mask_share", 0.4}}),
                    m_bert4rec);
    }

    void plainModelIsRankedAndAudited() {
        for (const int k : {1, 3, 5, 10}) {
            const auto hit = m_sasrec.metric("hit@k", k, "sequential");
            QVERIFY(hit && hit->n == 60 && hit->low <= hit->value && hit->value <= hit->high);
        }
        QVERIFY(m_sasrec.metric("ndcg@k", 10, "sequential", "validation"));
        QVERIFY(!m_sasrec.metric("hit@k", 10, "direct"));
        for (const char* name : {"probe_auc", "probe_auc/logistic", "probe_auc_item_scores",
                                 "probe_auc_recommended_list", "probe_null"}) {
            QVERIFY2(m_sasrec.metricOf(name, "gender"), name);
        }
        QVERIFY(std::filesystem::exists(m_bench.artifact("sasrec", "model.safetensors")));
    }

    /// Each half of the users has a half of the items, which their histories tell and popularity does not.
    void beatPopularity() {
        Recorder popularity;
        m_bench.run("popularity", spec("popularity"), popularity);
        const auto ndcg = [](const Recorder& run) { return run.metric("ndcg@k", 10, "sequential")->value; };
        for (const Recorder* run : {&m_sasrec, &m_bert4rec}) {
            QVERIFY2(ndcg(*run) > ndcg(popularity) + 0.05,
                     qPrintable(QStringLiteral("%1 against %2").arg(ndcg(*run)).arg(ndcg(popularity))));
        }
    }

    void resumedEqualsUninterrupted_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("stopAt");
        QTest::newRow("SASRec in the first epoch") << QStringLiteral("sasrec") << 2;
        QTest::newRow("BERT4Rec in the second epoch") << QStringLiteral("bert4rec") << 6;
        QTest::newRow("S-SAS") << QStringLiteral("s-sas") << 11;
        QTest::newRow("S-BERT") << QStringLiteral("s-bert") << 7;
    }
    void resumedEqualsUninterrupted() {
        QFETCH(QString, model);
        QFETCH(int, stopAt);
        const std::string id = model.toStdString();
        const jobs::JobSpec wanted = spec(id, {"gender"}, {{"batch_size", 16}});
        Recorder straight, stopped, resumed;
        m_bench.run("straight-" + id, wanted, straight);
        CancelToken cancel;
        stopped.cancelTraining(cancel, stopAt);
        UP5_EXPECT_ERROR((m_bench.run("stopped-" + id, wanted, stopped, cancel), 0), ErrorCode::Cancelled,
                         "");
        m_bench.run("stopped-" + id, wanted, resumed);
        QCOMPARE(m_bench.fileHash("stopped-" + id, "model.safetensors"),
                 m_bench.fileHash("straight-" + id, "model.safetensors"));
        QCOMPARE(resumed.metricLines(), straight.metricLines());
    }

    void aPromptLeavesTheFrozenRunAsItIs_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("plain");
        QTest::newRow("S-SAS") << QStringLiteral("s-sas") << QStringLiteral("sasrec");
        QTest::newRow("S-BERT") << QStringLiteral("s-bert") << QStringLiteral("bert4rec");
    }
    void aPromptLeavesTheFrozenRunAsItIs() {
        QFETCH(QString, model);
        QFETCH(QString, plain);
        const std::string id = "frozen-" + model.toStdString();
        Recorder run;
        m_bench.run(id, spec(model.toStdString(), {"gender"}, {{"train_layernorm", "no"}}), run);
        const auto before = nn::loadTensors(m_bench.artifact(plain.toStdString(), "model.safetensors"));
        const auto after = nn::loadTensors(m_bench.artifact(id, "model.safetensors"));
        for (const auto& [name, weights] : before) {
            QVERIFY2(torch::equal(after.at("encoder." + name), weights), name.c_str());
        }
        QVERIFY(after.contains("prompt.prefixes"));
        // One attribute: figures of the run as a whole, as of a prompt for P5.
        QVERIFY(removedOf(run).empty());
        QVERIFY(run.metric("hit@k", 10, "sequential") && run.metric("probe_auc"));
    }

    void severalAttributesAreOneSet() {
        Recorder run;
        m_bench.run("set", spec("s-sas", {"gender", "age"}, {{"user_prompts", "yes"}}), run);
        QCOMPARE(removedOf(run), std::set<std::string>{"gender+age"});
    }

    void tuningTriesSeveralWeights() {
        Recorder run;
        m_bench.run("tuned", spec("s-sas", {"gender"}, {{"tune", "yes"}, {"lr", 0.0}, {"epochs", 1}}), run);
        const nlohmann::json settings = readJsonFile(m_bench.artifact("tuned", "settings.json"));
        QCOMPARE(settings.at("tried").size(), std::size_t{4});
        std::vector<metrics::CheckpointFigures> figures;
        for (const nlohmann::json& trial : settings.at("tried")) {
            figures.push_back(
                {trial.at("validation_ndcg@10").get<double>(), trial.at("validation_auc").get<double>()});
        }
        const auto chosen = settings.at("chosen").get<std::size_t>();
        QCOMPARE(chosen, metrics::chosenCheckpoint(figures, metrics::ChoiceRule::Knee, 0));
        QCOMPARE(run.metric("tuned_lambda", 0, "", "")->value,
                 settings.at("tried")[chosen].at("settings").at("lambda").get<double>());
    }

private:
    jobs::JobSpec spec(const std::string& model, std::vector<std::string> attributes = {},
                       const nlohmann::json& more = nlohmann::json::object()) const {
        jobs::JobSpec spec;
        spec.kind = "baseline";
        spec.dataset = m_bench.dataset;
        const bool isTreatment = model.starts_with("s-"); // of a frozen run, which has its own size
        spec.device = "cpu";
        spec.attributes = std::move(attributes);
        spec.options = {{"model", model},          {"epochs", 2},
                        {"batch_size", 32},        {"lr", 0.01},
                        {"negative_count", 10},    {"steps_per_epoch", 10},
                        {"probe.epochs", 3},       {"probe.test_share", 0.3},
                        {"probe.null_refits", 20}, {"probe.validation_share", 0.2},
                        {"probe.resamples", 100},  {"probe.method", "logistic"}};
        if (isTreatment) {
            spec.backboneRun = model == "s-sas" ? "sasrec" : "bert4rec";
        } else {
            spec.options.update({{"dim", 16}, {"patience", 100}});
        }
        const nlohmann::json all = spec.options;
        for (const auto& [key, value] : all.items()) {
            if (!jobs::baselineModel(model).takes(key)) {
                spec.options.erase(key);
            }
        }
        spec.options.update(more);
        return jobs::completed(spec);
    }
    static std::set<std::string> removedOf(const Recorder& run) {
        std::set<std::string> removed;
        for (const jobs::JobEvent& event : run.events) {
            const auto* metric = std::get_if<jobs::MetricEvent>(&event);
            if (metric != nullptr && !metric->removed.empty()) {
                removed.insert(metric->removed);
            }
        }
        return removed;
    }

    Bench m_bench;
    Recorder m_sasrec, m_bert4rec;
};

QTEST_GUILESS_MAIN(TestSequentialJob)
#include "tst_sequential_job.moc"
