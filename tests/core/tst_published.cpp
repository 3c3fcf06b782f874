// The paper's printed figures, and what is set beside them; maps of layers.
#include <QtTest/QTest>

#include <cmath>

#include "report/leak_map.h"
#include "report/published.h"
#include "support/probe_suite.h"
#include "support/report_records.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

RunRecord suiteRecord(const std::string& id, const SuiteValues& values) {
    RunRecord record = runRecord(id, "probe", "b", jobs::ProbeOptions::table().resolve({}));
    record.run.attributes = {values.attribute};
    record.metrics = suiteRows(values);
    return record;
}

RunRecord suitePrompt(const std::string& id, double lambda, double auc) {
    RunRecord record = cfpRecord(id, "b", lambda, 2022, auc, auc - 0.05, auc + 0.05, 0.7);
    record.metrics = suiteRows({.auc = auc});
    return record;
}

} // namespace

class TestPublished : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPrintedFigureIsShipped() {
        const std::vector<PublishedRow>& rows = publishedRows();
        QCOMPARE(rows.size(), std::size_t{476});
        int tables[13] = {};
        for (const PublishedRow& row : rows) {
            QVERIFY(row.table >= 1 && row.table <= 12);
            ++tables[row.table];
        }
        QCOMPARE(tables[1], 14);
        QCOMPARE(tables[2], 7);
        QCOMPARE(tables[3], 7);
        QCOMPARE(tables[12], 45);
        QCOMPARE(publishedDataset("movielens-1m"), std::string("MovieLens"));
        QCOMPARE(publishedDataset("insurance"), std::string("Insurance"));
        QVERIFY(publishedDataset("csv").empty());
    }

    void publishedStandsBesideOursWithItsProtocol() {
        const std::vector<RunRecord> records = {backboneRecord("b"), suiteRecord("p", {})};
        const auto points = comparisonPoints(records, {});
        const auto bars = attributeBars(points, records, "b", "movielens-1m");
        QCOMPARE(bars.front().name, std::string("strongest probe"));
        QCOMPARE(bars.front().auc.value, 0.64);
        QCOMPARE(bars.front().run, std::string("p"));
        const auto paper = std::find_if(bars.begin(), bars.end(), [](const AttributeBar& bar) {
            return bar.published && bar.table == 2;
        });
        QVERIFY(paper != bars.end());
        QCOMPARE(paper->auc.value, 0.7084);
        QVERIFY(std::isnan(paper->auc.low));
        for (const char* part : {"backbone desk instead of t5-small", "one figure a user", "adversary"}) {
            QVERIFY2(paper->protocol.find(part) != std::string::npos, paper->protocol.c_str());
        }
        QVERIFY(paper->protocol.find("was not fitted here") == std::string::npos);
        const auto others = attributeBars(points, records, "b", "csv");
        QVERIFY(std::none_of(others.begin(), others.end(),
                             [](const AttributeBar& bar) { return bar.published; }));
        QVERIFY(attributeBars(points, records, "other", "movielens-1m").empty());
    }

    void olderRunsShowBothRepresentations() {
        const std::vector<RunRecord> records = {backboneRecord("b"), probeRecord("p", "b", 0.63, 0.58, 0.69)};
        const auto bars = attributeBars(comparisonPoints(records, {}), records, "b", "movielens-1m");
        QCOMPARE(bars[0].name, std::string("user span"));
        QCOMPARE(bars[1].name, std::string("all tokens"));
        QVERIFY(bars[2].published && bars[2].protocol.find("was not fitted here") != std::string::npos);
    }

    void mapsShareRowsColumnsAndColours() {
        const auto points =
            comparisonPoints({suiteRecord("p", {.auc = 0.7}), suitePrompt("c", 10, 0.52)}, {});
        const std::optional<LeakMap> map = leakMap(&points[0], &points[1]);
        QVERIFY(map.has_value());
        QCOMPARE(map->targets, (std::vector<std::string>{"user_span", "all_tokens", "history_tokens"}));
        QCOMPARE(map->layers, 5);
        QCOMPARE(map->sides.size(), std::size_t{2});
        const HeatMap heat = heatMapOf(*map);
        QCOMPARE(heat.top, 0.7);
        QCOMPARE(heat.shade(0.7), 1.0);
        QCOMPARE(heat.shade(0.45), 0.0);
        QVERIFY(std::abs(heat.shade(0.6) - 0.5) < 1e-12);
        const std::optional<LeakMapPeak> peak = peakOf(map->sides[0]);
        QCOMPARE(peak->layer, 4);
        QVERIFY(
            leakMapSentence(*map).find("untreated: gender is read best from user span at layer 4, final (AUC "
                                       "0.700)") != std::string::npos);
        QVERIFY(!leakMap(nullptr, nullptr));
    }

    void afterIsWhatLeaksLeastOnValidationUsers() {
        const std::vector<RunRecord> records = {suiteRecord("p", {}), suitePrompt("c5", 5, 0.60),
                                                suitePrompt("c50", 50, 0.53), suitePrompt("c0", 0, 0.51)};
        const auto test = comparisonPoints(records, {});
        const auto validation = comparisonPoints(records, {.split = "validation"});
        const BeforeAfter models = beforeAfter(test, validation);
        QCOMPARE(models.before->run, std::string("p"));
        QCOMPARE(models.after->run, std::string("c50")); // a control is no treatment
        QVERIFY(beforeAfter({}, {}).before == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestPublished)
#include "tst_published.moc"
