// Who is probed: apart from everybody a prompt's adversary has seen.
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "base/error.h"
#include "pipeline/probe_users.h"
#include "support/expect_error.h"
#include "support/tiny_backbone.h"

using namespace up5;
using namespace up5::pipeline;

namespace {

/// A run whose audit has stored the user groups of these options.
jobs::RunFolder runWithGroups(const test::TinyBackbone& tiny, const std::string& id,
                              const jobs::ProbeOptions& options) {
    test::NoSink sink;
    const jobs::JobSpec spec;
    const jobs::RunFolder folder{tiny.workspace().run(id)};
    std::filesystem::create_directories(folder.artifacts());
    const JobContext context{spec, tiny.workspace(), folder, sink, {}};
    storeUserGroups(userGroups(tiny.protocol(), tiny.attribute(), options), tiny.attribute(),
                    tiny.protocol().dataset(), context);
    return folder;
}

} // namespace

class TestProbeUsers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usersOfTheAdversaryAreRefused() {
        const test::TinyBackbone tiny(true);
        const jobs::ProbeOptions options;
        const data::UserGroups groups = userGroups(tiny.protocol(), tiny.attribute(), options);
        const data::Dataset& dataset = tiny.protocol().dataset();
        QCOMPARE(adversaryOverlap(dataset, groups, {runWithGroups(tiny, "same", options)}, false), 0);
        jobs::ProbeOptions seven;
        seven.userSeed = 7;
        const jobs::RunFolder other = runWithGroups(tiny, "other", seven);
        UP5_EXPECT_ERROR(adversaryOverlap(dataset, groups, {other}, false), ErrorCode::InvalidInput,
                         "allow_overlap=true");
        const auto adversary = userGroups(tiny.protocol(), tiny.attribute(), seven).adversaryTrain;
        std::int64_t common = 0;
        for (const auto* users : {&groups.probeTrain, &groups.probeValidation, &groups.probeTest}) {
            for (const std::int32_t user : *users) {
                common += std::count(adversary.begin(), adversary.end(), user);
            }
        }
        QVERIFY(common > 0);
        QCOMPARE(adversaryOverlap(dataset, groups, {other}, true), common);
    }

    void aRunWithoutStoredSetsMayHaveSeenEverybody() {
        const test::TinyBackbone tiny(true);
        const data::UserGroups groups = userGroups(tiny.protocol(), tiny.attribute(), {});
        const jobs::RunFolder old{tiny.workspace().run("old")};
        std::filesystem::create_directories(old.artifacts());
        const data::Dataset& dataset = tiny.protocol().dataset();
        UP5_EXPECT_ERROR(adversaryOverlap(dataset, groups, {old}, false), ErrorCode::InvalidInput,
                         "older version");
        QCOMPARE(adversaryOverlap(dataset, groups, {old}, true),
                 static_cast<std::int64_t>(groups.probeTrain.size() + groups.probeValidation.size() +
                                           groups.probeTest.size()));
    }

    void partsStandOneAfterTheOther() {
        const test::TinyBackbone tiny(true);
        const data::UserGroups groups = userGroups(tiny.protocol(), tiny.attribute(), {});
        const ProbeUsers users(groups, tiny.attribute());
        QCOMPARE(users.usersOf(users.train), groups.probeTrain);
        QCOMPARE(users.usersOf(users.validation), groups.probeValidation);
        QCOMPARE(users.usersOf(users.test), groups.probeTest);
        for (std::size_t i = 0; i < users.test.labels.size(); ++i) {
            QCOMPARE(users.test.labels[i], groups.probeTest[i] % 2);
        }
    }

    void setsAreStoredByRawId() {
        const test::TinyBackbone tiny(true);
        const jobs::RunFolder folder = runWithGroups(tiny, "run", {});
        const data::UserGroups groups = userGroups(tiny.protocol(), tiny.attribute(), {});
        const nlohmann::json stored =
            readJsonFile(folder.artifacts() / ("users_" + groups.hash.substr(0, 12) + ".json"));
        QCOMPARE(stored.at("attribute").get<std::string>(), std::string("gender"));
        QCOMPARE(stored.at("probe_test").size(), groups.probeTest.size());
        QCOMPARE(stored.at("probe_test")[0].get<std::string>(), std::to_string(101 + groups.probeTest[0]));
        QCOMPARE(stored.at("adversary_train").size(), groups.adversaryTrain.size());
    }
};

QTEST_GUILESS_MAIN(TestProbeUsers)
#include "tst_probe_users.moc"
