// What is looked at while a prompt is trained, against the same figures taken one attribute at a time.
#include <QtTest/QTest>

#include <cmath>
#include <map>

#include "metrics/ranking.h"
#include "pipeline/prompt_validation.h"
#include "support/tiny_backbone.h"
#include "train/probes/probe_methods.h"

using namespace up5;
using namespace up5::pipeline;

namespace {

class SeriesSink : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        if (const auto* point = std::get_if<jobs::SeriesEvent>(&event)) {
            series[point->name] = *point;
        }
    }
    std::map<std::string, jobs::SeriesEvent> series;
};

struct Bench {
    Bench() : tiny(true) {
        for (int user = 0; user < 60; ++user) {
            age.values.push_back(user % 7 == 0 ? -1 : user % 3); // some are not known
        }
        const std::vector<data::Attribute> both = {tiny.attribute(), age};
        for (std::size_t i = 0; i < both.size(); ++i) {
            groups.push_back(data::makeUserGroups(both, i, {.testShare = 0.2, .validationShare = 0.3}));
        }
        options.validationUsers = 25;
        options.selection = "knee"; // so that the probes are those of an audit
        options.probe.targets = "user_span,all_tokens,item_scores";
    }
    std::vector<const data::Attribute*> attributes() const { return {&tiny.attribute(), &age}; }
    JobContext context() { return {{}, tiny.workspace(), {}, sink, {}}; }

    double aucAlone(std::size_t i, const std::string& target) {
        const data::Attribute& attribute = *attributes()[i];
        const auto setOf = [&](const std::vector<std::int32_t>& users) {
            std::vector<int> labels;
            for (const std::int32_t user : users) {
                labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
            }
            const auto states = userStates(*tiny.backbone, users, {.targets = {target}}, context());
            return train::ProbeSet{states.features.at(target), labels, {}};
        };
        return train::fitProbe("logistic", setOf(groups[i].adversaryTrain), setOf(groups[i].probeValidation),
                               static_cast<int>(attribute.classes.size()), {}, {})
            ->validationAuc;
    }

    test::TinyBackbone tiny;
    data::Attribute age{"age", {"young", "middle", "old"}, {}, {}};
    std::vector<data::UserGroups> groups;
    jobs::AdversarialOptions options;
    SeriesSink sink;
};

} // namespace

class TestPromptValidation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHighestOfAllAttributes() {
        Bench bench;
        const PromptValidation validation(*bench.tiny.backbone, bench.attributes(), bench.groups,
                                          bench.options);
        const metrics::CheckpointFigures figures =
            validation.figures(*bench.tiny.backbone, 40, bench.context());
        double highest = 0;
        for (const auto& [target, suffix] : {std::pair("user_span", ""), {"all_tokens", "_all_tokens"}}) {
            const double alone = std::max(bench.aucAlone(0, target), bench.aucAlone(1, target));
            const jobs::SeriesEvent& point = bench.sink.series.at(std::string("validation_auc") + suffix);
            QCOMPARE(point.step, std::int64_t{40});
            QVERIFY2(std::abs(point.value - alone) < 1e-3, target); // other batches round otherwise
            highest = std::max(highest, point.value);
        }
        QCOMPARE(figures.auc, highest);
        // Scores of all items are left to the audit.
        QVERIFY(!bench.sink.series.contains("validation_auc_item_scores"));
    }

    /// What decides nothing is quicker, and nearly the same.
    void curvesAreTheSameWithinALittle() {
        Bench bench;
        std::map<std::string, double> aucs;
        for (const char* selection : {"knee", "last"}) {
            bench.options.selection = selection;
            const PromptValidation validation(*bench.tiny.backbone, bench.attributes(), bench.groups,
                                              bench.options);
            validation.figures(*bench.tiny.backbone, 1, bench.context());
            aucs[selection] = bench.sink.series.at("validation_auc").value;
        }
        QVERIFY2(std::abs(aucs["last"] - aucs["knee"]) < 0.1, qPrintable(QString::number(aucs["last"])));
    }

    void hitsOfTheSampledUsers() {
        Bench bench;
        const PromptValidation validation(*bench.tiny.backbone, bench.attributes(), bench.groups,
                                          bench.options);
        const metrics::CheckpointFigures figures =
            validation.figures(*bench.tiny.backbone, 3, bench.context());
        const Ranks ranks = rankTargets(
            *bench.tiny.backbone, {{.part = data::SplitPart::Validation, .maxUsers = 25}}, bench.context());
        QCOMPARE(ranks.ranks.size(), std::size_t{25});
        for (const int k : {1, 10}) {
            double hits = 0;
            for (const double rank : ranks.ranks) {
                hits += metrics::hitAtK(rank, k) / 25.0;
            }
            QVERIFY(std::abs(bench.sink.series.at("validation_hit@" + std::to_string(k)).value - hits) <
                    1e-12);
        }
        QCOMPARE(figures.hit, bench.sink.series.at("validation_hit@10").value);
    }
};

QTEST_GUILESS_MAIN(TestPromptValidation)
#include "tst_prompt_validation.moc"
