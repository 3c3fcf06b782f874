// Settings with a name: valid for their kind, different from the defaults, refused by name otherwise.
#include <QtTest/QTest>

#include <set>

#include "jobs/job_kinds.h"
#include "jobs/named_settings.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

class TestNamedSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allAreValidForTheirKind() {
        int count = 0;
        for (const JobKind& kind : jobKinds()) {
            std::set<std::string> names;
            for (const NamedSettings& settings : namedSettings(kind.name)) {
                ++count;
                // They are what is swept, and have controls of their own.
                QVERIFY(!settings.options.contains("lambda") && !settings.options.contains("prefix_length"));
                QVERIFY(names.insert(settings.name).second);
                const nlohmann::json complete = kind.options->check(settings.options);
                for (const OptionInfo& info : kind.options->infos()) {
                    // What equals the default says nothing and would go stale.
                    QVERIFY2(!settings.options.contains(info.key) ||
                                 complete.at(info.key) != info.defaultValue,
                             info.key.c_str());
                }
            }
        }
        QVERIFY(count >= 2);
    }

    void thePaperIsThePaper() { // spec D4, K
        const nlohmann::json options = namedSettingsCalled("cfp", "paper").options;
        QCOMPARE(options.at("schedule").get<std::string>(), std::string("paper"));
        QCOMPARE(options.at("batches").get<int>(), 10'000);
        QCOMPARE(options.at("batch_size").get<int>(), 16);
        QCOMPARE(options.at("lr_prefix").get<double>(), 1e-4);
    }

    void everyTokenIsAttacked() {
        const nlohmann::json options = namedSettingsCalled("cfp", "all-tokens").options;
        QCOMPARE(options.at("adversary_target").get<std::string>(), std::string("all_tokens"));
    }

    void unknownNamesAreRefused() {
        UP5_EXPECT_ERROR(namedSettingsCalled("cfp", "papr"), ErrorCode::NotFound, "paper");
        UP5_EXPECT_ERROR(namedSettingsCalled("probe", "paper"), ErrorCode::NotFound, "no named settings");
    }
};

QTEST_GUILESS_MAIN(TestNamedSettings)
#include "tst_named_settings.moc"
