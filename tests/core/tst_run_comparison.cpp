// Two runs compared user by user: figures, tests, sentences, refusals.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>

#include "metrics/delong.h"
#include "metrics/holm.h"
#include "report/run_comparison.h"
#include "support/expect_error.h"
#include "support/report_records.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

constexpr int kUsers = 400;

store::UserValues ranksOf(const std::string& task, double worse) {
    store::UserValues values{"rank", "test", task, "", {}, {}};
    for (int user = 0; user < kUsers; ++user) {
        values.users.push_back(user);
        const double rank = 1 + (user * 7) % 20;
        values.values.push_back(user % 10 < worse * 10 ? rank + 10 : rank);
    }
    return values;
}

/// Scores that tell class 1 (odd users) from class 0 the better the larger `signal`.
store::UserValues scoresOf(const std::string& name, const std::string& attribute, double signal,
                           int shift = 0) {
    store::UserValues values{name, "test", "", attribute, {}, {}};
    for (int user = 0; user < kUsers; user += 2) {
        for (const int u : {user, user + 1}) {
            values.users.push_back(u);
            values.values.push_back(std::fmod((u + shift) * 0.618, 1.0) + (u % 2 == 1 ? signal : 0));
        }
    }
    return values;
}

ComparedRun comparedRun(const std::string& id, std::vector<store::UserValues> values) {
    ComparedRun run{runRecord(id, "cfp", "b", jobs::CfpOptions::table().resolve({})), std::move(values)};
    run.record.artifacts = {{"split", "split", "5b11"}, {"candidates", "candidates/test", "ca9d"}};
    return run;
}

