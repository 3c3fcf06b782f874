// Repositories and ingestion on a fresh database.
#include <QtTest/QTest>

#include <SQLiteCpp/Database.h>

#include <cmath>
#include <limits>
#include <thread>

#include "store/dataset_repository.h"
#include "store/ingestion.h"
#include "store/note_repository.h"
#include "support/expect_error.h"
#include "support/store_test.h"

using namespace up5;
using namespace up5::store;
using namespace up5::test;

namespace {

DatasetRow datasetRow(const std::string& hash, const std::string& name) {
    return {hash, name, "csv", 10, 20, 300, "2026-01-01T00:00:00.000Z"};
}

std::vector<std::string> ids(const std::vector<RunRow>& runs) {
    std::vector<std::string> result;
    for (const RunRow& run : runs) {
        result.push_back(run.id);
    }
    return result;
}

} // namespace

class TestStore : public StoreTest {
    Q_OBJECT

    bool apply(const std::string& id, const RunBatch& batch, const ProcessRow& host = kHost) const {
        return applyBatch(m_store->database(), id, host, batch);
    }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void runsComeBackWhole() {
        m_store->datasets().upsert(datasetRow("d1", "One"));
        runs().insert(runRow("b1"));
        RunRow run = runRow("p1", "probe");
        run.name = "Leak ü";
        run.dataset = "d1";
        run.backboneRun = "b1";
        run.attributes = {"gender", "age band", "a,b"};
        run.seed = std::numeric_limits<std::uint64_t>::max();
        run.spec = R"({"kind": "probe"})";
        runs().insert(run);
        const RunRow found = runs().find("p1").value();
        QCOMPARE(found.name, run.name);
        QCOMPARE(found.dataset, run.dataset);
        QCOMPARE(found.backboneRun, run.backboneRun);
        QCOMPARE(found.promptRun, std::string());
        QCOMPARE(found.attributes, run.attributes);
        QCOMPARE(found.seed, run.seed);
        QCOMPARE(found.spec, run.spec);
        QCOMPARE(found.created, run.created);
        QVERIFY(found.state == RunState::Queued && found.started.empty() && found.finished.empty());
        QVERIFY(runs().find("b1")->attributes.empty());
        QVERIFY(!runs().find("nothing"));
        QCOMPARE(ids(runs().ofKind("probe")), std::vector<std::string>{"p1"});
    }

    void refusesRunsThatLeadNowhere() {
        RunRow run = runRow("x");
        run.dataset = "no such";
        UP5_EXPECT_ERROR((runs().insert(run), 0), ErrorCode::Conflict, "FOREIGN KEY");
        insert("y");
        UP5_EXPECT_ERROR((runs().insert(runRow("y")), 0), ErrorCode::Conflict, "UNIQUE");
        QCOMPARE(runs().all().size(), std::size_t{1});
    }

    void newestFirst() {
        for (const char* id : {"a", "c", "b"}) {
            RunRow run = runRow(id);
            run.created = std::string("2026-01-01T00:00:0") + id[0] + "Z";
            runs().insert(run);
        }
        QCOMPARE(ids(runs().all()), (std::vector<std::string>{"c", "b", "a"}));
    }

    void resolvesRuns() {
        RunRow named = runRow("20260101-aaaa");
        named.name = "desk";
        runs().insert(named);
        runs().insert(runRow("20260102-aabb"));
        QCOMPARE(runs().resolve("20260101-aaaa").id, named.id);
        QCOMPARE(runs().resolve("desk").id, named.id);
        QCOMPARE(runs().resolve("20260102").id, std::string("20260102-aabb"));
        QCOMPARE(runs().resolve("aabb").id, std::string("20260102-aabb"));
        UP5_EXPECT_ERROR(runs().resolve("202601"), ErrorCode::InvalidInput, "20260102-aabb");
        UP5_EXPECT_ERROR(runs().resolve("zzz"), ErrorCode::NotFound, "desk");
        UP5_EXPECT_ERROR(runs().resolve(""), ErrorCode::NotFound, "no run");
    }

