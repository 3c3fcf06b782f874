// The paper's tables from hand-made runs: which runs stand for a model, their figures, the printed ones.
#include <QtTest/QTest>

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

namespace {

RunRecord ofSeed(std::uint64_t seed, RunRecord record) {
    record.run.seed = seed;
    return record;
}

} // namespace

class TestPaperTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cellsStandBesideThePrintedOnes() {
        const PaperTable table = paperTable(workspace(), request(4));
        QCOMPARE(table.backbone, std::string("b"));
        const PaperCell& cfp = cellAt(table, "hit@10", "gender", "CFP");
        QCOMPARE(*cfp.published, 65.82);
        // Direct hits are 0.8 of sequential ones; the mean over seeds with Student's interval.
        const metrics::SeedStatistics mean = metrics::overSeeds(std::vector{0.8 * 0.64, 0.8 * 0.66});
        QVERIFY(near(cfp.ours->estimate.value, mean.mean));
        QVERIFY(near(cfp.ours->estimate.low, mean.low) && near(cfp.ours->estimate.high, mean.high));
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

    void settingsAskedForLeaveNoChoice() {
        std::vector<RunRecord> runs = workspace();
        runs.push_back(
            withOption("batches", 250, cfpRecord("cfp of 250 batches", "b", 10, 1, 0.51, 0.47, 0.55, 0.60)));
        const auto shown = [&](const char* kind, const nlohmann::json& settings, const char* title) {
            PaperRequest wanted = request(4);
            wanted.settings[kind] = settings;
            return cellAt(paperTable(runs, wanted), "AUC", "gender", title).ours;
        };
        // Two seeds of the defaults stand there, unless something else was asked for.
        QVERIFY(near(shown("cfp", nlohmann::json::object(), "CFP")->estimate.value, 0.55));
        QVERIFY(near(shown("cfp", {{"batches", 250}}, "CFP")->estimate.value, 0.51));
        QVERIFY(!shown("cfp", {{"batches", 251}}, "CFP"));
        QVERIFY(!shown("baseline", {{"epochs", 3}}, "C-PMF"));
        // What a model does not take does not count against it.
        QVERIFY(near(shown("baseline", {{"heads", 4}}, "C-PMF")->estimate.value, 0.57));
    }

    void promptsOfAMixtureAreThoseAskedFor() {
        std::vector<RunRecord> runs = workspace();
        RunRecord mixture = mixtureRecord("mixture", "b", 10, 0.55, 0.6);
        mixture.run.mixedPrompts = {"cfp 10, seed 1"};
        runs.push_back(mixture);
        PaperRequest wanted = request(8);
        QVERIFY(cellAt(paperTable(runs, wanted), "avg. AUC", "GA", "CFP").ours);
        wanted.settings["cfp"] = {{"batches", 250}};
        QVERIFY(!cellAt(paperTable(runs, wanted), "avg. AUC", "GA", "CFP").ours);
    }

