// From scores to figures: what a probe that diverged does to the others' figures.
#include <QtTest/QTest>

#include <cmath>

#include "pipeline/probe_figures.h"
#include "support/tiny_backbone.h"

using namespace up5;
using namespace up5::pipeline;

namespace {

class MetricRecorder : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        if (const auto* metric = std::get_if<jobs::MetricEvent>(&event)) {
            metrics.push_back(*metric);
        }
    }
    const jobs::MetricEvent* test(const std::string& name) const {
        for (const jobs::MetricEvent& metric : metrics) {
            if (metric.name == name && metric.split == "test") {
                return &metric;
            }
        }
        return nullptr;
    }
    std::vector<jobs::MetricEvent> metrics;
};

/// P(class 1) = 0.5 + `towards` · (label − 0.5), a little different for every user.
std::vector<double> scores(const std::vector<int>& labels, double towards) {
    std::vector<double> probabilities;
    for (std::size_t user = 0; user < labels.size(); ++user) {
        const double p = 0.5 + towards * (labels[user] - 0.5) + 0.001 * static_cast<double>(user % 7);
        probabilities.insert(probabilities.end(), {1 - p, p});
    }
    return probabilities;
}

} // namespace

class TestAuditFigures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDivergedProbeIsNamedAndLeavesTheOthersStanding() {
        const test::TinyBackbone tiny(true);
        MetricRecorder recorder;
        const jobs::JobSpec spec;
        const jobs::RunFolder folder{tiny.workspace().run("run")};
        std::filesystem::create_directories(folder.artifacts());
        const JobContext context{spec, tiny.workspace(), folder, recorder, {}};
        jobs::ProbeOptions options;
        options.testShare = options.validationShare = 0.3;
        options.resamples = 100;
        const ProbeUsers users(userGroups(tiny.protocol(), tiny.attribute(), options), tiny.attribute());
        ProbeScores sound{"logistic", scores(users.validation.labels, 0.4), scores(users.test.labels, 0.4),
                          0.3, 0.9};
        ProbeScores diverged{"mlp7", sound.validation, sound.test, 0.1, std::nan("")};
        diverged.test[3] = std::nan("");
        ProbeFigures figures(tiny.attribute(), users, options, context);
        figures.report("user_span", {diverged, sound}, {});
        figures.finish();
        QVERIFY(recorder.test("probe_auc/mlp7") == nullptr);
        QCOMPARE(recorder.test("probe_collapsed/mlp7")->value, 1.0);
        QCOMPARE(recorder.test("probe_collapsed/logistic")->value, 0.0);
        QCOMPARE(recorder.test("probe_auc")->value, recorder.test("probe_auc/logistic")->value);
        QVERIFY(recorder.test("probe_auc_strongest/user_span/logistic") != nullptr);

        MetricRecorder none;
        const JobContext other{spec, tiny.workspace(), folder, none, {}};
        ProbeFigures alone(tiny.attribute(), users, options, other);
        alone.report("user_span", {diverged}, {});
        alone.finish();
        QVERIFY(none.test("probe_auc") == nullptr && none.test("probe_collapsed/mlp7") != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestAuditFigures)
#include "tst_audit_figures.moc"