    void statesGoOneWay() {
        insert("a");
        UP5_EXPECT_ERROR((runs().setState("a", RunState::Succeeded), 0), ErrorCode::Conflict, "queued");
        runs().setState("a", RunState::Running);
        QVERIFY(!runs().find("a")->started.empty());
        runs().setState("a", RunState::Failed);
        QVERIFY(!runs().find("a")->finished.empty());
        UP5_EXPECT_ERROR((runs().setState("a", RunState::Failed), 0), ErrorCode::Conflict, "failed");
        runs().setState("a", RunState::Queued);
        QVERIFY(runs().find("a")->finished.empty());
        runs().setState("a", RunState::Running);
        runs().setState("a", RunState::Succeeded);
        for (const RunState state :
             {RunState::Queued, RunState::Running, RunState::Cancelled, RunState::Succeeded}) {
            UP5_EXPECT_ERROR((runs().setState("a", state), 0), ErrorCode::Conflict, "succeeded");
        }
        UP5_EXPECT_ERROR((runs().setState("zz", RunState::Running), 0), ErrorCode::NotFound, "zz");
    }

    void theBin() {
        insert("b1");
        RunRow child = runRow("c1", "cfp");
        child.backboneRun = "b1";
        endAs("b1", RunState::Succeeded);
        runs().insert(child);
        UP5_EXPECT_ERROR((runs().remove("c1", false), 0), ErrorCode::Conflict, "Cancel it first");
        UP5_EXPECT_ERROR((runs().remove("b1", false), 0), ErrorCode::Conflict, "c1");
        endAs("c1", RunState::Failed);
        runs().remove("c1", false);
        QCOMPARE(ids(runs().all()), std::vector<std::string>{"b1"});
        QCOMPARE(ids(runs().deleted()), std::vector<std::string>{"c1"});
        QVERIFY(runs().find("c1")->deleted);
        UP5_EXPECT_ERROR((runs().remove("b1", true), 0), ErrorCode::Conflict, "c1");
        runs().remove("b1", false); // what builds on it is in the bin as well
        runs().restore("b1");
        runs().restore("c1");
        QCOMPARE(runs().all().size(), std::size_t{2});
        m_store->notes().set("c1", "note");
        runs().remove("c1", true);
        QVERIFY(!runs().find("c1"));
        QCOMPARE(m_store->notes().get("c1"), std::string());
        runs().remove("b1", true);
        QVERIFY(runs().all().empty() && runs().deleted().empty());
    }

    void datasets() {
        DatasetRepository& sets = m_store->datasets();
        UP5_EXPECT_ERROR(sets.resolve("x"), ErrorCode::NotFound, "import one first");
        sets.upsert(datasetRow("aabb01", "MovieLens"));
        sets.upsert(datasetRow("aacc02", "Insurance"));
        sets.upsert(datasetRow("aadd03", "Insurance"));
        DatasetRow again = datasetRow("aabb01", "Movies");
        again.importedAt = "2027-01-01T00:00:00.000Z";
        sets.upsert(again);
        QCOMPARE(sets.all().size(), std::size_t{3});
        QCOMPARE(sets.all().front().name, std::string("Movies"));
        QCOMPARE(sets.find("aabb01")->interactions, std::int64_t{300});
        QCOMPARE(sets.resolve("Movies").hash, std::string("aabb01"));
        QCOMPARE(sets.resolve("aac").hash, std::string("aacc02"));
        UP5_EXPECT_ERROR(sets.resolve("Insurance"), ErrorCode::InvalidInput, "aadd03");
        UP5_EXPECT_ERROR(sets.resolve("aa"), ErrorCode::InvalidInput, "Movies");
        UP5_EXPECT_ERROR(sets.resolve("Netflix"), ErrorCode::NotFound, "Movies");
        RunRow run = runRow("r");
        run.dataset = "aabb01";
        runs().insert(run);
        UP5_EXPECT_ERROR((sets.remove("aabb01"), 0), ErrorCode::Conflict, "1 run(s), for example r");
        QVERIFY(sets.remove("aacc02").empty());
        QVERIFY(!sets.find("aacc02"));
    }

    /// An import and what lies in the bin go with the data set; a run in use keeps all of them.
    void datasetsGoWithTheirImports() {
        DatasetRepository& sets = m_store->datasets();
        sets.upsert(datasetRow("d1", "One"));
        const auto add = [this](const char* id, const char* kind, const char* backbone) {
            RunRow run = runRow(id, kind);
            run.dataset = "d1";
            run.backboneRun = backbone;
            runs().insert(run);
            runs().setState(id, RunState::Cancelled);
        };
        add("b1", "backbone", "");
        add("c1", "cfp", "b1");
        add("i1", "import", "");
        add("i2", "import", "");
        runs().remove("i2", false);
        runs().remove("c1", false);
        m_store->notes().set("i1", "note");
        UP5_EXPECT_ERROR((sets.remove("d1"), 0), ErrorCode::Conflict, "1 run(s), for example b1");
        QCOMPARE(ids(runs().all()), (std::vector<std::string>{"i1", "b1"}));
        QCOMPARE(m_store->notes().get("i1"), std::string("note"));
        runs().remove("b1", false);
        QCOMPARE(sets.remove("d1"), (std::vector<std::string>{"b1", "c1", "i1", "i2"}));
        QVERIFY(runs().all().empty() && runs().deleted().empty());
        QCOMPARE(m_store->notes().get("i1"), std::string());
        QVERIFY(!sets.find("d1"));
    }

