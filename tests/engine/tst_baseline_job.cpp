// Jobs of kind baseline in one process: what they report, that they repeat and resume exactly, the audit of
// every subset, tuning.
#include <QtTest/QTest>

#include <cmath>
#include <set>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/baseline_models.h"
#include "metrics/checkpoint_choice.h"
#include "support/expect_error.h"
#include "support/pipeline_bench.h"

using namespace up5;
using test::Bench;
using test::Recorder;

class TestBaselineJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainModelIsRankedAndAudited() {
        Recorder run;
        m_bench.run("pmf", spec("pmf", {"gender", "age"}), run);
        for (const int k : {1, 3, 5, 10}) {
            const auto hit = run.metric("hit@k", k, "direct");
            QVERIFY(hit && hit->n == 60 && hit->low <= hit->value && hit->value <= hit->high);
        }
        QVERIFY(run.metric("ndcg@k", 10, "direct", "validation") && run.metric("mrr", 0, "direct"));
        QVERIFY(!run.metric("hit@k", 10, "sequential"));
        for (const char* attribute : {"gender", "age"}) {
            for (const char* name : {"probe_auc", "probe_auc/logistic", "probe_auc_item_scores",
                                     "probe_auc_recommended_list", "probe_null", "probe_p_item_scores"}) {
                QVERIFY2(run.metricOf(name, attribute), name);
            }
        }
        QVERIFY(run.metricStarting("probe_auc_strongest/"));
        QVERIFY(run.metric("probe_auc_raw_history"));
        QVERIFY(std::filesystem::exists(m_bench.artifact("pmf", "model.safetensors")));
        QVERIFY(removedOf(run).empty());
    }

    /// Users and candidates are those of every other run on the data set.
    void sharesUsersAndCandidatesWithTheBackbone() {
        Recorder backbone, probe, popularity;
        m_bench.run("backbone", m_bench.backboneSpec(), backbone);
        m_bench.run("probe",
                    m_bench.spec("probe", m_bench.probeOptions({{"method", "logistic"}, {"null_refits", 0}})),
                    probe);
        m_bench.run("popularity", spec("popularity", {"gender"}), popularity);
        for (const char* part : {"candidates/test", "candidates/validation"}) {
            QCOMPARE(hashOf(popularity, part), hashOf(backbone, part));
        }
        QCOMPARE(hashOf(popularity, "split"), hashOf(backbone, "split"));
        QCOMPARE(usersOf(popularity), usersOf(probe));
        QCOMPARE(popularity.metric("probe_auc_raw_history/logistic")->value,
                 probe.metric("probe_auc_raw_history/logistic")->value);
        // Counting models rank both tasks, and have no vector of a user.
        QVERIFY(popularity.metric("hit@k", 10, "sequential") && popularity.metric("hit@k", 10, "direct"));
        QVERIFY(!popularity.metric("probe_auc") && popularity.metric("probe_auc_item_scores"));
    }

    void resumedEqualsUninterrupted_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("stopAt");
        QTest::newRow("PMF in an epoch") << QStringLiteral("pmf") << 5;
        QTest::newRow("SimpleX in the first epoch") << QStringLiteral("simplex") << 2;
        QTest::newRow("C-SX") << QStringLiteral("c-sx") << 11;
    }
    void resumedEqualsUninterrupted() {
        QFETCH(QString, model);
        QFETCH(int, stopAt);
        const std::string id = model.toStdString();
        const jobs::JobSpec wanted = spec(id, {"gender"});
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

    void oneAttributeIsRemovedLikeByAPrompt() {
        Recorder run;
        m_bench.run("c-pmf", spec("c-pmf", {"gender"}, {{"batch_size", 32}}), run);
        QVERIFY(removedOf(run).empty()); // figures of the run as a whole
        QVERIFY(run.metric("hit@k", 10, "direct") && run.metric("probe_auc"));
        const auto series = seriesOf(run);
        QVERIFY(series.contains("loss_rec") && series.contains("loss_dis") &&
                series.contains("validation_ndcg@10"));
    }

    void everySubsetIsRankedAndAudited() {
        for (const char* filters : {"combine", "separate"}) {
            Recorder run;
            m_bench.run(
                std::string("subsets-") + filters,
                spec("c-pmf", {"gender", "age"},
                     {{"filters", filters}, {"probe.target", "user_vector"}, {"probe.null_refits", 0}}),
                run);
            const std::set<std::string> subsets = {"gender", "age", "gender+age"};
            QCOMPARE(removedOf(run), subsets);
            for (const std::string& subset : subsets) {
                int hits = 0, aucs = 0;
                for (const jobs::JobEvent& event : run.events) {
                    const auto* metric = std::get_if<jobs::MetricEvent>(&event);
                    if (metric != nullptr && metric->removed == subset && metric->split == "test") {
                        hits += metric->name == "hit@k" && metric->k == 10 ? 1 : 0;
                        aucs += metric->name == "probe_auc" ? 1 : 0;
                    }
                }
                QCOMPARE(hits, 1);
                QCOMPARE(aucs, 2); // both attributes, removed or not
            }
        }
    }

    void tuningTriesTheGrid() {
        Recorder run;
        m_bench.run("tuned", spec("pmf", {}, {{"tune", "yes"}, {"lr", 0.0}}), run);
        const nlohmann::json settings = readJsonFile(m_bench.artifact("tuned", "settings.json"));
        const auto& grid = jobs::baselineModel("pmf").grid;
        QCOMPARE(settings.at("tried").size(), grid.size());
        double best = -1;
        for (const nlohmann::json& trial : settings.at("tried")) {
            best = std::max(best, trial.at("validation_ndcg@10").get<double>());
        }
        const auto chosen = settings.at("chosen").get<std::size_t>();
        QCOMPARE(settings.at("tried")[chosen].at("validation_ndcg@10").get<double>(), best);
        QVERIFY(settings.at("settings") == grid[chosen]);
        QCOMPARE(run.metric("ndcg@k", 10, "direct", "validation")->value, best);
        QVERIFY(seriesOf(run).contains("tuning_ndcg@10"));
        Recorder again;
        m_bench.run("tuned", spec("pmf", {}, {{"tune", "yes"}, {"lr", 0.0}}),
                    again); // everything is there already
        QCOMPARE(again.metricLines(), run.metricLines());
    }

    /// What validation shows of a fair model is the mean over its attributes alone and together, and it is
    /// the last state that is kept and measured.
    void fairModelsKeepTheirLastState() {
        Recorder run;
        m_bench.run("fair", spec("c-pmf", {"gender", "age"}, {{"probe.null_refits", 0}, {"epochs", 4}}), run);
        double shown = -1, sum = 0;
        int subsets = 0;
        std::int64_t lastStep = 0, steps = 0;
        double kept = 0;
        for (const jobs::JobEvent& event : run.events) {
            if (const auto* series = std::get_if<jobs::SeriesEvent>(&event);
                series != nullptr && series->name == "validation_ndcg@10") {
                shown = series->value;
                lastStep = series->step;
            }
            const auto* metric = std::get_if<jobs::MetricEvent>(&event);
            if (metric != nullptr && metric->name == "ndcg@k" && metric->k == 10 &&
                metric->split == "validation") {
                sum += metric->value;
                ++subsets;
            }
            if (metric != nullptr && metric->name == "best_step") {
                kept = metric->value;
                steps = metric->step;
            }
        }
        QCOMPARE(subsets, 3);
        QVERIFY2(std::abs(shown - sum / 3) < 1e-9,
                 qPrintable(QStringLiteral("%1 %2").arg(shown).arg(sum / 3)));
        QCOMPARE(kept, static_cast<double>(steps));
        QCOMPARE(lastStep, steps);
    }

    /// The best recommendation would be the least treated: a fair model's setting is chosen by both.
    void tuningAFairModelLooksAtTheLeak() {
        Recorder run;
        m_bench.run("fair-tuned",
                    spec("c-pmf", {"gender"}, {{"tune", "yes"}, {"lr", 0.0}, {"probe.null_refits", 0}}), run);
        const nlohmann::json settings = readJsonFile(m_bench.artifact("fair-tuned", "settings.json"));
        std::vector<metrics::CheckpointFigures> figures;
        for (const nlohmann::json& trial : settings.at("tried")) {
            figures.push_back(
                {trial.at("validation_ndcg@10").get<double>(), trial.at("validation_auc").get<double>()});
            QVERIFY(figures.back().auc > 0 && figures.back().auc <= 1);
        }
        QCOMPARE(figures.size(), std::size_t{4});
        QCOMPARE(run.metric("tuned_lambda", 0, "", "")->value,
                 settings.at("settings").at("lambda").get<double>());
        QCOMPARE(settings.at("chosen").get<std::size_t>(),
                 metrics::chosenCheckpoint(figures, metrics::ChoiceRule::Knee, 0));
        QCOMPARE(settings.at("rule").get<std::string>(), std::string("knee of validation NDCG@10 and AUC"));
    }

    void unknownAttributesAreRefusedByName() {
        jobs::JobSpec wanted = spec("pmf");
        wanted.attributes = {"shoe size"};
        Recorder refused;
        UP5_EXPECT_ERROR((m_bench.run("refused", wanted, refused), 0), ErrorCode::NotFound, "shoe size");
    }

private:
    jobs::JobSpec spec(const std::string& model, std::vector<std::string> attributes = {},
                       const nlohmann::json& more = nlohmann::json::object()) const {
        jobs::JobSpec spec;
        spec.kind = "baseline";
        spec.dataset = m_bench.dataset;
        spec.device = "cpu";
        spec.attributes = std::move(attributes);
        spec.options = {{"model", model},
                        {"dim", 8},
                        {"epochs", 3},
                        {"batch_size", 128},
                        {"lr", 0.01},
                        {"negative_count", 10},
                        {"d_steps", 2},
                        {"discriminator_users", 16},
                        {"probe.epochs", 3},
                        {"probe.test_share", 0.3},
                        {"probe.null_refits", 20},
                        {"probe.validation_share", 0.2},
                        {"probe.resamples", 100},
                        {"probe.method", "logistic"}};
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
    static std::set<std::string> seriesOf(const Recorder& run) {
        std::set<std::string> names;
        for (const jobs::JobEvent& event : run.events) {
            if (const auto* series = std::get_if<jobs::SeriesEvent>(&event)) {
                names.insert(series->name);
            }
        }
        return names;
    }
    static std::string hashOf(const Recorder& run, const std::string& path) {
        for (const jobs::JobEvent& event : run.events) {
            const auto* artifact = std::get_if<jobs::ArtifactEvent>(&event);
            if (artifact != nullptr && artifact->path == path) {
                return artifact->sha256;
            }
        }
        return {};
    }
    static std::set<std::string> usersOf(const Recorder& run) {
        std::set<std::string> sets;
        for (const jobs::JobEvent& event : run.events) {
            const auto* artifact = std::get_if<jobs::ArtifactEvent>(&event);
            if (artifact != nullptr && artifact->kind == "users") {
                sets.insert(artifact->sha256);
            }
        }
        return sets;
    }

    Bench m_bench;
};

QTEST_GUILESS_MAIN(TestBaselineJob)
#include "tst_baseline_job.moc"
