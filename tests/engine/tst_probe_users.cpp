// Who is probed: apart from everybody a prompt's adversary has seen.
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/job_kinds.h"
#include "pipeline/probe_users.h"
#include "support/expect_error.h"
#include "support/tiny_backbone.h"

using namespace up5;
using namespace up5::pipeline;

namespace {

jobs::JobSpec promptSpec(const nlohmann::json& options) {
    jobs::JobSpec spec;
    spec.kind = "cfp";
    spec.attributes = {"gender"};
    spec.options = jobs::jobKind("cfp").options->check(options);
    return spec;
}

} // namespace

class TestProbeUsers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usersOfTheAdversaryAreRefused() {
        const test::TinyBackbone tiny(true);
        const jobs::ProbeOptions options;
        const data::UserGroups groups = userGroups(tiny.protocol(), tiny.attribute(), options);
        QCOMPARE(adversaryOverlap(tiny.protocol(), groups, promptSpec({}), false), 0);
        const jobs::JobSpec other = promptSpec({{"probe.user_seed", 7}});
        UP5_EXPECT_ERROR(adversaryOverlap(tiny.protocol(), groups, other, false), ErrorCode::InvalidInput,
                         "allow_overlap=true");
        UP5_EXPECT_ERROR(adversaryOverlap(tiny.protocol(), groups, other, false), ErrorCode::InvalidInput,
                         "user_seed (0.1, 0.1, 0.5, 7)");
        jobs::ProbeOptions seven;
        seven.userSeed = 7;
        const auto adversary = userGroups(tiny.protocol(), tiny.attribute(), seven).adversaryTrain;
        std::int64_t common = 0;
        for (const auto* users : {&groups.probeTrain, &groups.probeValidation, &groups.probeTest}) {
            for (const std::int32_t user : *users) {
                common += std::count(adversary.begin(), adversary.end(), user);
            }
        }
        QVERIFY(common > 0);
        QCOMPARE(adversaryOverlap(tiny.protocol(), groups, other, true), common);
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
        test::NoSink sink;
        const jobs::JobSpec spec;
        const jobs::RunFolder folder{tiny.workspace().run("run")};
        std::filesystem::create_directories(folder.artifacts());
        const JobContext context{spec, tiny.workspace(), folder, sink, {}};
        const data::UserGroups groups = userGroups(tiny.protocol(), tiny.attribute(), {});
        storeUserGroups(groups, tiny.attribute(), tiny.protocol().dataset(), context);
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
