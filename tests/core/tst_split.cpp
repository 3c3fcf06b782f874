// Splits: which items train, which are held out, and that the seed decides.
#include <QtTest>

#include <algorithm>
#include <set>

#include "data/candidate_set.h"
#include "data/split.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::data;

namespace {

using Items = std::vector<std::int32_t>;

Items listOf(std::span<const std::int32_t> items) {
    return {items.begin(), items.end()};
}

} // namespace

class TestSplit : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    Dataset open(const DatasetContent& content) {
        return test::writeAndOpen(content, m_dir.path().toStdString());
    }

private Q_SLOTS:
    void orderedHoldsOutTheLastTwo() {
        const Dataset dataset = open(test::contentOf({{4, 2, 0, 3}, {1, 5}, {5, 4, 1}, {0}}, 6));
        const Split split = Split::make(dataset, {});
        QCOMPARE(listOf(split.trainItems(0)), (Items{4, 2}));
        QCOMPARE(split.target(SplitPart::Validation, 0), 0);
        QCOMPARE(split.target(SplitPart::Test, 0), 3);
        QCOMPARE(listOf(split.historyFor(SplitPart::Validation, 0)), (Items{4, 2}));
        QCOMPARE(listOf(split.historyFor(SplitPart::Test, 0)), (Items{4, 2, 0}));
        QCOMPARE(listOf(split.trainItems(1)), (Items{1, 5}));
        QCOMPARE(split.target(SplitPart::Test, 1), -1);
        QCOMPARE(split.target(SplitPart::Validation, 1), -1);
        QCOMPARE(listOf(split.historyFor(SplitPart::Test, 1)), (Items{1, 5}));
        QCOMPARE(listOf(split.trainItems(3)), (Items{0}));
        QCOMPARE(split.usersWithTarget(SplitPart::Test), (Items{0, 2}));
        QCOMPARE(split.usersWithTarget(SplitPart::Validation), (Items{0, 2}));
        QVERIFY(split.usersWithTarget(SplitPart::Train).empty());
        QCOMPARE(split.target(SplitPart::Train, 0), -1);
    }

    void codeHistorySkipsTheValidationItem() {
        const Dataset dataset = open(test::contentOf({{4, 2, 0, 3}}, 6));
        SplitOptions options;
        options.testHistory = TestHistory::Code;
        const Split split = Split::make(dataset, options);
        QCOMPARE(listOf(split.historyFor(SplitPart::Test, 0)), (Items{4, 2}));
        QCOMPARE(split.target(SplitPart::Test, 0), 3);
        QVERIFY(split.hash() != Split::make(dataset, {}).hash());
    }

    void unorderedHoldsOutRandomItems() {
        const Dataset dataset = open(test::variedContent(400, 5, 11, false));
        const Split split = Split::make(dataset, {});
        std::vector<int> testPositions(5, 0);
        for (int user = 0; user < dataset.numUsers(); ++user) {
            const auto basket = listOf(dataset.history(user));
            Items together = listOf(split.trainItems(user));
            QCOMPARE(together.size(),
                     basket.size() <= 1 ? basket.size() : std::max<std::size_t>(1, basket.size() - 2));
            QCOMPARE(split.target(SplitPart::Test, user) >= 0, basket.size() >= 2);
            QCOMPARE(split.target(SplitPart::Validation, user) >= 0, basket.size() >= 3);
            for (const SplitPart part : {SplitPart::Validation, SplitPart::Test}) {
                if (split.target(part, user) >= 0) {
                    QCOMPARE(listOf(split.historyFor(part, user)), together);
                    together.push_back(split.target(part, user));
                }
            }
            if (basket.size() == 5) {
                ++testPositions[static_cast<std::size_t>(std::ranges::find(basket, together.back()) -
                                                         basket.begin())];
            }
            QVERIFY(std::ranges::is_permutation(together, basket));
        }
        // 80 baskets of five: each position is the test item 16 times on average (standard deviation 3.6).
        for (const int count : testPositions) {
            QVERIFY2(count >= 4 && count <= 32, qPrintable(QString::number(count)));
        }
    }

    void seedDecides() {
        const Dataset dataset = open(test::variedContent(100, 6, 11, false));
        SplitOptions other;
        other.seed = 7;
        const Split first = Split::make(dataset, {}), again = Split::make(dataset, {}),
                    second = Split::make(dataset, other);
        QCOMPARE(first.hash(), again.hash());
        QVERIFY(first.hash() != second.hash());
        int different = 0;
        for (int user = 0; user < dataset.numUsers(); ++user) {
            QCOMPARE(listOf(first.trainItems(user)), listOf(again.trainItems(user)));
            different += first.target(SplitPart::Test, user) != second.target(SplitPart::Test, user) ? 1 : 0;
        }
        QVERIFY(different > 30);
        const Dataset longer = open(test::variedContent(101, 6, 11, false));
        QVERIFY(Split::make(longer, {}).hash() != first.hash());
    }

    void byUserCutsUsers_data() {
        QTest::addColumn<int>("users");
        QTest::addColumn<int>("train");
        QTest::addColumn<int>("validation");
        QTest::addColumn<int>("test");
        QTest::newRow("Insurance, spec A4") << 29132 << 23306 << 2913 << 2913;
        QTest::newRow("ten") << 10 << 8 << 1 << 1;
        QTest::newRow("fourteen") << 14 << 12 << 1 << 1;
    }
    void byUserCutsUsers() {
        QFETCH(int, users);
        const Dataset dataset = open(
            test::contentOf(std::vector<Items>(static_cast<std::size_t>(users), Items{3, 1, 2}), 4, false));
        SplitOptions options;
        options.kind = SplitKind::ByUser8To1To1;
        const Split split = Split::make(dataset, options);
        std::set<int> targets;
        int training = 0;
        for (int user = 0; user < users; ++user) {
            const int held =
                std::max(split.target(SplitPart::Validation, user), split.target(SplitPart::Test, user));
            if (held < 0) {
                ++training;
                QCOMPARE(split.trainItems(user).size(), std::size_t(3));
                continue;
            }
            const SplitPart part =
                split.target(SplitPart::Test, user) >= 0 ? SplitPart::Test : SplitPart::Validation;
            const SplitPart otherPart = part == SplitPart::Test ? SplitPart::Validation : SplitPart::Test;
            targets.insert(held);
            QVERIFY(split.trainItems(user).empty());
            QCOMPARE(split.target(otherPart, user), -1);
            QVERIFY(split.historyFor(otherPart, user).empty());
            Items together = listOf(split.historyFor(part, user));
            QCOMPARE(together.size(), std::size_t(2));
            together.push_back(held);
            QVERIFY(std::ranges::is_permutation(together, Items{1, 2, 3}));
        }
        QTEST(training, "train");
        QTEST(static_cast<int>(split.usersWithTarget(SplitPart::Validation).size()), "validation");
        QTEST(static_cast<int>(split.usersWithTarget(SplitPart::Test).size()), "test");
        QVERIFY(users < 100 || targets.size() == 3);
    }

    void byUserDrawsUsersBySeed() {
        const Dataset dataset = open(test::contentOf(std::vector<Items>(1000, Items{3, 1, 2}), 4, false));
        SplitOptions options;
        options.kind = SplitKind::ByUser8To1To1;
        const Items users = Split::make(dataset, options).usersWithTarget(SplitPart::Test);
        // Half of the 100 test users are expected in each half of the ids (standard deviation 5).
        const auto early = std::ranges::count_if(users, [](std::int32_t user) { return user < 500; });
        QVERIFY2(early > 30 && early < 70, qPrintable(QString::number(early)));
        QCOMPARE(Split::make(dataset, options).usersWithTarget(SplitPart::Test), users);
        options.seed = 5;
        QVERIFY(Split::make(dataset, options).usersWithTarget(SplitPart::Test) != users);
    }

    void byUserKeepsTimeOrder() {
        const Dataset dataset = open(test::contentOf(std::vector<Items>(20, Items{5, 1, 3, 2}), 6));
        SplitOptions options;
        options.kind = SplitKind::ByUser8To1To1;
        const Split split = Split::make(dataset, options);
        for (const int user : split.usersWithTarget(SplitPart::Test)) {
            QCOMPARE(split.target(SplitPart::Test, user), 2);
            QCOMPARE(listOf(split.historyFor(SplitPart::Test, user)), (Items{5, 1, 3}));
        }
        QCOMPARE(split.usersWithTarget(SplitPart::Test).size(), std::size_t(2));
    }

    void byPairCutsPairs() {
        const Dataset dataset = open(test::variedContent(3000, 5, 40, false));
        SplitOptions options;
        options.kind = SplitKind::ByPair8To1To1;
        const Split split = Split::make(dataset, options);
        std::size_t train = 0, validation = 0, test = 0, several = 0;
        for (int user = 0; user < dataset.numUsers(); ++user) {
            Items together = listOf(split.trainItems(user));
            train += together.size();
            for (const SplitPart part : {SplitPart::Validation, SplitPart::Test}) {
                const auto targets = split.targets(part, user);
                QCOMPARE(split.target(part, user), targets.empty() ? -1 : targets[0]);
                QCOMPARE(listOf(split.historyFor(part, user)), listOf(split.trainItems(user)));
                together.insert(together.end(), targets.begin(), targets.end());
                (part == SplitPart::Test ? test : validation) += targets.size();
                several += targets.size() > 1 ? 1 : 0;
            }
            QVERIFY(std::ranges::is_permutation(together, dataset.history(user)));
        }
        const std::size_t pairs = train + validation + test;
        QCOMPARE(train, (8 * pairs + 9) / 10);
        QCOMPARE(validation, (pairs - train + 1) / 2);
        QVERIFY(several > 100);
        QVERIFY(split.hash() != Split::make(dataset, {}).hash());

        // A row of candidates for every pair, each with negatives of its own.
        for (const NegativeSource source : {NegativeSource::Catalogue, NegativeSource::AllUnowned}) {
            CandidateOptions candidates;
            candidates.source = source;
            candidates.count = 10;
            CandidateSet set = drawCandidates(dataset, split, SplitPart::Test, candidates);
            QCOMPARE(set.users.size(), test);
            checkCandidates(set, dataset, split);
            const auto same = std::ranges::adjacent_find(set.users) - set.users.begin();
            QVERIFY(set.targets[static_cast<std::size_t>(same)] !=
                    set.targets[static_cast<std::size_t>(same) + 1]);
            std::swap(set.targets[static_cast<std::size_t>(same)],
                      set.targets[static_cast<std::size_t>(same) + 1]);
            UP5_EXPECT_ERROR(checkCandidates(set, dataset, split), ErrorCode::Corrupt, "not the split's");
        }
    }

    void shortUsersAreLeftOut() {
        const Dataset dataset = open(test::contentOf({{4, 2, 0}, {1, 5, 3, 2}}, 6));
        SplitOptions options;
        options.minInteractions = 4;
        const Split split = Split::make(dataset, options);
        QVERIFY(split.trainItems(0).empty());
        QCOMPARE(split.usersWithTarget(SplitPart::Test), (Items{1}));
        options.minInteractions = 0;
        UP5_EXPECT_ERROR(Split::make(dataset, options), ErrorCode::InvalidInput, "at least 1");
        options.minInteractions = 5;
        UP5_EXPECT_ERROR(Split::make(dataset, options), ErrorCode::InvalidInput,
                         "No user of Small can be tested");
    }
};

QTEST_GUILESS_MAIN(TestSplit)
#include "tst_split.moc"