    void anImportUnderWayKeepsItsDataset() {
        m_store->datasets().upsert(datasetRow("d1", "One"));
        RunRow run = runRow("i1", "import");
        run.dataset = "d1";
        runs().insert(run);
        UP5_EXPECT_ERROR((m_store->datasets().remove("d1"), 0), ErrorCode::Conflict, "example i1");
    }

    void notes() {
        NoteRepository& notes = m_store->notes();
        QCOMPARE(notes.get("r"), std::string());
        notes.set("r", "first");
        notes.set("r", "second 'quoted'");
        QCOMPARE(notes.get("r"), std::string("second 'quoted'"));
        notes.set("r", "");
        QCOMPARE(notes.get("r"), std::string());
    }

    void otherWritersAreNoticed() {
        const std::int64_t before = m_store->dataVersion();
        m_store->notes().set("own", "does not count");
        QCOMPARE(m_store->dataVersion(), before);
        Store second(file());
        second.notes().set("x", "y");
        QVERIFY(m_store->dataVersion() != before);
        QCOMPARE(m_store->notes().get("x"), std::string("y"));
    }

    /// Who asks for a run's figures gets none that are about one subset of a mixture.
    void figuresOfSubsetsAreApart() {
        insert("m");
        QVERIFY(claim());
        RunBatch batch;
        batch.end = 10;
        const MetricRow whole{"mrr", "test", "direct", "", "", 0, 0, 0.5, {}, {}, 9};
        MetricRow subset = whole, other = whole;
        subset.removed = "age+gender";
        subset.value = 0.25;
        other.removed = "age";
        batch.metrics = {whole, subset, other};
        batch.userValues = {{"rank", "test", "direct", "", {1}, {2.0}},
                            {"rank", "test", "direct", "", {1}, {3.0}, "age"}};
        QVERIFY(apply("m", batch));
        QCOMPARE(runs().metrics("m").size(), std::size_t{1});
        QCOMPARE(runs().metrics("m").front().value, 0.5);
        const auto subsets = runs().subsetMetrics("m");
        QCOMPARE(subsets.size(), std::size_t{2});
        QCOMPARE(subsets[0].removed, std::string("age"));
        QCOMPARE(subsets[1].value, 0.25);
        QCOMPARE(runs().userValues("m").size(), std::size_t{1});
        QCOMPARE(runs().userValues("m").front().values.front(), 2.0);
    }

    void batchesCountExactlyOnce() {
        insert("a", "auto");
        QVERIFY(claim());
        RunBatch batch;
        batch.end = 100;
        batch.hello = {"0.1.0", "1.13.1", "cpu"};
        batch.progress = {"training", 5, 10};
        batch.metrics = {{"hit@10", "test", "sequential", "", "F", 10, 400, 0.25, 0.2, 0.3, 6040},
                         {"probe_auc", "test", "", "gender", "", 0, 0, std::nan(""), {}, {}, 9}};
        batch.series = {{"loss", 1, 2.5}, {"loss", 2, std::nan("")}};
        batch.artifacts = {{"checkpoint", "artifacts/c", "ff"}};
        batch.userValues = {
            {"rank", "test", "sequential", "", {3, -1, 2147483647}, {1.5, std::nan(""), -0.0}},
            {"rank", "test", "direct", "", {}, {}}};
        QVERIFY(apply("a", batch));
        QVERIFY(!apply("a", batch)); // the same bytes again
        RunBatch early = batch;
        early.begin = 50;
        QVERIFY(!apply("a", early));
        RunBatch next;
        next.begin = 100;
        next.end = 150;
        QVERIFY(!apply("a", next, kOther));
        next.metrics = {batch.metrics[0]};
        next.metrics[0].value = 0.5;
        next.metrics[0].low.reset();
        next.series = {{"loss", 2, 1.0}};
        QVERIFY(apply("a", next));

        const RunRow run = runs().find("a").value();
        QCOMPARE(run.programVersion, std::string("0.1.0"));
        QCOMPARE(run.device, std::string("cpu"));
        QCOMPARE(run.stage, std::string("training"));
        QCOMPARE(run.total, std::int64_t{10});
        const auto metrics = runs().metrics("a");
        QCOMPARE(metrics.size(), std::size_t{2});
        QCOMPARE(metrics[0].value, 0.5);
        QVERIFY(!metrics[0].low && metrics[0].high == 0.3);
        QCOMPARE(metrics[0].group, std::string("F"));
        QVERIFY(std::isnan(metrics[1].value));
        const auto series = runs().series("a");
        QCOMPARE(series.size(), std::size_t{2});
        QCOMPARE(series[1].value, 1.0);
        QCOMPARE(runs().artifacts("a").front().sha256, std::string("ff"));
        const auto values = runs().userValues("a");
        QCOMPARE(values.size(), std::size_t{2});
        QVERIFY(values[0].users.empty());
        QCOMPARE(values[1].users, (std::vector<std::int32_t>{3, -1, 2147483647}));
        QVERIFY(std::isnan(values[1].values[1]) && std::signbit(values[1].values[2]));

        // The run now stands in the line of the device it really uses.
        insert("b", "cpu");
        QVERIFY(!claim());
    }