    void theRuleChoosesNotTheFigures() {
        // λ = 1 recommends best and leaks least, but the paper's setting on MovieLens is λ = 10.
        PaperRequest wanted = request(4);
        QCOMPARE(paperTable(workspace(), wanted).subjects[2].setting, std::string("CFP λ = 10, n = 5"));
        const PaperTable insurance = paperTable(workspace(), request(4, "Insurance"));
        QCOMPARE(insurance.subjects[subjectAt(insurance, "gender", "CFP")].setting,
                 std::string("CFP λ = 1, n = 5"));
        QVERIFY(!cellAt(insurance, "hit@1", "gender", "CFP").published); // not in the paper's table
        wanted.lambda = 1;
        QVERIFY(near(cellAt(paperTable(workspace(), wanted), "hit@10", "gender", "CFP").ours->estimate.value,
                     0.8 * 0.80));
        wanted.lambda = 5; // named, but there is none
        QVERIFY(!cellAt(paperTable(workspace(), wanted), "hit@10", "gender", "CFP").ours);
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

    /// Controls are those of the prompts they stand beside, not of others with settings nearer the defaults.
    void controlsBelongToThePrompts() {
        const auto longer = [](RunRecord record) { return withOption("batch_size", 16, std::move(record)); };
        std::vector<RunRecord> records = {backboneRecord("b"),
                                          longer(cfpRecord("cfp", "b", 10, 1, 0.54, 0.50, 0.58, 0.64)),
                                          cfpRecord("other control", "b", 0, 1, 0.70, 0.66, 0.74, 0.72),
                                          withOption("output_scale", 1.0, randomPrompt())};
        PaperTable table = paperTable(records, request(4));
        const auto has = [&](const char* title) {
            return std::any_of(table.subjects.begin(), table.subjects.end(),
                               [&](const PaperSubject& subject) { return subject.title == title; });
        };
        QVERIFY(!has("CFP, λ = 0") && !has("CFP, random"));
        records.push_back(longer(cfpRecord("control", "b", 0, 1, 0.71, 0.66, 0.74, 0.70)));
        records.push_back(randomPrompt()); // of whatever training
        records.back().run.id = "start";
        table = paperTable(records, request(4));
        QCOMPARE(cellAt(table, "AUC", "gender", "CFP, λ = 0").ours->runs,
                 std::vector<std::string>{"control"});
        QCOMPARE(cellAt(table, "AUC", "gender", "CFP, random").ours->runs, std::vector<std::string>{"start"});
    }

    void baselinesShareTheProtocolOfP5() {
        std::vector<RunRecord> records = workspace();
        RunRecord other =
            withOption("test_history", "code", baselineRecord("pmf, code", "pmf", {"gender"}, 0.9, 0.9));
        other.run.finished = "2026-11-24T10:00:00Z";
        records.push_back(other);
        QCOMPARE(cellAt(paperTable(records, request(6)), "hit@10", "", "PMF").ours->runs,
                 std::vector<std::string>{"pmf"});
        records.front().options["test_history"] = "code"; // of the backbone
        const PaperTable table = paperTable(records, request(6));
        QCOMPARE(cellAt(table, "hit@10", "", "PMF").ours->runs, std::vector<std::string>{"pmf, code"});
        QVERIFY(!cellAt(paperTable(records, request(4)), "hit@10", "gender", "C-PMF").ours);
        // The protocol is the backbone's, so it is no option away from the defaults.
        records.push_back(withOption("lr", 0.5, records.back()));
        records.back().run.id = "pmf, code, lr";
        records.back().run.finished = "2026-11-25T10:00:00Z";
        QCOMPARE(cellAt(paperTable(records, request(6)), "hit@10", "", "PMF").ours->runs,
                 std::vector<std::string>{"pmf, code"});
        QVERIFY(std::any_of(table.notes.begin(), table.notes.end(), [](const std::string& note) {
            return note.find("of one backbone, run b.") != std::string::npos;
        }));
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
    }

    void budgetsDoNotDecideAgainstATunedRun() {
        RunRecord plain = baselineRecord("pmf", "pmf", {"gender"}, 0.8, 0.60);
        plain.run.finished = "2026-11-25T10:00:00Z"; // the newest
        const auto named = [&](const char* id, RunRecord record) {
            record.run.id = id;
            record.run.finished = "2026-11-24T10:00:00Z";
            return record;
        };
        const RunRecord tuned = named("tuned", withOption("tune", "yes", plain));
        const RunRecord longer = named("longer", withOption("epochs", 200, plain));
        const RunRecord cut = named("cut", withOption("max_minutes", 2, plain));
        const RunRecord brief = named("brief", withOption("epochs", 5, plain));
        const auto chosen = [](const std::vector<RunRecord>& records) {
            return cellAt(paperTable(records, request(6)), "hit@10", "", "PMF").ours->runs.front();
        };
        QCOMPARE(chosen({plain, tuned}), std::string("tuned"));
        QCOMPARE(chosen({longer, cut}), std::string("longer"));
        QCOMPARE(chosen({brief, longer}), std::string("longer"));
        QCOMPARE(chosen({plain, longer}), std::string("pmf")); // neither is cut short: the newest
        QCOMPARE(chosen({plain, named("wide", withOption("dim", 128, tuned))}), std::string("pmf"));
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

    void differentModelsAreNoSeedsOfOneSetting() {
        const auto seedsOf = [](const std::vector<RunRecord>& records, int table, const char* quantity,
                                const char* group, const char* title) {
            return cellAt(paperTable(records, request(table)), quantity, group, title).ours->seeds;
        };
        // Prompts that a mixture combines; of each seed its own.
        std::vector<RunRecord> mixed = {backboneRecord("b"), probeRecord("probe", "b", 0.74, 0.70, 0.78)};
        for (const int seed : {1, 2}) {
            RunRecord mixture = ofSeed(static_cast<std::uint64_t>(seed),
                                       mixtureRecord("m" + std::to_string(seed), "b", 10, 0.55, 0.6));
            mixture.run.mixedPrompts.clear();
            for (const char* attribute : {"gender", "age"}) {
                mixture.run.mixedPrompts.push_back(attribute + std::to_string(seed));
                mixed.push_back(cfpRecord(mixture.run.mixedPrompts.back(), "b", 10,
                                          static_cast<std::uint64_t>(seed), 0.54, 0.50, 0.58, 0.64));
                mixed.back().run.attributes = {attribute};
            }
            mixed.push_back(mixture);
        }
        QCOMPARE(seedsOf(mixed, 8, "hit@10", "GA", "CFP"), 2);
        QCOMPARE(seedsOf(mixed, 11, "Parameters", "", "PM"), 2);
        mixed[2].options["reweighter"] = "none"; // a prompt of the first
        QCOMPARE(seedsOf(mixed, 8, "hit@10", "GA", "CFP"), 1);
        QCOMPARE(seedsOf(mixed, 11, "Parameters", "", "PM"), 1);
        // The plain run that a frozen model rests on.
        std::vector<RunRecord> frozen = {backboneRecord("b")};
        for (const int seed : {1, 2}) {
            const std::string plain = "sasrec" + std::to_string(seed);
            frozen.push_back(baselineRecord(plain, "sasrec", {"gender"}, 0.8, 0.6));
            frozen.push_back(
                ofSeed(static_cast<std::uint64_t>(seed),
                       baselineRecord("s" + std::to_string(seed), "s-sas", {"gender"}, 0.6, 0.5)));
            frozen.back().run.backboneRun = plain;
        }
        QCOMPARE(seedsOf(frozen, 5, "hit@10", "gender", "S-SAS"), 2);
        frozen[1].options["dim"] = 32;
        QCOMPARE(seedsOf(frozen, 5, "hit@10", "gender", "S-SAS"), 1);
        // Other attributes, as many.
        const std::vector<RunRecord> sets = {
            ofSeed(1, baselineRecord("pmf1", "pmf", {"gender", "age"}, 0.8, 0.6)),
            ofSeed(2, baselineRecord("pmf2", "pmf", {"gender", "occupation"}, 0.8, 0.6))};
        QCOMPARE(seedsOf(sets, 6, "hit@10", "", "PMF"), 1);
    }

    void mixturesHaveALambdaOfTheirOwn() {
        const std::vector<RunRecord> records = {
            backboneRecord("b"), probeRecord("probe", "b", 0.74, 0.70, 0.78),
            mixtureRecord("m10", "b", 10, 0.55, 0.6), mixtureRecord("m1", "b", 1, 0.55, 0.6)};
        const auto runsOf = [&](const PaperRequest& wanted) {
            const std::optional<PaperFigure> ours =
                cellAt(paperTable(records, wanted), "hit@10", "GA", "CFP").ours;
            return ours ? ours->runs : std::vector<std::string>();
        };
        PaperRequest wanted = request(8);
        wanted.lambda = 1; // of single prompts
        QCOMPARE(runsOf(wanted), std::vector<std::string>{"m10"});
        wanted.mixtureLambda = 1;
        QCOMPARE(runsOf(wanted), std::vector<std::string>{"m1"});
        wanted.mixtureLambda = 5;
        QVERIFY(runsOf(wanted).empty());
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
