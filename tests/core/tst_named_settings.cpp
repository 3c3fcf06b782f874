// Settings with a name: valid for their kind, different from the defaults, refused by name otherwise.
#include <QtTest/QTest>

#include <set>

#include "jobs/job_kinds.h"
#include "jobs/named_settings.h"
#include "report/reproduction.h"
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
        nlohmann::json ofMixtures = namedSettingsCalled("mixture", "paper").options;
        QCOMPARE(ofMixtures.at("init").get<std::string>(), std::string("normal"));
        for (const char* key : {"schedule", "batches", "batch_size", "lr_prefix", "lr_decay", "lr_classifier",
                                "adversary", "adversary_input", "warm_start"}) {
            QCOMPARE(ofMixtures.at(key), options.at(key));
        }
    }

    /// What is set beside them goes over them, and takes along what only they had a use for.
    void ownSettingsGoOverThem() {
        const nlohmann::json own = {{"adversary", "soft-prompt"}, {"batches", 7}};
        const nlohmann::json both = overNamedSettings("cfp", "paper", own);
        QCOMPARE(both.at("batches").get<int>(), 7);
        QCOMPARE(both.at("schedule").get<std::string>(), std::string("paper"));
        QVERIFY(!both.contains("adversary_input")); // a soft probing prompt reads no states
        JobSpec spec;
        spec.kind = "cfp";
        spec.attributes = {"gender"};
        spec.backboneRun = "b";
        spec.options = both;
        completedNew(spec);
        const nlohmann::json asked = {{"adversary", "soft-prompt"}, {"adversary_input", "raw"}};
        QVERIFY(overNamedSettings("cfp", "paper", asked).contains("adversary_input"));
    }

    /// Its adversary is what Figure 9 is about.
    void whatMakesAFigureStays() {
        report::ReproductionWish wish;
        wish.recipe = "fig9";
        report::addSettings(wish, {{"batches", "50"}}, "paper");
        QCOMPARE(wish.options.at("adversary").get<std::string>(), std::string("soft-prompt"));
        QVERIFY(!wish.options.contains("adversary_input"));
        QCOMPARE(wish.options.at("batches").get<int>(), 50);
    }

    /// Every kind of a table's runs that has a set of the name takes it.
    void aTablesPromptsAndMixturesTakeThem() {
        for (const char* name : {"paper", "all-tokens"}) {
            report::ReproductionWish wish;
            wish.recipe = "table8";
            report::addSettings(wish, {{"cfp.batches", "50"}}, name);
            QCOMPARE(wish.settings.size(), std::size_t{2});
            QCOMPARE(wish.settings.at("mixture"), namedSettingsCalled("mixture", name).options);
            nlohmann::json prompts = namedSettingsCalled("cfp", name).options;
            prompts["batches"] = 50; // what is set goes on from them
            QCOMPARE(wish.settings.at("cfp"), prompts);
        }
        report::ReproductionWish single;
        single.recipe = "table4";
        report::addSettings(single, {}, "paper");
        QCOMPARE(single.settings.size(), std::size_t{1});
        report::ReproductionWish figure;
        figure.recipe = "fig5";
        report::addSettings(figure, {}, "paper");
        QCOMPARE(figure.options, namedSettingsCalled("cfp", "paper").options);
        UP5_EXPECT_ERROR(report::addSettings(single, {}, "papr"), ErrorCode::NotFound, "paper");
    }

    /// None of them sets what another one of its options silences.
    void allHaveAnEffect() {
        JobSpec spec;
        spec.backboneRun = "b";
        for (const char* kind : {"cfp", "mixture"}) {
            spec.kind = kind;
            const bool mixes = jobKind(kind).mixesPrompts;
            spec.mixedPrompts = mixes ? std::vector<std::string>{"p", "q"} : std::vector<std::string>();
            spec.attributes = mixes ? std::vector<std::string>() : std::vector<std::string>{"age"};
            for (const NamedSettings& settings : namedSettings(kind)) {
                spec.options = settings.options;
                QCOMPARE(completedNew(spec).options.at("batches"), completed(spec).options.at("batches"));
            }
        }
    }

    void everyTokenIsAttacked() {
        for (const char* kind : {"cfp", "mixture"}) {
            const nlohmann::json options = namedSettingsCalled(kind, "all-tokens").options;
            QCOMPARE(options.at("adversary_target").get<std::string>(), std::string("all_tokens"));
        }
    }

    void unknownNamesAreRefused() {
        UP5_EXPECT_ERROR(namedSettingsCalled("cfp", "papr"), ErrorCode::NotFound, "paper");
        UP5_EXPECT_ERROR(namedSettingsCalled("probe", "paper"), ErrorCode::NotFound, "no named settings");
    }
};

QTEST_GUILESS_MAIN(TestNamedSettings)
#include "tst_named_settings.moc"
