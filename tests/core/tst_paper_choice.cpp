// Which of hand-made runs stand for a model in the paper's tables.
#include <QtTest/QTest>

#include "report/paper_table.h"
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

class TestPaperChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
        PaperRequest nothing = request(4);
        nothing.settings["cfp"] = {{"batches", 251}};
        for (const report::PaperSubject& subject : paperTable(runs, nothing).subjects) {
            QVERIFY2(!subject.title.starts_with("CFP,"),
                     subject.title.c_str()); // nor controls of other prompts
        }
        QVERIFY(!shown("cfp", {{"batches", 251}}, "CFP"));
        QVERIFY(!shown("baseline", {{"epochs", 3}}, "C-PMF"));
        // What a model does not take does not count against it.
        QVERIFY(near(shown("baseline", {{"heads", 4}}, "C-PMF")->estimate.value, 0.57));
    }

    void probesAreThoseAskedFor() {
        std::vector<RunRecord> runs = workspace();
        runs.push_back(withOption("epochs", 7, probeRecord("probe of 7 epochs", "b", 0.77, 0.73, 0.81)));
        const auto untreated = [&](int epochs) {
            PaperRequest wanted = request(4);
            wanted.settings["probe"] = {{"epochs", epochs}};
            return cellAt(paperTable(runs, wanted), "AUC", "gender", "P5").ours;
        };
        QVERIFY(near(untreated(7)->estimate.value, 0.77));
        QVERIFY(near(untreated(60)->estimate.value, 0.74));
        UP5_EXPECT_ERROR(untreated(8), ErrorCode::Internal, "no gender P5"); // no column without figures
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
        const PaperTable movies = paperTable(workspace(), wanted);
        QCOMPARE(movies.subjects[subjectAt(movies, "gender", "CFP")].setting,
                 std::string("CFP λ = 10, n = 5"));
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
        // As the recipe asks for it: probed on its own representation alone.
        QCOMPARE(chosen({plain, named("narrow", withOption("probe.target", "user_vector", tuned))}),
                 std::string("narrow"));
    }

    /// λ that was chosen on validation users stands for the default one, and is not shown as such.
    void aTunedWeightStandsForTheDefault() {
        const RunRecord plain = baselineRecord("untuned", "c-pmf", {"gender"}, 0.57, 0.50);
        RunRecord tuned = withOption("tune", "yes", baselineRecord("tuned", "c-pmf", {"gender"}, 0.55, 0.49));
        store::MetricRow row;
        row.name = "tuned_lambda";
        row.value = 10;
        addMetric(tuned, row);
        const PaperTable table = paperTable({backboneRecord("b"), plain, tuned}, request(4));
        QCOMPARE(cellAt(table, "AUC", "gender", "C-PMF").ours->runs, std::vector<std::string>{"tuned"});
        QCOMPARE(table.subjects[subjectAt(table, "gender", "C-PMF")].setting, std::string("C-PMF λ tuned"));
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
};

QTEST_GUILESS_MAIN(TestPaperChoice)
#include "tst_paper_choice.moc"