const PairedDifference& differenceOf(const RunComparison& comparison, const std::string& figure,
                                     const std::string& of) {
    for (const PairedDifference& difference : comparison.differences) {
        if (difference.figure == figure && (difference.task == of || difference.attribute == of)) {
            return difference;
        }
    }
    throw Error(ErrorCode::Internal, "There is no difference in " + figure + " of " + of + ".");
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class TestRunComparison : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        data::DatasetContent content = variedContent(kUsers, 20, 60, true);
        data::Attribute gender{"gender", {"F", "M"}, {}, {}};
        data::Attribute age{"age", {"young", "middle", "old"}, {}, {}};
        for (int user = 0; user < kUsers; ++user) {
            gender.values.push_back(user % 2);
            age.values.push_back(user % 3);
        }
        content.attributes = {gender, age};
        m_hash = data::writeDataset(content, m_folder.path().toStdString());
        m_dataset = data::Dataset::open(m_folder.path().toStdString(), m_hash);
    }

    void ranksAreComparedByUser() {
        const ComparedRun a = comparedRun("a", {ranksOf("sequential", 0)});
        const ComparedRun b = comparedRun("b", {ranksOf("sequential", 0.3)});
        const RunComparison comparison = compareRuns(a, b, *m_dataset);
        QCOMPARE(comparison.differences.size(), std::size_t{6});
        const PairedDifference& hit10 = differenceOf(comparison, "hit@10", "sequential");
        QCOMPARE(hit10.a, 0.5);
        QVERIFY(hit10.b < hit10.a);
        QVERIFY(std::abs(hit10.difference.value - (hit10.b - hit10.a)) < 1e-12);
        QVERIFY(hit10.difference.low < hit10.difference.value &&
                hit10.difference.value < hit10.difference.high);
        QCOMPARE(hit10.difference.n, kUsers);
        QVERIFY(hit10.adjusted < 0.05 && hit10.adjusted >= hit10.p);
        QVERIFY2(contains(hit10.sentence, "hit@10 (sequential task) of run b is ") &&
                     contains(hit10.sentence, " points lower than that of run a (95 % interval −") &&
                     contains(hit10.sentence, "n = 400 users"),
                 hit10.sentence.c_str());
    }

    void equalRanksShowNoDifference() {
        const ComparedRun a = comparedRun("a", {ranksOf("direct", 0.2)});
        ComparedRun b = comparedRun("b", {ranksOf("direct", 0.2)});
        std::swap(b.values[0].values[0], b.values[0].values[1]);
        const PairedDifference difference =
            differenceOf(compareRuns(a, b, *m_dataset, {.only = {"mrr"}}), "mrr", "direct");
        QVERIFY2(contains(difference.sentence, "MRR (direct task): no difference shown (") &&
                     contains(difference.sentence, "cannot be seen with these users."),
                 difference.sentence.c_str());
        QVERIFY(difference.visible > 0);
    }

    void severalTargetsOfAUserCountOnce() {
        ComparedRun a = comparedRun("a", {ranksOf("direct", 0)});
        const ComparedRun b = comparedRun("b", {ranksOf("direct", 0.4)});
        a.values[0].users.push_back(0); // rank 1 before: hit@1 of this user is now one half
        a.values[0].values.push_back(9);
        const RunComparison comparison = compareRuns(a, b, *m_dataset, {.only = {"hit@1"}});
        const PairedDifference& hit1 = comparison.differences.front();
        QCOMPARE(hit1.difference.n, kUsers);
        QVERIFY(std::abs(hit1.a - (20 - 0.5) / kUsers) < 1e-12);
    }

    void binaryAucsAreTestedByDeLong() {
        const ComparedRun a = comparedRun("a", {scoresOf("probe_auc", "gender", 0.6)});
        const ComparedRun b = comparedRun("b", {scoresOf("probe_auc", "gender", 0.1, 3)});
        const RunComparison comparison = compareRuns(a, b, *m_dataset);
        QCOMPARE(comparison.comparisons, 1);
        const PairedDifference& difference = comparison.differences.front();
        std::vector<int> labels;
        for (const std::int32_t user : a.values[0].users) {
            labels.push_back(user % 2);
        }
        const metrics::DeLongTest test = metrics::deLongTest(labels, b.values[0].values, a.values[0].values);
        QCOMPARE(difference.p, test.p);
        QCOMPARE(difference.adjusted, test.p);
        QCOMPARE(difference.difference.low, test.difference.low);
        QCOMPARE(difference.a, metrics::deLongAuc(labels, a.values[0].values).auc.value);
        QVERIFY2(contains(difference.sentence, "AUC, user span (gender) of run b is ") &&
                     contains(difference.sentence, " lower than that of run a"),
                 difference.sentence.c_str());
    }

    void moreClassesArePermuted() {
        const auto run = [&](const std::string& id, double signal) {
            std::vector<store::UserValues> values;
            for (int index = 0; index < 3; ++index) {
                store::UserValues scores{"probe_auc#" + std::to_string(index), "test", "", "age", {}, {}};
                for (int user = 0; user < kUsers; ++user) {
                    scores.users.push_back(user);
                    scores.values.push_back(std::fmod(user * (0.41 + index * 0.2), 1.0) +
                                            (user % 3 == index ? signal : 0));
                }
                values.push_back(scores);
            }
            return comparedRun(id, std::move(values));
        };
        const RunComparison comparison =
            compareRuns(run("a", 0.7), run("b", 0.05), *m_dataset, {.permutations = 199, .resamples = 200});
        QCOMPARE(comparison.differences.size(), std::size_t{1});
        const PairedDifference& difference = comparison.differences.front();
        QCOMPARE(difference.p, 1 / 200.0);
        QVERIFY(difference.difference.high < 0);
        QVERIFY(contains(difference.test, "199 permutations"));
    }

    void pValuesAreCorrectedTogether() {
        const ComparedRun a =
            comparedRun("a", {ranksOf("sequential", 0), scoresOf("probe_auc", "gender", 0.6)});
        const ComparedRun b =
            comparedRun("b", {ranksOf("sequential", 0.1), scoresOf("probe_auc", "gender", 0.5, 3)});
        const RunComparison comparison = compareRuns(a, b, *m_dataset);
        QCOMPARE(comparison.comparisons, 7);
        std::vector<double> pValues, adjusted;
        for (const PairedDifference& difference : comparison.differences) {
            pValues.push_back(difference.p);
            adjusted.push_back(difference.adjusted);
        }
        QCOMPARE(adjusted, metrics::holmAdjusted(pValues).adjusted);
        QCOMPARE(compareRuns(a, b, *m_dataset, {.only = {"hit@10"}}).comparisons, 1);
        // A name that is not there would shrink the family of comparisons.
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset, {.only = {"hit@10", "NDCG@10"}}),
                         ErrorCode::InvalidInput, "NDCG@10");
        const nlohmann::json json = toJson(comparison);
        QCOMPARE(json.at("differences").size(), std::size_t{7});
        QCOMPARE(json.at("correction").get<std::string>(), std::string("Holm"));
        QVERIFY(json.at("differences")[0].at("difference").at("n").get<int>() == kUsers);
    }

    void otherUsersAreLeftOutAndSaid() {
        const ComparedRun a = comparedRun("a", {ranksOf("sequential", 0)});
        ComparedRun b = comparedRun("b", {ranksOf("sequential", 0.3)});
        b.values[0].users.resize(100);
        b.values[0].values.resize(100);
        const RunComparison comparison = compareRuns(a, b, *m_dataset, {.only = {"hit@5"}});
        QCOMPARE(comparison.differences.front().difference.n, 100);
        QCOMPARE(comparison.notes.size(), std::size_t{1});
        QVERIFY2(contains(comparison.notes.front(), "on the 100 users both runs have, of 400 and 100"),
                 comparison.notes.front().c_str());
    }

    void differentGroundIsRefusedByName() {
        const ComparedRun a = comparedRun("a", {ranksOf("sequential", 0)});
        ComparedRun b = comparedRun("b", {ranksOf("sequential", 0.3)});
        UP5_EXPECT_ERROR(compareRuns(a, a, *m_dataset), ErrorCode::InvalidInput, "the same run");
        b.record.run.dataset = "0f0f";
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset), ErrorCode::InvalidInput,
                         "different data sets, Small set");
        b = comparedRun("b", {ranksOf("sequential", 0.3)});
        b.record.artifacts[0].sha256 = "5b12";
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset), ErrorCode::InvalidInput,
                         "splits differ (5b11 and 5b12)");
        b = comparedRun("b", {ranksOf("sequential", 0.3)});
        b.record.artifacts[1].sha256 = "ca9e";
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset), ErrorCode::InvalidInput,
                         "candidates of the sequential task");
        b.record.artifacts.pop_back();
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset), ErrorCode::InvalidInput, "(ca9d and none)");
        b = comparedRun("b", {ranksOf("sequential", 0.3)});
        b.record.run.state = store::RunState::Failed;
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset), ErrorCode::InvalidInput, "Run b is failed");
        b = comparedRun("b", {scoresOf("probe_auc", "gender", 0.6)});
        UP5_EXPECT_ERROR(compareRuns(a, b, *m_dataset), ErrorCode::InvalidInput,
                         "ranks of the sequential task; the second probe_auc of gender");
        UP5_EXPECT_ERROR(
            compareRuns(a, comparedRun("c", {ranksOf("sequential", 0)}), *m_dataset, {.only = {"hit@7"}}),
            ErrorCode::InvalidInput, "no hit@7 in common");
    }

private:
    QTemporaryDir m_folder;
    std::string m_hash;
    std::optional<data::Dataset> m_dataset;
};

QTEST_GUILESS_MAIN(TestRunComparison)
#include "tst_run_comparison.moc"
