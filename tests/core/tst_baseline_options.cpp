// The baselines' table and options: complete, and wrong combinations are refused by name.
#include <QtTest/QTest>

#include <set>

#include "base/error.h"
#include "jobs/baseline_models.h"
#include "jobs/job_kinds.h"
#include "jobs/options/baseline_options.h"
#include "jobs/probe_targets.h"
#include "report/probe_names.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

namespace {

JobSpec specOf(const std::string& model, std::vector<std::string> attributes = {},
               nlohmann::json options = nlohmann::json::object()) {
    JobSpec spec;
    spec.kind = "baseline";
    spec.dataset = "d";
    spec.attributes = std::move(attributes);
    spec.options = std::move(options);
    spec.options["model"] = model;
    return spec;
}

} // namespace

class TestBaselineOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modelsFormPairs() {
        std::set<std::string> ids;
        for (const BaselineModelInfo& model : baselineModels()) {
            QVERIFY(ids.insert(model.id).second);
            QVERIFY(model.ranksDirect || model.ranksSequential);
            QCOMPARE(model.isFair, !model.plain.empty());
            if (model.isFair) {
                QVERIFY(baselineModel(model.plain).family == model.family);
            }
            for (const nlohmann::json& settings : model.grid) {
                BaselineOptions::table().check(settings);
            }
        }
        UP5_EXPECT_ERROR(baselineModel("pfm"), ErrorCode::InvalidInput, "pmf");
    }

    void dataSetOrFrozenRun() {
        QCOMPARE(completed(specOf("pmf")).options.at("dim"), 64);
        JobSpec spec = specOf("pmf");
        spec.backboneRun = "b";
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "takes no backbone run");
        spec = specOf("s-sas", {"gender"});
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "needs the run of the plain model");
        spec.backboneRun = "b";
        spec.dataset.clear();
        QCOMPARE(completed(spec).backboneRun, std::string("b"));
        spec = specOf("pmf");
        spec.dataset.clear();
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "needs a data set");
        JobSpec plain = specOf("bert4rec");
        UP5_EXPECT_ERROR(BaselineOptions::requirePlainRun(specOf("s-sas", {"gender"}), plain),
                         ErrorCode::InvalidInput, "a run of sasrec");
    }

    void frozenRunsShareTheDataProtocol() {
        const JobSpec plain = specOf("sasrec", {}, {{"negative_count", 50}, {"dim", 32}});
        UP5_EXPECT_ERROR(BaselineOptions::requirePlainRun(specOf("s-sas", {"gender"}), plain),
                         ErrorCode::InvalidInput, "Give negative_count=50");
        BaselineOptions::requirePlainRun(specOf("s-sas", {"gender"}, {{"negative_count", 50}}), plain);
    }

    void wrongCombinationsAreRefused() {
        UP5_EXPECT_ERROR(completed(specOf("c-pmf")), ErrorCode::InvalidInput, "none is given");
        UP5_EXPECT_ERROR(completed(specOf("c-pmf", {"a", "b", "c", "d", "e", "f", "g"})),
                         ErrorCode::InvalidInput, "of at most 6");
        UP5_EXPECT_ERROR(completed(specOf("c-pmf", {"gender"}, {{"probe.adversary_share", 0}})),
                         ErrorCode::InvalidInput, "adversary_share=0");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {}, {{"tune", "yes"}, {"lr", 0.01}})),
                         ErrorCode::InvalidInput, "tune=yes chooses it");
        UP5_EXPECT_ERROR(BaselineOptions::check(specOf("s-sas", {"gender"}, {{"history", 20}})),
                         ErrorCode::InvalidInput, "from the frozen run");
        UP5_EXPECT_ERROR(
            BaselineOptions::check(specOf("s-sas", {"gender"}, {{"epochs", 2}, {"prompt_d_steps", 200}})),
            ErrorCode::InvalidInput, "none would train the prompt");
        UP5_EXPECT_ERROR(completed(specOf("popularity", {}, {{"tune", "yes"}})), ErrorCode::InvalidInput,
                         "none to choose from");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {"gender"}, {{"probe.method", "logistic,soft-prompt"}})),
                         ErrorCode::InvalidInput, "soft-prompt");
        UP5_EXPECT_ERROR(completed(specOf("popularity", {"gender"}, {{"probe.target", "user_vector"}})),
                         ErrorCode::InvalidInput, "no vector");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {}, {{"probe.target", "user_span"}})),
                         ErrorCode::InvalidInput, "user_vector");
        UP5_EXPECT_ERROR(completed(specOf("pmf", {}, {{"lamda", 1}})), ErrorCode::InvalidInput, "lambda");
        UP5_EXPECT_ERROR(completed(specOf("svd")), ErrorCode::InvalidInput, "simplex");
    }

    void targetsOfBaselinesHaveNames() {
        QCOMPARE(baselineProbeTargets().front().suffix, std::string());
        QCOMPARE(probeTarget("user_vector").title, std::string("user vector"));
        QCOMPARE(report::parseProbeName("probe_auc/logistic", true)->target, std::string("user_vector"));
        QCOMPARE(report::parseProbeName("probe_auc/logistic")->target, std::string("user_span"));
        QCOMPARE(report::parseProbeName("probe_auc_item_scores", true)->target, std::string("item_scores"));
        QCOMPARE(report::parseProbeName("probe_auc_strongest/user_vector/knn", true)->target,
                 std::string("user_vector"));
    }
};

QTEST_GUILESS_MAIN(TestBaselineOptions)
#include "tst_baseline_options.moc"
