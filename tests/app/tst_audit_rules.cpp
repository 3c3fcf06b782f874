// What the jobs of an audit promise beside their figures: who is left out, what is no negative, what is
// refused before it costs time, and by which split and candidates a figure was made.
#include <QtTest/QtTest>

#include "base/random_stream.h"
#include "support/real_jobs.h"
#include "support/small_dataset.h"

using namespace up5;

namespace {

constexpr int kUsers = 60, kItems = 40;

/// Users of class M take items of the upper half; user u has 4 + u mod 9 items. Only one user is B.
data::DatasetContent smallContent() {
    std::vector<std::vector<std::int32_t>> histories;
    data::Attribute gender{"gender", {"F", "M"}, {}, {}}, rare{"rare", {"A", "B"}, {}, {}};
    RandomStream random(3, "small data set");
    for (int user = 0; user < kUsers; ++user) {
        std::vector<std::int32_t> items(kItems / 2);
        for (int item = 0; item < kItems / 2; ++item) {
            items[static_cast<std::size_t>(item)] = user % 2 * kItems / 2 + item;
        }
        random.shuffle(std::span(items));
        items.resize(static_cast<std::size_t>(4 + user % 9));
        histories.push_back(std::move(items));
        gender.values.push_back(user % 2);
        rare.values.push_back(user == 0 ? 1 : 0);
    }
    data::DatasetContent content = test::contentOf(histories, kItems);
    content.attributes = {gender, rare};
    return content;
}

} // namespace

class TestAuditRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_dataset = data::writeDataset(smallContent(), m_jobs.workspace.datasets());
        m_jobs.add(data::Dataset::open(m_jobs.workspace.datasets(), m_dataset));
        m_backbone = backbone({{"test_history", "code"}, {"negatives", "catalogue"}});
        QCOMPARE(m_jobs.stateOf(m_backbone), store::RunState::Succeeded);
    }

    void catalogueHoldsNoItemOfTheUser() {
        jobs::JobSpec spec =
            m_jobs.spec("evaluate", m_dataset, {{"candidates", "catalogue"}, {"resamples", 100}});
        spec.backboneRun = m_backbone;
        const std::string run = m_jobs.run(spec);
        QCOMPARE(m_jobs.stateOf(run), store::RunState::Succeeded);
        const data::Dataset set = data::Dataset::open(m_jobs.workspace.datasets(), m_dataset);
        const auto rated = std::ranges::count_if(set.itemCounts(), [](auto count) { return count > 0; });
        double expected = 0; // all rated items but the user's own, and the target
        for (int user = 0; user < kUsers; ++user) {
            expected += static_cast<double>(rated - std::ssize(set.history(user)) + 1) / kUsers;
        }
        QCOMPARE(m_jobs.figure(run, "mean_candidates")->value, expected);
        QVERIFY(m_jobs.artifact(run, "candidates/test").empty()); // no stored candidates were used
        QVERIFY(!m_jobs.artifact(run, "split").empty());
    }

    void figuresNameTheirSplitAndCandidates() {
        QCOMPARE(m_jobs.artifact(m_backbone, "split").size(), std::size_t{64});
        QCOMPARE(m_jobs.artifact(m_backbone, "candidates/test").size(), std::size_t{64});
        jobs::JobSpec spec = m_jobs.spec("evaluate", m_dataset, {{"resamples", 100}});
        spec.backboneRun = m_backbone;
        const std::string same = m_jobs.run(spec);
        for (const char* path : {"split", "candidates/test"}) {
            QCOMPARE(m_jobs.artifact(same, path), m_jobs.artifact(m_backbone, path));
        }
        // 100 negatives were asked for and nobody lacks so many items.
        const auto few = m_jobs.figure(same, "short_candidate_lists");
        QVERIFY(few && few->value == kUsers);
        QVERIFY(!m_jobs.figure(same, "impossible_candidates"));
    }

    void aClassOfOneUserCannotBeAudited_data() {
        QTest::addColumn<QString>("kind");
        QTest::newRow("probe") << QStringLiteral("probe");
        QTest::newRow("cfp, before anything is trained") << QStringLiteral("cfp");
    }
    void aClassOfOneUserCannotBeAudited() {
        QFETCH(QString, kind);
        jobs::JobSpec spec = m_jobs.spec(kind.toStdString(), m_dataset, nlohmann::json::object());
        spec.backboneRun = m_backbone;
        spec.attributes = {"rare"};
        const std::string run = m_jobs.run(spec);
        QCOMPARE(m_jobs.stateOf(run), store::RunState::Failed);
        const store::RunRow row = *m_jobs.store.runs().find(run);
        QCOMPARE(row.errorCode, std::string("invalid_input"));
        const QString sentence = QString::fromStdString(row.errorMessage);
        QVERIFY2(sentence.contains(QStringLiteral("rare")) && sentence.contains(QStringLiteral("B 0")),
                 qPrintable(sentence));
        QVERIFY(m_jobs.store.runs().series(run).empty());
    }

    /// A sentence, not a crash.
    void withoutAdversaryUsersNothingIsTrained() {
        jobs::JobSpec spec = m_jobs.spec("cfp", m_dataset, {{"probe.adversary_share", 0.0}});
        spec.backboneRun = m_backbone;
        spec.attributes = {"gender"};
        const std::string run = m_jobs.run(spec);
        QCOMPARE(m_jobs.stateOf(run), store::RunState::Failed);
        QVERIFY(m_jobs.store.runs().series(run).empty());
    }

    void usersWithFewInteractionsAreLeftOut() {
        const std::string fewer = backbone({{"min_interactions", 8}});
        QCOMPARE(m_jobs.stateOf(fewer), store::RunState::Succeeded);
        const data::Dataset set = data::Dataset::open(m_jobs.workspace.datasets(), m_dataset);
        int kept = 0;
        for (int user = 0; user < kUsers; ++user) {
            kept += set.history(user).size() >= 8 ? 1 : 0;
        }
        QVERIFY(kept > 20 && kept < kUsers);
        QCOMPARE(m_jobs.figure(fewer, "hit@k", 10)->n, std::int64_t{kept});
        QVERIFY(m_jobs.artifact(fewer, "split") != m_jobs.artifact(m_backbone, "split"));

        jobs::JobSpec spec =
            m_jobs.spec("probe", m_dataset,
                        {{"test_share", 0.3}, {"validation_share", 0.2}, {"epochs", 2}, {"resamples", 100}});
        spec.backboneRun = fewer;
        spec.attributes = {"gender"};
        const std::string probe = m_jobs.run(spec);
        QCOMPARE(m_jobs.stateOf(probe), store::RunState::Succeeded);
        QCOMPARE(m_jobs.figure(probe, "probe_auc")->n, std::int64_t{qRound(0.3 * kept)});
    }

private:
    std::string backbone(nlohmann::json options) {
        options.update({{"preset", "tiny"}, {"epochs", 1}});
        return m_jobs.run(m_jobs.spec("backbone", m_dataset, options));
    }

    test::RealJobs m_jobs;
    std::string m_dataset, m_backbone;
};

QTEST_GUILESS_MAIN(TestAuditRules)
#include "tst_audit_rules.moc"
