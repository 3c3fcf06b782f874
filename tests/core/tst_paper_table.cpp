// The paper's tables from hand-made runs: their figures and the printed ones, as blocks and as CSV.
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

#include "metrics/seed_statistics.h"
#include "report/baseline_points.h"
#include "report/paper_blocks.h"
#include "report/paper_table.h"
#include "report/published.h"
#include "report/renderers.h"
#include "report/sections.h"
#include "support/expect_error.h"
#include "support/paper_records.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

class TestPaperTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cellsStandBesideThePrintedOnes() {
        const PaperTable table = paperTable(workspace(), request(4));
        QCOMPARE(table.backbone, std::string("b"));
        const PaperCell& cfp = cellAt(table, "hit@10", "gender", "CFP");
        QCOMPARE(*cfp.published, 65.82);
        // Direct hits are 0.8 of sequential ones; the mean's interval knows other seeds and other users.
        const metrics::SeedStatistics mean = metrics::overSeeds(std::vector{0.8 * 0.64, 0.8 * 0.66});
        QVERIFY(near(cfp.ours->estimate.value, mean.mean));
        const double margin = std::hypot(mean.high - mean.mean, 0.02);
        QVERIFY(near(cfp.ours->estimate.low, mean.mean - margin));
        QVERIFY(near(cfp.ours->estimate.high, mean.mean + margin));
        QCOMPARE(cfp.ours->seeds, 2);
        QCOMPARE(cfp.ours->runs, (std::vector<std::string>{"cfp 10, seed 1", "cfp 10, seed 2"}));
        QVERIFY(near(cellAt(table, "AUC", "gender", "CFP").ours->estimate.value, 0.55));
        QCOMPARE(*cellAt(table, "AUC", "gender", "CFP").published, 54.19);
        const PaperCell& fair = cellAt(table, "hit@1", "gender", "C-PMF");
        QVERIFY(near(fair.ours->estimate.value, 0.25));
        QCOMPARE(fair.ours->seeds, 1);
        QVERIFY(near(fair.ours->estimate.low, 0.23)); // a single run's own interval
        QCOMPARE(*fair.published, 16.73);
        QVERIFY(near(cellAt(table, "AUC", "gender", "C-PMF").ours->estimate.value, 0.57));
        const PaperCell& none = cellAt(table, "hit@1", "occupation", "CFP");
        QVERIFY(!none.ours);
        QCOMPARE(*none.published, 21.00);
        // Without what is measured there is still the control and the untreated model, which the paper lacks.
        QVERIFY(near(cellAt(table, "hit@10", "gender", "CFP, λ = 0").ours->estimate.value, 0.8 * 0.72));
        QVERIFY(near(cellAt(table, "hit@10", "gender", "CFP, random").ours->estimate.value, 0.8 * 0.44));
        QVERIFY(near(cellAt(table, "AUC", "gender", "P5").ours->estimate.value, 0.74));
        QVERIFY(!cellAt(table, "AUC", "gender", "P5").published);
    }

    void filtersForSeveralAttributesServeASingleOne() {
        const PaperTable table = paperTable(workspace(), request(4));
        const PaperCell& gender = cellAt(table, "AUC", "gender", "C-SX");
        QVERIFY(near(gender.ours->estimate.value, 0.60));
        QVERIFY(table.subjects[subjectAt(table, "gender", "C-SX")].setting.find("gender, age") !=
                std::string::npos);
        const PaperTable both = paperTable(workspace(), request(8));
        const PaperCell& average = cellAt(both, "avg. AUC", "GA", "C-SX");
        QVERIFY(near(average.ours->estimate.value, 0.605)); // age leaks 0.01 more
        QVERIFY(near(average.ours->estimate.low, 0.575) && near(average.ours->estimate.high, 0.635));
        QCOMPARE(*average.published, 70.25);
        QVERIFY(!cellAt(both, "avg. AUC", "GA", "CFP").ours);
    }

    void untreatedModelsHaveAColumnEach() {
        std::vector<RunRecord> records = workspace();
        records.push_back(baselineRecord("popularity", "popularity", {}, 0, 0.40));
        const PaperTable table = paperTable(records, request(6));
        QVERIFY(near(cellAt(table, "AUC (G)", "", "P5").ours->estimate.value, 0.74));
        QCOMPARE(*cellAt(table, "AUC (G)", "", "P5").published, 74.71);
        QVERIFY(near(cellAt(table, "AUC (G)", "", "PMF").ours->estimate.value, 0.80));
        QVERIFY(near(cellAt(table, "hit@3", "", "PMF").ours->estimate.value, 0.42));
        QCOMPARE(*cellAt(table, "hit@3", "", "PMF").published, 38.66);
        QVERIFY(near(cellAt(table, "hit@10", "", "P5").ours->estimate.value, 0.56)); // the direct task
        QVERIFY(!cellAt(table, "hit@3", "", "SimpleX").ours);
        QVERIFY(near(cellAt(table, "hit@10", "", "Popularity").ours->estimate.value, 0.40));
        QVERIFY(!cellAt(table, "AUC (A)", "", "P5").ours);
        const std::vector<std::string> missing = missingFigures(table);
        QVERIFY(std::count(missing.begin(), missing.end(), "P5: AUC (A), AUC (O).") == 1);
    }

    void sizesAreSharesOfTheBackbone() {
        std::vector<RunRecord> records = {backboneRecord("b"),
                                          cfpRecord("cfp", "b", 10, 1, 0.54, 0.50, 0.58, 0.64),
                                          mixtureRecord("mixture", "b", 10, 0.55, 0.6)};
        for (const auto& [name, value] :
             {std::pair("stored_prefix_size", 92'160.0), {"backbone_parameters_untied", 110'117'376.0}}) {
            store::MetricRow row;
            row.name = name;
            row.value = value;
            addMetric(records[1], row);
        }
        const PaperTable table = paperTable(records, request(11));
        // Specification Z5: 92,160 of 110,117,376 are 0.0837 %.
        QVERIFY(std::abs(cellAt(table, "Parameters", "", "Prompt (5)").ours->estimate.value - 0.000837) <
                1e-6);
        QCOMPARE(*cellAt(table, "Parameters", "", "Prompt (5)").published, 0.08);
        QVERIFY(!cellAt(table, "Parameters", "", "Prompt (15)").ours);
        QVERIFY(near(cellAt(table, "Parameters", "", "PM").ours->estimate.value, 1'327'104 / 110'117'376.0));
        const PaperTable sets = paperTable(records, request(8));
        QVERIFY(near(cellAt(sets, "avg. AUC", "GA", "CFP").ours->estimate.value, 0.555));
        QVERIFY(near(cellAt(sets, "hit@10", "GA", "CFP").ours->estimate.value, 0.8 * 0.58));
    }

    void tablesOfOneDataSetAreRefusedForTheOther() {
        QVERIFY(fitsTable(8, "MovieLens") && !fitsTable(8, "Insurance") && fitsTable(9, "Insurance"));
        QVERIFY(!fitsTable(9, "") && fitsTable(8, "") && !fitsTable(13, "") && !fitsTable(0, ""));
        UP5_EXPECT_ERROR(paperTable(workspace(), request(9)), ErrorCode::InvalidInput, "table 9");
    }

    /// Table 9 shows P5 on the sequential task; what ranks the direct one alone stands there with that.
    void matchingModelsOfTable9HaveTheirOwnTask() {
        const std::vector<std::string> removed = {"age", "marital"};
        RunRecord plain = baselineRecord("pmf", "pmf", removed, 0.70, 0.52);
        const std::vector<RunRecord> records = {backboneRecord("b"), plain,
                                                baselineRecord("c-pmf", "c-pmf", removed, 0.57, 0.50)};
        const PaperTable table = paperTable(records, request(9, "Insurance"));
        const PaperCell& fair = cellAt(table, "hit@10", "AM", "C-PMF");
        QVERIFY(fair.ours && near(fair.ours->estimate.value, 0.50));
        QVERIFY(fair.published.has_value());
        const PaperSubject& head = table.subjects[subjectAt(table, "AM", "C-PMF")];
        QCOMPARE(head.task, std::string("direct"));
        QVERIFY2(head.setting.ends_with(", direct task"), head.setting.c_str());
        QCOMPARE(table.subjects[subjectAt(table, "AM", "CFP")].task, std::string("sequential"));
        QVERIFY(
            near(cellAt(table, "hit@10", "AM", "PMF").ours->estimate.value, 0.52)); // before the treatment
        QVERIFY(!cellAt(table, "hit@10", "AM", "PMF").published);
        const auto isSaid = [&](const char* words) {
            return std::ranges::any_of(
                table.notes, [&](const std::string& note) { return note.find(words) != std::string::npos; });
        };
        QVERIFY(isSaid("rank the direct task alone"));
        QVERIFY(isSaid("Averages of AUCs are not tested"));
        QVERIFY(isSaid("user vector of baselines"));
    }

    void everyTableIsMadeOfNothing() {
        for (int number = 1; number <= kPaperTables; ++number) {
            for (const char* dataset : {"MovieLens", "Insurance", ""}) {
                if (!fitsTable(number, dataset)) {
                    continue;
                }
                const PaperTable table = paperTable({}, request(number, dataset));
                QVERIFY2(!table.hasOurs(), qPrintable(QString::number(number)));
                QCOMPARE(table.hasPublished(), number == 11 || *dataset != '\0');
                QCOMPARE(table.cells.size(), table.quantities.size());
            }
        }
    }

    /// Every printed value of a data set is in exactly one cell.
    void noPrintedValueIsLost() {
        std::size_t shown = 0;
        for (const char* dataset : {"MovieLens", "Insurance"}) {
            for (int number = 1; number <= kPaperTables; ++number) {
                // Table 11 is of no data set: counted once.
                if (!fitsTable(number, dataset) || (number == 11 && dataset == std::string("Insurance"))) {
                    continue;
                }
                for (const std::vector<PaperCell>& row : paperTable({}, request(number, dataset)).cells) {
                    shown += static_cast<std::size_t>(
                        std::count_if(row.begin(), row.end(),
                                      [](const PaperCell& cell) { return cell.published.has_value(); }));
                }
            }
        }
        QCOMPARE(shown, publishedRows().size());
    }

    void aModelShownAsManyItemsAsP5HasAColumnOfItsOwn() {
        const RunRecord own = baselineRecord("sasrec", "sasrec", {"gender"}, 0.8, 0.60);
        RunRecord alike = withOption("history", 20, own);
        alike.run.id = "sasrec 20";
        alike.run.finished = "2026-11-24T10:00:00Z";
        PaperTable table = paperTable({backboneRecord("b"), own, alike}, request(7));
        QCOMPARE(cellAt(table, "hit@10", "", "SASRec").ours->runs, std::vector<std::string>{"sasrec"});
        QCOMPARE(cellAt(table, "hit@10", "", "SASRec, 20 items").ours->runs,
                 std::vector<std::string>{"sasrec 20"});
        QVERIFY(!cellAt(table, "hit@10", "", "SASRec, 20 items").published);
        table = paperTable({backboneRecord("b"), alike}, request(7));
        QVERIFY(!cellAt(table, "hit@10", "", "SASRec").ours);
        // A treatment is shown what the frozen run is shown.
        RunRecord frozen = baselineRecord("s-sas", "s-sas", {"gender"}, 0.6, 0.5);
        frozen.run.backboneRun = "sasrec 20";
        table = paperTable({backboneRecord("b"), own, alike, frozen}, request(5));
        QVERIFY(!cellAt(table, "hit@10", "gender", "S-SAS").ours);
        QCOMPARE(cellAt(table, "hit@10", "gender", "S-SAS, 20 items").ours->runs,
                 std::vector<std::string>{"s-sas"});
        // SimpleX reads histories for the direct task; PMF reads none.
        const RunRecord simplex =
            withOption("history", 20, baselineRecord("simplex", "simplex", {"gender"}, 0.8, 0.6));
        table = paperTable({backboneRecord("b"), simplex}, request(6));
        QVERIFY(!cellAt(table, "hit@10", "", "SimpleX").ours);
        QCOMPARE(cellAt(table, "hit@10", "", "SimpleX, 20 items").ours->runs,
                 std::vector<std::string>{"simplex"});
        QVERIFY(std::none_of(table.subjects.begin(), table.subjects.end(),
                             [](const PaperSubject& subject) { return subject.title == "PMF, 20 items"; }));
    }

    void onlyWhatWasMeasuredCounts() {
        // A frozen model has figures of all its attributes removed together alone.
        RunRecord frozen = baselineRecord("s-sas", "s-sas", {"gender", "age"}, 0.6, 0.5);
        std::erase_if(frozen.subsetMetrics,
                      [](const store::MetricRow& row) { return row.removed.find('+') == std::string::npos; });
        std::vector<RunRecord> records = workspace();
        frozen.run.finished = "2026-11-24T10:00:00Z";
        QVERIFY(baselinePoints(frozen, {"gender"}, "test").empty());
        QCOMPARE(baselinePoints(frozen, {"gender", "age"}, "test").size(), std::size_t{2});
        records.push_back(frozen);
        records.push_back(baselineRecord("s-sas, gender", "s-sas", {"gender"}, 0.6, 0.5));
        QCOMPARE(cellAt(paperTable(records, request(5)), "hit@10", "gender", "S-SAS").ours->runs,
                 std::vector<std::string>{"s-sas, gender"});
        // A newer run without probes does not hide one with them.
        RunRecord blind = baselineRecord("pmf, not probed", "pmf", {}, 0, 0.9);
        blind.run.finished = "2026-11-24T10:00:00Z";
        records.push_back(blind);
        const PaperTable table = paperTable(records, request(6));
        QVERIFY(near(cellAt(table, "AUC (G)", "", "PMF").ours->estimate.value, 0.80));
        QCOMPARE(cellAt(table, "hit@10", "", "PMF").ours->runs, std::vector<std::string>{"pmf"});
    }

    void onlyWhatARecipeQueuesIsMissing() {
        std::vector<RunRecord> records = workspace();
        records.push_back(baselineRecord("c-pmf income", "c-pmf", {"income"}, 0.57, 0.50));
        const PaperTable table = paperTable(records, request(4));
        QVERIFY(cellAt(table, "hit@10", "income", "C-PMF").ours);
        const std::vector<std::string> missing = missingFigures(table);
        QVERIFY(std::any_of(missing.begin(), missing.end(), [](const std::string& sentence) {
            return sentence.starts_with("occupation, CFP: ");
        }));
        QVERIFY(std::none_of(missing.begin(), missing.end(),
                             [](const std::string& sentence) { return sentence.starts_with("income"); }));
        // Sets that were removed from another backbone are none of this one's.
        records = {backboneRecord("b"), probeRecord("probe", "b", 0.74, 0.70, 0.78),
                   mixtureRecord("m", "other", 10, 0.55, 0.6)};
        PaperRequest wanted = request(8, "");
        wanted.backbone = "b";
        QVERIFY(paperTable(records, wanted).subjects.empty());
        wanted.backbone = "other";
        QVERIFY(!paperTable(records, wanted).subjects.empty());
    }

    void csvLinesSayGroupAndTask() {
        ReportData data;
        data.paperTables = {paperTable(workspace(), request(12, ""))};
        const QString csv = QString::fromStdString(renderCsv(data));
        for (const char* end : {"sequential,gender,S-gender,", "direct,gender,D-gender,"}) {
            const QString hits = QStringLiteral(",hit@10,test,") + QString::fromLatin1(end);
            const QString auc = QStringLiteral(",AUC,test,") + QString::fromLatin1(end);
            // The trained prompt, its control and the random one.
            QVERIFY2(csv.count(hits) == 3 && csv.count(auc) == 3, qPrintable(csv));
        }
    }

    void controlsStandBesideEveryReweighter() {
        std::vector<RunRecord> runs = workspace();
        for (const char* reweighter : {"none", "ff"}) {
            const auto add = [&](const std::string& id, double lambda, double auc) {
                runs.push_back(
                    withOption("reweighter", reweighter,
                               cfpRecord(id + reweighter, "b", lambda, 1, auc, auc - 0.04, auc + 0.04, 0.6)));
            };
            add("treated ", 10, 0.58);
            add("control ", 0, 0.71);
        }
        const PaperTable table = paperTable(runs, request(12, ""));
        QVERIFY(near(cellAt(table, "AUC", "S-gender", "-, λ = 0").ours->estimate.value, 0.71));
        QVERIFY(near(cellAt(table, "AUC", "S-gender", "+F, λ = 0").ours->estimate.value, 0.71));
        QVERIFY(near(cellAt(table, "AUC", "S-gender", "+A, λ = 0").ours->estimate.value, 0.70));
        QVERIFY(near(cellAt(table, "AUC", "S-gender", "+A, random").ours->estimate.value, 0.69));
    }

    void questionsAreAskedOfControlsToo() {
        std::vector<RunRecord> runs = workspace();
        const auto ask = [&](const std::string& id, const std::string& prompt, std::uint64_t seed,
                             double auc) {
            RunRecord probe = runRecord(id, "probe", "b", jobs::ProbeOptions::table().resolve({}));
            probe.options["method"] = "soft-prompt";
            probe.run.promptRun = prompt;
            probe.run.attributes = {"gender"};
            probe.run.seed = seed;
            for (const char* figure :
                 {"probe_auc_answers/soft-prompt", "probe_auc_answers_hard/soft-prompt"}) {
                addMetric(probe, {figure, "test", "", "gender", "", 0, 0, auc, auc - 0.04, auc + 0.04, 604});
            }
            runs.push_back(probe);
        };
        ask("asked 1", "cfp 10, seed 1", 1, 0.52);
        ask("asked 2", "cfp 10, seed 2", 2, 0.54);
        ask("asked control", "control", 1, 0.66);
        ask("asked random", "random", 2022, 0.64);
        ask("asked P5", "", 1, 0.70);
        const PaperTable table = paperTable(runs, request(10));
        const auto value = [&](const char* title) {
            return cellAt(table, "scores of the words", "gender", title).ours->estimate.value;
        };
        QVERIFY(near(value("CFP"), 0.53)); // both seeds
        QVERIFY(near(value("CFP, λ = 0"), 0.66));
        QVERIFY(near(value("CFP, random"), 0.64));
        QVERIFY(near(value("P5"), 0.70));
    }

    void seedsThatStillLeakAreCounted() {
        const PaperTable table = paperTable(workspace(), request(4));
        const PaperSubject& cfp = table.subjects[subjectAt(table, "gender", "CFP")];
        QCOMPARE(cfp.leaks.size(), std::size_t{1});
        QCOMPARE(cfp.leaks[0].leaks.models, 2);
        QCOMPARE(cfp.leaks[0].leaks.leaking, 2); // all tokens of the one, the user span of the other
        QCOMPARE(table.subjects[subjectAt(table, "gender", "P5")].isTreated, false);
        const Table block = paperBlocks(table)[0];
        const auto row = std::ranges::find_if(
            block.rows, [](const TableRow& line) { return line.cells[0].text == "Seeds that still leak"; });
        QVERIFY(row != block.rows.end());
        for (std::size_t i = 1; i < block.columns.size(); ++i) {
            const std::string& title = block.columns[i].title;
            if (title == "CFP" || title == "P5") {
                QCOMPARE(row->cells[i].text,
                         std::string(title == "CFP" ? "2 of 2 seeds still leak" : "1 of 1 seed leaks"));
            }
        }
        const nlohmann::json subject = toJson(table).at("subjects").at(subjectAt(table, "gender", "CFP"));
        QCOMPARE(subject.at("leaks").at("gender").at("models").get<int>(), 2);
        // One seed alone needs no count.
        std::vector<RunRecord> single = workspace();
        std::erase_if(single, [](const RunRecord& record) { return record.run.id == "cfp 10, seed 2"; });
        QVERIFY(std::ranges::none_of(
            paperBlocks(paperTable(single, request(4)))[0].rows,
            [](const TableRow& line) { return line.cells[0].text == "Seeds that still leak"; }));
    }

    void blocksShowOursAndThePrinted() {
        const PaperTable table = paperTable(workspace(), request(4));
        const std::vector<Table> blocks = paperBlocks(table);
        QCOMPARE(blocks.size(), std::size_t{3}); // an attribute each
        QCOMPARE(
            blocks[0].caption,
            std::string("Table 4 of the paper, Small set: One attribute removed: matching models, gender"));
        QCOMPARE(blocks[0].columns[1].title, std::string("C-PMF"));
        QCOMPARE(blocks[0].rows[0].cells[0].text, std::string("hit@1 ↑"));
        QCOMPARE(blocks[0].rows[0].cells[1].text, std::string("25.0"));
        QCOMPARE(blocks[0].rows[0].cells[1].detail, std::string("23.0–27.0\nprinted 16.73"));
        QCOMPARE(blocks[2].rows[0].cells[1].text, std::string("not measured"));
        QCOMPARE(blocks[2].rows[0].cells[1].detail, std::string("printed 15.60"));
        const std::vector<Sentence> sentences = paperSentences(table);
        QVERIFY(std::any_of(sentences.begin(), sentences.end(), [](const Sentence& sentence) {
            return sentence.text.find("preset: desk; the paper: t5-small.") != std::string::npos;
        }));
        ReportData data;
        QVERIFY(paperTablesSection(data).blocks.empty());
        data.paperTables = {table};
        QCOMPARE(paperTablesSection(data).blocks.size(), std::size_t{4});
    }
};

QTEST_GUILESS_MAIN(TestPaperTable)
#include "tst_paper_table.moc"
