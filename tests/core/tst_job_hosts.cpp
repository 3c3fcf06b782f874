// Hosts that died, hosts beside each other, and a locked database: runs are adopted and nothing counts twice.
#include <QtCore/QProcess>
#include <QtCore/QSysInfo>
#include <QtTest/QTest>

#include <set>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/atomic_file.h"
#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "store/run_repository.h"
#include "support/expect_error.h"
#include "support/job_host_test.h"

using namespace up5;
using namespace up5::jobs;
using store::RunRow;
using store::RunState;
using test::besideThisProgram;
using test::kPatience;
using test::quickTimes;

namespace {

/// A process that has been and is no more.
store::ProcessRow deadProcess() {
    QProcess process;
    process.start(QStringLiteral("true"), QStringList());
    process.waitForStarted();
    const std::int64_t pid = process.processId();
    process.waitForFinished();
    return {QSysInfo::machineHostName().toStdString(), pid, 1, 0};
}

} // namespace

class TestJobHosts : public test::JobHostTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aKilledHostsRunsAreAdopted() {
        const std::string goesOn = submit("hello; series loss 1 1; wait go; series loss 2 1; done");
        const std::string waits = submit("hello; done");
        const std::string vanishes = submitImport("hello; wait gone; done");
        m_host.reset();
        QProcess other;
        other.start(QString::fromStdString(besideThisProgram("fake_host")),
                    {QString::fromStdString(m_workspace.root),
                     QString::fromStdString(besideThisProgram("fake_worker"))});
        QTRY_VERIFY_WITH_TIMEOUT(m_store->runs().series(goesOn).size() == 1 && worker(vanishes).pid != 0,
                                 kPatience);
        other.kill();
        QVERIFY(other.waitForFinished(kPatience));
        const ProcessIdentity survivor = worker(goesOn);
        QVERIFY(isAlive(survivor)); // its own session: it does not die with its host
        LocalLauncher().kill(worker(vanishes));
        m_host = makeHost(*m_store);
        UP5_WAIT_FOR_STATE(vanishes, RunState::Interrupted);
        QCOMPARE(worker(goesOn), survivor);
        touch("go");
        UP5_WAIT_FOR_STATE(goesOn, RunState::Succeeded);
        UP5_WAIT_FOR_STATE(waits, RunState::Succeeded);
        QCOMPARE(m_store->runs().series(goesOn).size(), std::size_t{2});
        QCOMPARE(attempts(goesOn), std::size_t{1});
    }

    void aRunClaimedByADeadHostIsStarted() {
        m_host->setTimes({std::chrono::hours(1)});
        const std::string id = submit("hello; done");
        QVERIFY(m_store->queue().claimNext(deadProcess(), std::numeric_limits<std::int64_t>::max(),
                                           [](const std::string&) { return 0; }));
        m_host->setTimes(quickTimes());
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(attempts(id), std::size_t{1});
    }

    void aWorkerItsHostCouldNotNoteIsFound() {
        m_host->setTimes({std::chrono::hours(1)});
        const std::string id = submit("hello; wait go; done");
        QVERIFY(m_store->queue().claimNext(deadProcess(), 0, [](const std::string&) { return 0; }));
        LocalLauncher launcher(besideThisProgram("fake_worker"));
        const ProcessIdentity process = launcher.start(folder(id).root, m_workspace.root);
        m_host->poll();
        QCOMPARE(worker(id), process);
        touch("go");
        m_host->setTimes(quickTimes());
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(attempts(id), std::size_t{1});
    }

    void aRunOfAnotherMachineThatFellSilentIsInterrupted() {
        m_host->setTimes({std::chrono::hours(1)});
        const std::string id = submit("hello; done");
        const store::ProcessRow elsewhere{"elsewhere", 1, 1, 0};
        QVERIFY(m_store->queue().claimNext(elsewhere, 0, [](const std::string&) { return 0; }));
        m_store->queue().setWorker(id, elsewhere, {"elsewhere", 2, 2, 0});
        m_host->poll();
        QVERIFY(run(id).state == RunState::Running); // adopted; it may still be writing
        HostTimes times = quickTimes();
        times.remoteSilence = std::chrono::milliseconds(1);
        m_host->setTimes(times);
        UP5_WAIT_FOR_STATE(id, RunState::Interrupted);
    }

    void aLivingHostsRunsAreLeftAlone() {
        store::Store otherStore(m_workspace.database());
        const auto other = makeHost(otherStore);
        const std::string id = submit("hello; wait go; done");
        UP5_WAIT_FOR_STATE(id, RunState::Running);
        const store::ProcessRow owner = m_store->queue().running().front().host;
        for (int i = 0; i < 20; ++i) {
            m_host->poll();
            other->poll();
        }
        QVERIFY(m_store->queue().running().front().host == owner);
        touch("go");
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
    }

    void eachEventCountsExactlyOnce() {
        m_store->database().exec("CREATE TABLE counted (name TEXT, step INTEGER);"
                                 "CREATE TRIGGER count_inserts AFTER INSERT ON series BEGIN "
                                 "  INSERT INTO counted VALUES (new.name, new.step); END;"
                                 "CREATE TRIGGER count_updates AFTER UPDATE ON series BEGIN "
                                 "  INSERT INTO counted VALUES (new.name, new.step); END;");
        std::string script = "hello";
        constexpr int kEvents = 300;
        for (int i = 0; i < kEvents; ++i) {
            script += "; series loss " + std::to_string(i) + " 1";
            if (i % 50 == 25) {
                script += "; wait go" + std::to_string(i);
            }
        }
        const std::string id = submit(script + "; done");
        for (int i = 25; i < kEvents; i += 50) {
            QTRY_COMPARE_WITH_TIMEOUT(m_store->runs().series(id).size(), static_cast<std::size_t>(i + 1),
                                      kPatience);
            // The host is gone and another one begins from what the store says.
            m_host.reset();
            m_host = makeHost(*m_store);
            touch(("go" + std::to_string(i)).c_str());
        }
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(m_store->database().execAndGet("SELECT count(*) FROM counted").getInt(), kEvents);
        QCOMPARE(m_store->runs().series(id).size(), std::size_t{kEvents});
    }

    void aLockedDatabaseLosesNothing() {
        const std::string id = submit("hello; series loss 1 1; wait go; series loss 2 2; done");
        QTRY_COMPARE_WITH_TIMEOUT(m_store->runs().series(id).size(), std::size_t{1}, kPatience);
        m_store->database().exec("PRAGMA busy_timeout = 20");
        m_host->setTimes({std::chrono::hours(1)});
        {
            SQLite::Database other(m_workspace.database(), SQLite::OPEN_READWRITE);
            other.exec("BEGIN IMMEDIATE");
            touch("go");
            // The worker writes although nobody can ingest, and the host says so instead of losing events.
            QTRY_VERIFY_WITH_TIMEOUT(readFile(folder(id).events()).find("done") != std::string::npos,
                                     kPatience);
            UP5_EXPECT_ERROR((m_host->poll(), 0), ErrorCode::Conflict, "locked");
            other.exec("ROLLBACK");
        }
        m_host->setTimes(quickTimes());
        UP5_WAIT_FOR_STATE(id, RunState::Succeeded);
        QCOMPARE(m_store->runs().series(id).size(), std::size_t{2});
    }

    void twoHostsInOneProgram() {
        store::Store otherStore(m_workspace.database());
        const auto other = makeHost(otherStore);
        std::vector<std::string> ids;
        for (int i = 0; i < 20; ++i) {
            JobHost& submitter = i % 2 == 0 ? *m_host : *other;
            ids.push_back(
                submitter.submit(spec("hello; series loss 1 1; done", i % 3 == 0 ? "cuda:1" : "cpu")));
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_host->isIdle(), kPatience);
        for (const std::string& id : ids) {
            QVERIFY(run(id).state == RunState::Succeeded);
            QCOMPARE(attempts(id), std::size_t{1});
            QCOMPARE(m_store->runs().series(id).size(), std::size_t{1});
        }
    }

    void twoProgramsServeAQueueOf200() {
        std::vector<std::string> ids;
        m_host->setTimes({std::chrono::hours(1)});
        for (int i = 0; i < 200; ++i) {
            ids.push_back(submit("hello; series loss 1 1; done", i % 2 == 0 ? "cpu" : "cuda:1"));
        }
        m_host->setTimes(quickTimes());
        QProcess other;
        other.start(QString::fromStdString(besideThisProgram("fake_host")),
                    {QString::fromStdString(m_workspace.root),
                     QString::fromStdString(besideThisProgram("fake_worker"))});
        QTRY_VERIFY_WITH_TIMEOUT(m_host->isIdle(), 2 * kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(other.state(), QProcess::NotRunning,
                                  kPatience); // it may have ended already
        QCOMPARE(other.exitCode(), 0);
        std::set<std::int64_t> hosts;
        for (const std::string& id : ids) {
            QVERIFY(run(id).state == RunState::Succeeded);
            QCOMPARE(attempts(id), std::size_t{1});
            QCOMPARE(m_store->runs().series(id).size(), std::size_t{1});
        }
        SQLite::Statement served(m_store->database(), "SELECT DISTINCT host_pid FROM runs");
        while (served.executeStep()) {
            hosts.insert(served.getColumn(0).getInt64());
        }
        QCOMPARE(hosts.size(), std::size_t{2}); // both had work
    }
};

QTEST_GUILESS_MAIN(TestJobHosts)
#include "tst_job_hosts.moc"
