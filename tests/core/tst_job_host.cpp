// A host and real worker processes: the life of a run, on good days and bad ones.
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "jobs/event_reader.h"
#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "jobs/run_watcher.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "support/expect_error.h"
#include "support/job_host_test.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::jobs;
using store::RunRow;
using store::RunState;
using test::besideThisProgram;
using test::kPatience;
using test::quickTimes;

class TestJobHost : public test::JobHostTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aRunFromQueueToEnd() {
        QSignalSpy ends(m_host.get(), &JobHost::runEnded);
        QSignalSpy changes(m_host.get(), &JobHost::runChanged);
        const std::string id =
            submit("hello; log to the log; progress 3 9; series loss 1 0.5; metric hit@k 0.25; ranks; "
                   "artifact artifacts/ranks.safetensors; done");
        QVERIFY(!m_host->isIdle());
        QVERIFY(folder(id).readSpec() == jobSpecFromJson(nlohmann::json::parse(run(id).spec)));
        QVERIFY(folder(id).readSpec().options.contains("epochs")); // defaults are written out
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 1, kPatience);
        QCOMPARE(ends.first().first().toString().toStdString(), id);
        QVERIFY(changes.size() >= 2);
        const RunRow row = run(id);
        QCOMPARE(row.programVersion, std::string("9.9"));
        QCOMPARE(row.done, std::int64_t{3});
        QVERIFY(!row.started.empty() && row.created <= row.started && row.started <= row.finished);
        QCOMPARE(m_store->runs().series(id).front().value, 0.5);
        QCOMPARE(m_store->runs().metrics(id).front().value, 0.25);
        QCOMPARE(m_store->runs().userValues(id).front().values, (std::vector<double>{1, 3.5}));
        QCOMPARE(m_store->runs().artifacts(id).size(), std::size_t{1}); // one file, announced twice
        QCOMPARE(readFile(folder(id).log()), std::string("to the log\n"));
        QVERIFY(m_host->isIdle());
        EventReader recorded;
        recorded.feed(readFile(folder(id).events()));
        while (recorded.next()) {
        }
        recorded.requireComplete();
    }

    void aFailureKeepsItsSentence() {
        const std::string id = submit("hello; series loss 1 2; failed; exit 7");
        UP5_WAIT_FOR_STATE(id, RunState::Failed);
        QCOMPARE(run(id).errorCode, std::string("corrupt"));
        QCOMPARE(run(id).errorMessage, std::string("the sky fell"));
        QCOMPARE(m_store->runs().series(id).size(), std::size_t{1});
    }

    void aCrashInterruptsAndCanBeResumed() {
        const std::string id = submit("hello; series loss 1 2; first kill; series loss 2 1; done");
        UP5_WAIT_FOR_STATE(id, RunState::Interrupted);
        QVERIFY2(run(id).errorMessage.find("signal 9") != std::string::npos, run(id).errorMessage.c_str());
        QCOMPARE(m_store->runs().series(id).size(), std::size_t{1});
        m_host->resume(id);
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(attempts(id), std::size_t{2});
        QCOMPARE(m_store->runs().series(id).size(), std::size_t{2});
        QVERIFY(run(id).errorMessage.empty());
        UP5_EXPECT_ERROR((m_host->resume(id), 0), ErrorCode::Conflict, "succeeded");
        UP5_EXPECT_ERROR((m_host->cancel(id), 0), ErrorCode::Conflict, "succeeded");
    }

    void aTornLineDoesNotStopAResume() {
        const std::string id =
            submit("hello; first torn {\"event\": \"ser; first abort; series loss 2 1; done");
        UP5_WAIT_FOR_STATE(id, RunState::Interrupted);
        m_host->resume(id);
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(m_store->runs().series(id).size(), std::size_t{1});
    }

    void aWorkerThatLeavesWithoutAWordIsInterrupted() {
        const std::string id = submit("hello; exit 0");
        UP5_WAIT_FOR_STATE(id, RunState::Interrupted);
        QVERIFY(run(id).errorMessage.find("exit code 0") != std::string::npos);
    }

    void cancelling() {
        const std::string running = submit("hello; series loss 1 1; hang");
        const std::string waiting = submit("hello; done");
        QTRY_COMPARE_WITH_TIMEOUT(m_store->runs().series(running).size(), std::size_t{1}, kPatience);
        QSignalSpy ends(m_host.get(), &JobHost::runEnded);
        m_host->cancel(waiting);
        QVERIFY(run(waiting).state == RunState::Cancelled);
        QCOMPARE(ends.size(), 1);
        m_host->cancel(running);
        UP5_WAIT_FOR_STATE(running, RunState::Cancelled);
        QVERIFY(run(running).errorMessage.empty());
        QVERIFY(!std::filesystem::exists(folder(waiting).state() / "attempts"));
    }

    void aStubbornWorkerIsKilledAndTheRunCancelled() {
        const std::string id = submit("stubborn; hello; series loss 1 1; hang");
        QTRY_COMPARE_WITH_TIMEOUT(m_store->runs().series(id).size(), std::size_t{1}, kPatience);
        const ProcessIdentity process = worker(id);
        QVERIFY(isAlive(process));
        m_host->cancel(id);
        UP5_WAIT_FOR_STATE(id, RunState::Cancelled);
        QVERIFY(!isAlive(process));
    }

    void aWorkerThatStaysAfterItsEndIsSentAway() {
        const std::string id = submit("stubborn; hello; done; hang");
        ProcessIdentity process;
        QTRY_VERIFY_WITH_TIMEOUT(
            ((process = process.pid != 0 ? process : worker(id)), run(id).state == RunState::Succeeded),
            kPatience);
        if (process.pid != 0) {
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(process), kPatience);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!LocalLauncher().find(folder(id).root), kPatience);
    }

    void protocolErrors_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("inSentence");
        QTest::newRow("garbage") << "hello; series loss 1 1; raw garbage; hang"
                                 << "garbage";
        QTest::newRow("unknown event") << "hello; series loss 1 1; raw {\"event\":\"party\"}; stubborn; hang"
                                       << "party";
        QTest::newRow("after the end") << "hello; series loss 1 1; twice {\"event\":\"done\"}; hang"
                                       << "follow the end";
        QTest::newRow("newer protocol") << "protocol 2; hang"
                                        << "version 2";
        QTest::newRow("no hello") << "series loss 1 1; hang"
                                  << "hello";
        QTest::newRow("outside path") << "hello; series loss 1 1; artifact ../../x; hang"
                                      << "outside";
    }

    void protocolErrors() {
        QFETCH(QString, script);
        QFETCH(QString, inSentence);
        const std::string id = submit(script.toStdString());
        UP5_WAIT_FOR_STATE(id, RunState::Failed);
        const RunRow row = run(id);
        QCOMPARE(row.errorCode, std::string("protocol"));
        QVERIFY2(row.errorMessage.find(inSentence.toStdString()) != std::string::npos,
                 row.errorMessage.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!LocalLauncher().find(folder(id).root), kPatience); // not left running
        const bool hadSeries = script.contains(QStringLiteral("hello; series"));
        QCOMPARE(m_store->runs().series(id).size(), hadSeries ? std::size_t{1} : std::size_t{0});
    }

    void aMissingArtifactFailsTheRun() {
        const std::string id = submit("hello; artifact artifacts/none; done");
        UP5_WAIT_FOR_STATE(id, RunState::Failed);
        QCOMPARE(run(id).errorCode, std::string("not_found"));
    }

    void failingToStartIsToldFromCrashing() {
        m_host = std::make_unique<JobHost>(m_workspace, *m_store,
                                           std::make_unique<LocalLauncher>("/no/such/worker"));
        m_host->setTimes(quickTimes());
        const std::string id = submit("hello; done");
        UP5_WAIT_FOR_STATE(id, RunState::Failed);
        QCOMPARE(run(id).errorCode, std::string("io"));
        QVERIFY(run(id).errorMessage.find("/no/such/worker") != std::string::npos);
        m_host = makeHost(*m_store);
        const std::string second = submit("log libtorch is missing; exit 127");
        UP5_WAIT_FOR_STATE(second, RunState::Failed);
        QVERIFY2(run(second).errorMessage.find("127") != std::string::npos, run(second).errorMessage.c_str());
        QVERIFY(run(second).errorMessage.find("libtorch is missing") != std::string::npos);
    }

    void oneAfterTheOtherPerDevice() {
        const std::string first = submit("hello; wait go; done");
        const std::string second = submit("hello; done");
        const std::string gpu = submit("hello; done", "cuda:7");
        const std::string import = submitImport("hello; done");
        UP5_WAIT_FOR_STATE(import, RunState::Succeeded);
        UP5_WAIT_FOR_STATE(gpu, RunState::Succeeded);
        QVERIFY(run(first).state == RunState::Running);
        QVERIFY(run(second).state == RunState::Queued);
        touch("go");
        UP5_WAIT_FOR_STATE(second, RunState::Succeeded);
        QVERIFY(run(first).finished <= run(second).started);
    }

    void aRunWaitsForItsBackbone() {
        const std::string backbone = submit("hello; wait go; first failed; done", "cuda:0");
        JobSpec child;
        child.kind = "evaluate";
        child.backboneRun = backbone;
        child.device = "cpu";
        child.name = "hello; done";
        const std::string id = m_host->submit(child);
        QCOMPARE(folder(id).readSpec().dataset, std::string("d1"));
        UP5_WAIT_FOR_STATE(backbone, RunState::Running);
        QVERIFY(run(id).state == RunState::Queued);
        touch("go");
        UP5_WAIT_FOR_STATE(id, RunState::Failed);
        QVERIFY(run(id).errorMessage.find(backbone) != std::string::npos);
        UP5_EXPECT_ERROR(m_host->submit(child), ErrorCode::InvalidInput, "failed");
        m_host->resume(backbone);
        m_host->resume(id);
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QVERIFY(run(backbone).finished <= run(id).started);
    }

    void submittingChecks() {
        JobSpec bad = spec("x");
        bad.dataset = "unknown";
        UP5_EXPECT_ERROR(m_host->submit(bad), ErrorCode::NotFound, "unknown");
        bad = spec("x");
        bad.options = {{"epochs", -1}};
        UP5_EXPECT_ERROR(m_host->submit(bad), ErrorCode::InvalidInput, "epochs");
        const std::string backbone = submit("hello; wait go; done");
        const std::string other = submit("hello; done");
        JobSpec probe;
        probe.kind = "probe";
        probe.attributes = {"gender"};
        probe.backboneRun = "none";
        UP5_EXPECT_ERROR(m_host->submit(probe), ErrorCode::NotFound, "none");
        probe.backboneRun = backbone;
        probe.dataset = "d2";
        UP5_EXPECT_ERROR(m_host->submit(probe), ErrorCode::InvalidInput, "another data set");
        probe.dataset.clear();
        probe.promptRun = other;
        UP5_EXPECT_ERROR(m_host->submit(probe), ErrorCode::InvalidInput, "kind cfp");
        JobSpec cfp;
        cfp.kind = "cfp";
        cfp.attributes = {"gender"};
        cfp.backboneRun = other;
        probe.promptRun = m_host->submit(cfp);
        UP5_EXPECT_ERROR(m_host->submit(probe), ErrorCode::InvalidInput, "belongs to");
        QCOMPARE(m_store->runs().all().size(), std::size_t{3});
        std::size_t folders = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(m_workspace.runs())) {
            ++folders;
        }
        QCOMPARE(folders, std::size_t{3}); // refused jobs leave nothing behind
    }

    void importsRegisterDatasets() {
        const std::string hash =
            data::writeDataset(test::contentOf({{0, 1}, {1}}, 2), m_workspace.datasets());
        const std::string id = submitImport("hello; dataset " + hash + "; done");
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(run(id).dataset, hash);
        QCOMPARE(m_store->datasets().find(hash)->users, std::int64_t{2});
    }

    void removingForeverDeletesTheFolder() {
        const std::string id = submit("hello; done");
        UP5_EXPECT_ERROR((m_host->removeForever(id), 0), ErrorCode::Conflict, "Cancel it first");
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        m_host->removeForever(id);
        QVERIFY(!m_store->runs().find(id));
        QVERIFY(!std::filesystem::exists(folder(id).root));
    }

    void removingADatasetDeletesItsImports() {
        const std::string hash =
            data::writeDataset(test::contentOf({{0, 1}, {1}}, 2), m_workspace.datasets());
        const std::string id = submitImport("hello; dataset " + hash + "; done");
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QVERIFY(std::filesystem::exists(folder(id).root));
        JobSpec onIt = spec("hello; done");
        onIt.dataset = hash;
        const std::string user = m_host->submit(onIt);
        UP5_WAIT_FOR_STATE(user, RunState::Succeeded);
        UP5_EXPECT_ERROR((m_host->removeDataset(hash), 0), ErrorCode::Conflict, user);
        QVERIFY(std::filesystem::exists(folder(id).root)); // all or nothing
        m_store->runs().remove(user, false);
        m_host->removeDataset(hash);
        QVERIFY(!m_store->datasets().find(hash));
        QVERIFY(!m_store->runs().find(id) && !m_store->runs().find(user));
        QVERIFY(!std::filesystem::exists(folder(id).root) && !std::filesystem::exists(folder(user).root));
    }

    void identities() {
        const ProcessIdentity self = currentProcess();
        QCOMPARE(self.pid, static_cast<std::int64_t>(QCoreApplication::applicationPid()));
        QVERIFY(self.startTime > 0 && isAlive(self));
        QVERIFY(!isAlive({self.pid, self.startTime + 1})); // the number was given to another process
        QVERIFY(!isAlive({0, 0}));
        const RunFolder made = RunFolder::create(m_workspace, "r", spec("exit 3"));
        LocalLauncher launcher(besideThisProgram("fake_worker"));
        const ProcessIdentity child = launcher.start(made.root, m_workspace.root);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(child), kPatience); // not waited for yet: a zombie is dead
        QVERIFY(std::filesystem::exists("/proc/" + std::to_string(child.pid)));
        QVERIFY(launcher.exitOf(child) == (ProcessExit{3, 0}));
        QVERIFY(!launcher.exitOf(child));
        QVERIFY(!std::filesystem::exists("/proc/" + std::to_string(child.pid)));
    }
};

QTEST_GUILESS_MAIN(TestJobHost)
#include "tst_job_host.moc"
