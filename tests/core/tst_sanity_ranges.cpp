// Which figures of recommenders are credible: known ranges and the protocol they hold for, popularity as the
// floor, the plain model as the ceiling of a treated one, and what is odd about printed figures.
#include <QtTest/QTest>

#include <algorithm>

#include "jobs/baseline_models.h"
#include "jobs/options/protocol_options.h"
#include "report/comparison_rows.h"
#include "report/paper_blocks.h"
#include "report/paper_warnings.h"
#include "report/sanity_ranges.h"
#include "support/paper_records.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

MeasuredModel measured(const std::string& model, const std::string& dataset,
                       const nlohmann::json& options = nlohmann::json::object(), int history = 0) {
    return {model, dataset, jobs::ProtocolOptions::table().check(options), history, true};
}

bool contains(const std::vector<std::string>& sentences, const std::string& part) {
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const std::string& sentence) { return sentence.find(part) != std::string::npos; });
}

/// Points of baselines with these hits@10 in the direct task.
std::vector<ComparisonPoint> pointsOf(const std::vector<RunRecord>& records,
                                      const std::string& split = "test") {
    return comparisonPoints(records, {.split = split});
}

const ComparisonRow& rowNamed(const std::vector<ComparisonRow>& rows, const std::string& model) {
    return *std::find_if(rows.begin(), rows.end(),
                         [&](const ComparisonRow& row) { return row.model == model; });
}

} // namespace

class TestSanityRanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPlainModelHasARangeOrAReason() {
        for (const jobs::BaselineModelInfo& model : jobs::baselineModels()) {
            for (const char* dataset : {"MovieLens", "Insurance"}) {
                for (const auto& [task, ranks] :
                     {std::pair("direct", model.ranksDirect), {"sequential", model.ranksSequential}}) {
                    if (model.isFair || !ranks) {
                        continue;
                    }
                    const auto isMeant = [&, task = task](const auto& entry) {
                        return entry.model == model.id && entry.dataset == dataset && entry.task == task;
                    };
                    const bool isKnown = std::ranges::any_of(sanityRanges(), isMeant);
                    const auto reason = std::ranges::find_if(unknownRanges(), isMeant);
                    const bool hasReason = reason != unknownRanges().end() && !reason->reason.empty();
                    QVERIFY2(isKnown != hasReason, qPrintable(QString::fromStdString(model.id + task)));
                    QCOMPARE(withoutRange(measured(model.id, dataset), task).has_value(), !isKnown);
                }
            }
        }
        for (const SanityRange& range : sanityRanges()) {
            QVERIFY(!range.source.empty() && 0 <= range.low && range.low < range.high && range.high <= 1);
            QVERIFY(range.split != "auto" && range.negatives != "auto");
        }
    }

    void aRangeHoldsForItsProtocolAlone() {
        const auto odd = [](const MeasuredModel& model, double value) {
            return sanityWarning(model, "sequential", "hit@1", value, std::nullopt).has_value();
        };
        QVERIFY(odd(measured("popularity", "Insurance"), 0.70)); // auto: users cut 80/10/10, all items
        QVERIFY(!odd(measured("popularity", "Insurance"), 0.78));
        QVERIFY(!odd(measured("popularity", "Insurance", {{"min_interactions", 4}}), 0.70));
        QVERIFY(!odd(measured("popularity", "Insurance", {{"negatives", "catalogue"}}), 0.70));
        QVERIFY(odd(measured("popularity", "Insurance", {{"split", "loo"}}), 0.70));
        QVERIFY(!odd(measured("popularity", "MovieLens", {{"negative_count", 50}}), 0.70));
        MeasuredModel validation = measured("popularity", "Insurance");
        validation.onTest = false;
        QVERIFY(!odd(validation, 0.70));
        const auto sasrec = [](int history) {
            return sanityWarning(measured("sasrec", "MovieLens", {}, history), "sequential", "hit@10", 0.6,
                                 std::nullopt);
        };
        QVERIFY(sasrec(0)->find("70.0 to") != std::string::npos && sasrec(200));
        QVERIFY(!sasrec(20)); // as many items as P5
        QVERIFY(withoutRange(measured("sasrec", "MovieLens", {}, 20), "sequential"));
        QVERIFY(withoutRange(measured("pmf", "Insurance"), "direct")->find("popularity is the floor") !=
                std::string::npos);
    }

    void theFloorNeedsTheSameProtocol() {
        const RunRecord pmf = baselineRecord("pmf", "pmf", {"gender"}, 0.8, 0.40);
        RunRecord popularity = baselineRecord("popularity", "popularity", {}, 0, 0.50);
        const auto warningsOf = [&](const RunRecord& floor, const std::string& split) {
            const std::vector<ComparisonPoint> points = pointsOf({pmf, floor}, split);
            std::vector<ComparisonRow> rows = comparisonRows(points, RowGrouping::Runs);
            addSanityWarnings(rows, points, "");
            return rowNamed(rows, "pmf").warnings;
        };
        QVERIFY(contains(warningsOf(popularity, "test"), "hit@10, direct: below popularity"));
        QVERIFY(contains(warningsOf(popularity, "test"), "hit@3, direct"));
        QVERIFY(contains(warningsOf(popularity, "validation"), "below popularity"));
        QVERIFY(warningsOf(withOption("min_interactions", 10, popularity), "test").empty());
        RunRecord elsewhere = popularity;
        elsewhere.artifacts = {{"candidates", "candidates/test", "other"}};
        RunRecord here = pmf;
        QVERIFY(contains(warningsOf(elsewhere, "test"), "below popularity")); // nothing shared: by options
    }

    void aMissingFloorIsSaid() {
        const RunRecord pmf = baselineRecord("pmf", "pmf", {"gender"}, 0.8, 0.40);
        const RunRecord popularity = baselineRecord("popularity", "popularity", {}, 0, 0.50);
        const auto without = [](const std::vector<RunRecord>& records) {
            const std::vector<ComparisonPoint> points = pointsOf(records, "test");
            return rowsWithoutFloor(comparisonRows(points, RowGrouping::Settings), points);
        };
        QCOMPARE(without({pmf}), std::vector<std::string>{"PMF"});
        QVERIFY(without({pmf, popularity}).empty());
        QCOMPARE(without({pmf, withOption("min_interactions", 10, popularity)}),
                 std::vector<std::string>{"PMF"});
    }

    void referencesNeedTheSameProtocol() {
        RunRecord plain = baselineRecord("pmf", "pmf", {"gender"}, 0.8, 0.40);
        const RunRecord fair = baselineRecord("c-pmf", "c-pmf", {"gender"}, 0.5, 0.60);
        const auto rowOf = [&](const RunRecord& other, const char* model = "c-pmf") {
            const std::vector<ComparisonPoint> points = pointsOf({other, fair});
            std::vector<ComparisonRow> rows = comparisonRows(points, RowGrouping::Runs);
            addSanityWarnings(rows, points, "MovieLens");
            return rowNamed(rows, model);
        };
        const RunRecord other = baselineRecord("simplex", "simplex", {"gender"}, 0.8, 0.40);
        QVERIFY(rowOf(other, "simplex").unknownRange.starts_with("no known range of its hits, direct task"));
        QVERIFY(rowOf(plain, "pmf").unknownRange.empty());
        QVERIFY(rowOf(plain).unknownRange.empty());
        QVERIFY(rowOf(plain).untreatedRow);
        QVERIFY(contains(rowOf(plain).warnings, "hit@10, direct: above its plain model, which reaches 40.0"));
        QVERIFY(!rowOf(withOption("split", "code-8-1-1", plain)).untreatedRow);
    }

    void oddCellsAreMarked() {
        std::vector<RunRecord> records = workspace(); // c-pmf hits 0.50, pmf 0.60
        records.push_back(baselineRecord("popularity", "popularity", {}, 0, 0.55));
        const PaperTable table = paperTable(records, request(4));
        QVERIFY(contains(cellAt(table, "hit@10", "gender", "C-PMF").warnings, "below popularity alone, which "
                                                                              "reaches 55.0 %"));
        QVERIFY(cellAt(table, "hit@10", "gender", "CFP, λ = 0").warnings.empty()); // 57.6
        const std::vector<Table> blocks = paperBlocks(table);
        QVERIFY(blocks[0].rows[3].cells[1].text.ends_with(" ⚠"));
        QVERIFY(contains(warningSentences(table), "⚠ Ours, gender C-PMF: hit@1 below popularity alone"));
        QVERIFY(paperSentences(table).front().text.starts_with("⚠"));
        records.back() = withOption("min_interactions", 10, records.back());
        QVERIFY(cellAt(paperTable(records, request(4)), "hit@10", "gender", "C-PMF").warnings.empty());
    }

    void printedFiguresBelowPopularityAreMarked() {
        const PaperTable table = paperTable({}, request(6, "Insurance"));
        const PaperCell& pmf = cellAt(table, "hit@1", "", "PMF");
        QCOMPARE(*pmf.published, 70.20);
        QVERIFY(pmf.doubt.find("70.20 is below what popularity alone reaches") != std::string::npos);
        QVERIFY(cellAt(table, "hit@1", "", "P5").doubt.empty());
        QVERIFY(contains(table.notes, "not trained enough"));
        QVERIFY(contains(warningSentences(table), "⚠ Printed, PMF: hit@1 70.20"));
        QCOMPARE(paperBlocks(table).front().rows[0].cells[1].detail, std::string("printed 70.20 ⚠"));
        QVERIFY(warningSentences(paperTable({}, request(6))).empty()); // all of MovieLens above it
        QVERIFY(contains(paperTable({}, request(10)).notes, "AUC of 50.00"));
        QVERIFY(!contains(paperTable({}, request(6)).notes, "AUC of 50.00"));
    }
};

QTEST_GUILESS_MAIN(TestSanityRanges)
#include "tst_sanity_ranges.moc"
