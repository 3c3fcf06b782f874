// The job pipelines from data set to audited prompt, in one process: what they report, that they repeat and
// resume exactly.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <functional>

#include "base/content_hash.h"
#include "base/error.h"
#include "base/random_stream.h"
#include "data/dataset.h"
#include "jobs/job_kinds.h"
#include "pipeline/pipelines.h"

using namespace up5;

namespace {

/// 60 users, 40 items; users of class 1 take items of the upper half, so the attribute shows in every
/// history.
std::string writeSmallDataset(const std::filesystem::path& folder) {
    data::DatasetContent content;
    content.name = "Small";
    content.format = "test";
    content.noun = "movies";
    content.provenance = nlohmann::json::object();
    for (int item = 0; item < 40; ++item) {
        content.itemIds.push_back(std::to_string(100 + item));
    }
    RandomStream random(3, "small data set");
    data::Attribute gender{"gender", {"F", "M"}, {}, {}};
    content.userOffsets = {0};
    for (int user = 0; user < 60; ++user) {
        content.userIds.push_back(std::to_string(user + 1));
        const int value = user % 2;
        gender.values.push_back(value);
        std::vector<std::int32_t> items;
        for (int item = 0; item < 20; ++item) {
            items.push_back(value * 20 + item);
        }
        random.shuffle(std::span(items));
        items.resize(8 + random.below(6));
        content.item.insert(content.item.end(), items.begin(), items.end());
        content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
    }
    content.attributes = {gender};
    return data::writeDataset(content, folder);
}

class Recorder : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        events.push_back(event);
        if (onEvent) {
            onEvent(event);
        }
    }
    /// Every metric as text, for comparing runs.
    QStringList metricLines() const {
        QStringList lines;
        for (const jobs::JobEvent& event : events) {
            if (std::holds_alternative<jobs::MetricEvent>(event)) {
                lines << QString::fromStdString(jobs::toJson(event).dump());
            }
        }
        return lines;
    }
    std::optional<jobs::MetricEvent> metric(const std::string& name, int k = 0, const std::string& task = "",
                                            const std::string& split = "test") const {
        for (const jobs::JobEvent& event : events) {
            const auto* found = std::get_if<jobs::MetricEvent>(&event);
            if (found != nullptr && found->name == name && found->k == k && found->task == task &&
                found->split == split) {
                return *found;
            }
        }
        return std::nullopt;
    }

    std::vector<jobs::JobEvent> events;
    std::function<void(const jobs::JobEvent&)> onEvent;
};

class Bench {
public:
    Bench() : m_workspace{m_folder.path().toStdString()} {
        m_workspace.create();
        dataset = writeSmallDataset(m_workspace.datasets());
    }
    jobs::JobSpec spec(const std::string& kind, const nlohmann::json& options) const {
        jobs::JobSpec spec;
        spec.kind = kind;
        spec.dataset = dataset;
        spec.device = "cpu";
        spec.options = jobs::jobKind(kind).options->check(options);
        if (kind != "backbone") {
            spec.backboneRun = "backbone";
            if (kind != "evaluate") {
                spec.attributes = {"gender"};
            }
        }
        return spec;
    }
    jobs::JobSpec backboneSpec() const {
        return spec("backbone", {{"preset", "tiny"},
                                 {"epochs", 3},
                                 {"negative_count", 10},
                                 {"batch_tokens", 1024},
                                 {"cuts_per_user", 3}});
    }
    jobs::JobSpec cfpSpec(double lambda) const {
        return spec("cfp", {{"lambda", lambda},
                            {"batches", 12},
                            {"batch_size", 8},
                            {"warm_start", 4},
                            {"t", 2},
                            {"r", 5},
                            {"prefix_length", 3},
                            {"probe.epochs", 3},
                            {"probe.test_share", 0.3},
                            {"probe.validation_share", 0.2},
                            {"probe.resamples", 100}});
    }
    /// Runs a job under an id; a folder that exists is gone on with.
    void run(const std::string& id, const jobs::JobSpec& spec, Recorder& recorder,
             CancelToken cancel = {}) const {
        jobs::RunFolder folder{m_workspace.run(id)};
        if (!std::filesystem::exists(folder.root)) {
            folder = jobs::RunFolder::create(m_workspace, id, spec);
        }
        pipeline::JobContext context{spec, m_workspace, folder, recorder, cancel};
        pipeline::runJob(context);
    }
    std::string fileHash(const std::string& id, const std::string& file) const {
        return sha256OfFile(m_workspace.run(id) / "artifacts" / file);
    }

    std::string dataset;

private:
    QTemporaryDir m_folder;
    jobs::Workspace m_workspace;
};

} // namespace

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
        int steps = 0;
        stopped.onEvent = [&](const jobs::JobEvent& event) {
            const auto* progress = std::get_if<jobs::ProgressEvent>(&event);
            if (progress != nullptr && progress->stage == "training" && ++steps == stopAt) {
                cancel.cancel();
            }
        };
        QVERIFY_EXCEPTION_THROWN(m_bench.run(id, m_bench.backboneSpec(), stopped, cancel), Error);
        Recorder resumed;
        m_bench.run(id, m_bench.backboneSpec(), resumed);
        QCOMPARE(m_bench.fileHash(id, "checkpoint/model.safetensors"),
                 m_bench.fileHash("backbone", "checkpoint/model.safetensors"));
        QCOMPARE(resumed.metricLines(), m_backbone.metricLines());
    }

    void probeReportsBothTargetsAndBothProbes() {
        Recorder probe;
        m_bench.run(
            "probe",
            m_bench.spec("probe",
                         {{"test_share", 0.3}, {"validation_share", 0.2}, {"epochs", 3}, {"resamples", 100}}),
            probe);
        for (const char* name : {"probe_auc", "probe_auc/logistic", "probe_auc/mlp7", "probe_auc_all_tokens",
                                 "probe_auc_all_tokens/logistic", "probe_auc_all_tokens/mlp7"}) {
            const auto auc = probe.metric(name);
            QVERIFY2(auc && auc->n == 18 && auc->value >= 0 && auc->value <= 1, name);
        }
        QVERIFY(probe.metric("probe_collapsed") && probe.metric("probe_collapsed_all_tokens/mlp7"));
        for (const std::string name : {"probe_auc", "probe_auc_all_tokens"}) {
            const auto validation = [&](const std::string& which) {
                return probe.metric(name + which, 0, "", "validation")->value;
            };
            const bool logistic = validation("/logistic") >= validation("/mlp7");
            QCOMPARE(probe.metric(name)->value,
                     probe.metric(name + (logistic ? "/logistic" : "/mlp7"))->value);
        }
        // The attribute decides which items a user has: it must be found.
        QVERIFY(probe.metric("probe_auc_all_tokens")->value > 0.8);
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

    void resumedCfpEqualsUninterrupted() {
        Recorder straight;
        m_bench.run("straight", m_bench.cfpSpec(5), straight);
        CancelToken cancel;
        Recorder stopped;
        stopped.onEvent = [&](const jobs::JobEvent& event) {
            const auto* progress = std::get_if<jobs::ProgressEvent>(&event);
            if (progress != nullptr && progress->stage == "training" && progress->done == 7) {
                cancel.cancel();
            }
        };
        QVERIFY_EXCEPTION_THROWN(m_bench.run("stopped", m_bench.cfpSpec(5), stopped, cancel), Error);
        Recorder resumed;
        m_bench.run("stopped", m_bench.cfpSpec(5), resumed);
        QCOMPARE(m_bench.fileHash("stopped", "prompt.safetensors"),
                 m_bench.fileHash("straight", "prompt.safetensors"));
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
