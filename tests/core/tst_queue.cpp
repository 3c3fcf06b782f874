// Who serves which run when: claims, leases, what waits for what, cancelling.
#include <QtTest/QTest>

#include "support/expect_error.h"
#include "support/store_test.h"

using namespace up5;
using namespace up5::store;
using namespace up5::test;

class TestQueue : public StoreTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void oneRunPerDeviceInOrder() {
        insert("a1", "cpu");
        insert("a2", "cpu");
        insert("g1", "cuda:0");
        insert("i1", "");
        insert("i2", "");
        QVERIFY(!queue().isIdle());
        QCOMPARE(claim()->id, std::string("a1"));
        QCOMPARE(claim()->id, std::string("g1"));
        QCOMPARE(claim()->id, std::string("i1"));
        QCOMPARE(claim()->id, std::string("i2"));
        QVERIFY(!claim());
        QVERIFY(queue().end("a1", kHost, RunState::Failed, "io", "why"));
        QCOMPARE(runs().find("a1")->errorMessage, std::string("why"));
        queue().requeue("a1");
        QVERIFY(runs().find("a1")->errorMessage.empty());
        QCOMPARE(claim()->id, std::string("a2")); // a resumed run goes to the end
        for (const char* id : {"a2", "g1", "i1", "i2"}) {
            QVERIFY(queue().end(id, kHost, RunState::Succeeded, "", ""));
        }
        QCOMPARE(claim()->id, std::string("a1"));
        QVERIFY(queue().end("a1", kHost, RunState::Succeeded, "", ""));
        QVERIFY(queue().isIdle());
        UP5_EXPECT_ERROR((queue().requeue("a1"), 0), ErrorCode::Conflict, "succeeded");
    }

    void fourAtATimeWithoutDevice() {
        for (int i = 0; i < 6; ++i) {
            insert("i" + std::to_string(i), "");
        }
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(claim()->id, "i" + std::to_string(i));
        }
        QVERIFY(!claim());
        QVERIFY(queue().end("i2", kHost, RunState::Succeeded, "", ""));
        QCOMPARE(claim()->id, std::string("i4"));
    }

    void runsWaitForWhatTheyBuildOn() {
        insert("b", "cuda:0");
        RunRow child = runRow("c", "cfp");
        child.backboneRun = "b";
        runs().insert(child, "cpu");
        QCOMPARE(claim()->id, std::string("b"));
        QVERIFY(!claim());
        QVERIFY(queue().blocked().empty());
        QVERIFY(queue().end("b", kHost, RunState::Interrupted, "", ""));
        QVERIFY(!claim());
        QCOMPARE(queue().blocked().size(), std::size_t{1});
        QCOMPARE(queue().blocked().front().second, std::string("b"));
        QVERIFY(queue().failQueued("c", "conflict", "b"));
        QVERIFY(!queue().failQueued("c", "conflict", "b"));
        queue().requeue("b");
        endAs("b", RunState::Succeeded);
        queue().requeue("c");
        QCOMPARE(claim()->id, std::string("c"));
    }

    void aMixtureWaitsForItsPrompts() {
        insert("b");
        insert("p1");
        insert("p2");
        endAs("b", RunState::Succeeded);
        RunRow mixture = runRow("m", "mixture");
        mixture.backboneRun = "b";
        mixture.mixedPrompts = {"p2", "p1"};
        runs().insert(mixture, "other device");
        QCOMPARE(runs().find("m")->mixedPrompts, mixture.mixedPrompts);
        endAs("p1", RunState::Succeeded);
        QCOMPARE(claim()->id, std::string("p2"));
        QVERIFY(!claim());
        QVERIFY(queue().end("p2", kHost, RunState::Failed, "", ""));
        QCOMPARE(queue().blocked().size(), std::size_t{1});
        QCOMPARE(queue().blocked().front(), std::pair(std::string("m"), std::string("p2")));
        queue().requeue("p2");
        endAs("p2", RunState::Succeeded);
        QCOMPARE(claim()->id, std::string("m"));
        UP5_EXPECT_ERROR((runs().remove("p1", false), 0), ErrorCode::Conflict, "build on the run p1");
    }

    void onlyTheHostChangesItsRun() {
        insert("a");
        const ServedRun claimed = claim().value();
        QVERIFY(!queue().end("a", kOther, RunState::Failed, "", ""));
        QVERIFY(!queue().putBack("a", kOther));
        QVERIFY(queue().adopt(claimed, kOther, 5000));
        QVERIFY(!queue().adopt(claimed, kOther, 5000)); // the second comes too late
        QVERIFY(!queue().end("a", kHost, RunState::Interrupted, "", ""));
        queue().renewLeases(kHost, 9000);
        QCOMPARE(queue().running().front().leaseUntil, std::int64_t{5000});
        queue().setWorker("a", kOther, {"here", 55, 66, 0});
        const ServedRun run = queue().running().front();
        QVERIFY(run.host == kOther);
        QCOMPARE(run.worker.pid, std::int64_t{55});
        QVERIFY(queue().putBack("a", kOther));
        QVERIFY(stateOf("a") == RunState::Queued);
    }

    void aRenewedLeaseIsNotTaken() {
        insert("a");
        const ServedRun seen = claim().value();
        queue().renewLeases(kHost, 2000);
        QVERIFY(!queue().adopt(seen, kOther, 5000));
        queue().releaseLeases(kHost);
        QCOMPARE(queue().running().front().leaseUntil, std::int64_t{0});
        QVERIFY(queue().adopt(queue().running().front(), kOther, 5000));
    }

    void cancelling() {
        insert("a");
        insert("b");
        QVERIFY(queue().requestCancel("b") == RunState::Cancelled);
        QVERIFY(stateOf("b") == RunState::Cancelled);
        QVERIFY(claim());
        QVERIFY(queue().requestCancel("a") == RunState::Running);
        QVERIFY(queue().running().front().cancelRequested);
        QVERIFY(queue().putBack("a", kHost)); // its host vanished before it began
        QVERIFY(stateOf("a") == RunState::Cancelled);
        UP5_EXPECT_ERROR(queue().requestCancel("a"), ErrorCode::Conflict, "cancelled");
        UP5_EXPECT_ERROR(queue().requestCancel("zz"), ErrorCode::NotFound, "zz");
    }
};

QTEST_GUILESS_MAIN(TestQueue)
#include "tst_queue.moc"