    void aBatchIsAllOrNothing() {
        insert("a");
        QVERIFY(claim());
        RunBatch batch;
        batch.end = 10;
        batch.series = {{"loss", 1, 1.0}};
        batch.ended = RunBatch::End{};
        m_store->database().exec("CREATE TEMP TRIGGER fail BEFORE UPDATE OF event_offset ON runs BEGIN "
                                 "SELECT RAISE(ABORT, 'disk'); END");
        UP5_EXPECT_ERROR(apply("a", batch), ErrorCode::Conflict, "disk");
        m_store->database().exec("DROP TRIGGER fail");
        QVERIFY(runs().series("a").empty());
        QVERIFY(stateOf("a") == RunState::Running);
        QVERIFY(apply("a", batch));
        QVERIFY(stateOf("a") == RunState::Succeeded);
        QVERIFY(!runs().find("a")->finished.empty());
        batch.begin = 10;
        QVERIFY(!apply("a", batch)); // ended
    }

    void importsRegisterTheirDataset() {
        runs().insert(runRow("i", "import"), "");
        QVERIFY(claim());
        RunBatch batch;
        batch.end = 5;
        batch.datasets = {datasetRow("h1", "Demo")};
        QVERIFY(apply("i", batch));
        QCOMPARE(runs().find("i")->dataset, std::string("h1"));
        QCOMPARE(m_store->datasets().find("h1")->name, std::string("Demo"));
    }

    void manyWritersLoseNothing() {
        constexpr int kThreads = 4, kEach = 50;
        std::vector<std::string> errors(kThreads);
        std::vector<std::vector<std::string>> claimed(kThreads);
        for (int i = 0; i < kThreads * kEach; ++i) {
            insert("r" + std::to_string(i), "");
        }
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < kThreads; ++t) {
                threads.emplace_back([&, t] {
                    try {
                        Store own(file());
                        const ProcessRow host{"here", t, 1, 0};
                        while (auto run = own.queue().claimNext(
                                   host, 1000, [](const std::string&) { return std::int64_t{0}; })) {
                            RunBatch batch;
                            batch.end = 1;
                            batch.series = {{"loss", 1, 1.0 * t}};
                            batch.ended = RunBatch::End{};
                            if (applyBatch(own.database(), run->id, host, batch)) {
                                claimed[static_cast<std::size_t>(t)].push_back(run->id);
                            }
                        }
                    } catch (const std::exception& caught) {
                        errors[static_cast<std::size_t>(t)] = caught.what();
                    }
                });
            }
        }
        std::size_t total = 0;
        for (int t = 0; t < kThreads; ++t) {
            QCOMPARE(errors[static_cast<std::size_t>(t)], std::string());
            for (const std::string& id : claimed[static_cast<std::size_t>(t)]) {
                QCOMPARE(runs().series(id).front().value, 1.0 * t);
                QVERIFY(stateOf(id) == RunState::Succeeded);
            }
            total += claimed[static_cast<std::size_t>(t)].size();
        }
        QCOMPARE(total, std::size_t{kThreads * kEach});
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
