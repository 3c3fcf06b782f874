// The table of what probes attack.
#include <QtTest/QTest>

#include <set>

#include "jobs/probe_targets.h"
#include "support/expect_error.h"

using namespace up5;

class TestProbeTargets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void metricSuffixesBelongToKeys() {
        std::set<std::string> keys;
        for (const jobs::ProbeTarget& target : jobs::probeTargets()) {
            QVERIFY(keys.insert(target.key).second);
            QCOMPARE(target.suffix, target.key == "user_span" ? std::string() : "_" + target.key);
            QVERIFY(!target.title.empty() && target.meaning.back() == '.');
            QCOMPARE(jobs::probeTarget(target.key).title, target.title);
        }
        QCOMPARE(jobs::probeTargets().front().key, std::string("user_span"));
        QCOMPARE(jobs::probeTargets().back().key, jobs::kRawHistory);
    }

    void unknownKeyNamesTheAllowedOnes() {
        UP5_EXPECT_ERROR(jobs::probeTarget("userspan"), ErrorCode::InvalidInput, "target userspan");
        UP5_EXPECT_ERROR(jobs::probeTarget(""), ErrorCode::InvalidInput, "user_span, all_tokens");
    }
};

QTEST_GUILESS_MAIN(TestProbeTargets)
#include "tst_probe_targets.moc"
