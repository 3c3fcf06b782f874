// Candidate sets: what is drawn, that it is stored and shared, and that damage is found and named.
#include <QtTest>

#include <algorithm>
#include <future>
#include <set>

#include "base/atomic_file.h"
#include "data/candidate_set.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::data;

namespace {

using Items = std::vector<std::int32_t>;

bool contains(std::span<const std::int32_t> items, std::int32_t item) {
    return std::ranges::find(items, item) != items.end();
}

CandidateOptions withSource(NegativeSource source, int count = 100) {
    CandidateOptions options;
    options.source = source;
    options.count = count;
    return options;
}

} // namespace

class TestCandidates : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path folder() const { return m_dir.path().toStdString(); }
    Dataset open(const DatasetContent& content) { return test::writeAndOpen(content, folder()); }

private Q_SLOTS:
    void catalogueNegativesAreRatedAndNotTheUsers() {
        // Items 0 to 49 are rated, 50 to 59 never.
        DatasetContent content = test::variedContent(200, 8, 50, true);
        for (int item = 51; item <= 60; ++item) {
            content.itemIds.push_back(std::to_string(item));
        }
        const Dataset dataset = open(content);
        const Split split = Split::make(dataset, {});
        for (const SplitPart part : {SplitPart::Validation, SplitPart::Test}) {
            const CandidateSet set =
                drawCandidates(dataset, split, part, withSource(NegativeSource::Catalogue, 20));
            QCOMPARE(set.users, split.usersWithTarget(part));
            QCOMPARE(set.shortUsers, std::int64_t(0));
            std::set<std::size_t> targetPlaces;
            std::vector<int> drawn(60, 0);
            for (std::size_t position = 0; position < set.users.size(); ++position) {
                const auto candidates = set.candidates(position);
                QCOMPARE(candidates.size(), std::size_t(21));
                QCOMPARE(std::set(candidates.begin(), candidates.end()).size(), std::size_t(21));
                const auto history = dataset.history(set.users[position]);
                for (const std::int32_t item : candidates) {
                    ++drawn[static_cast<std::size_t>(item)];
                    QVERIFY(item < 50);
                    QVERIFY(item == set.targets[position] || !contains(history, item));
                }
                const auto place = std::ranges::find(candidates, set.targets[position]);
                QVERIFY(place != candidates.end());
                targetPlaces.insert(static_cast<std::size_t>(place - candidates.begin()));
            }
            QVERIFY(targetPlaces.size() > 15); // shuffled: the place says nothing about the target
            QVERIFY(std::ranges::all_of(std::span(drawn).first(50), [](int count) { return count > 20; }));
            checkCandidates(set, dataset, split);
        }
    }

    void tooFewNegativesAreAllTaken() {
        const Dataset dataset = open(test::contentOf({{0, 1, 2}, {0, 1, 2, 3, 4, 5}, {3, 4, 5, 0}}, 6));
        const Split split = Split::make(dataset, {});
        const CandidateSet set =
            drawCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Catalogue, 3));
        QCOMPARE(set.candidates(0).size(), std::size_t(4));
        QCOMPARE(set.candidates(1).size(), std::size_t(1));
        QCOMPARE(set.candidates(2).size(), std::size_t(3));
        QCOMPARE(set.shortUsers, std::int64_t(2));
        checkCandidates(set, dataset, split);
    }

    void unownedListsTheWholeRest() {
        const Dataset dataset = open(test::contentOf({{0, 1, 2, 3}, {4, 5}}, 7, false));
        const Split split = Split::make(dataset, {});
        const auto options = withSource(NegativeSource::AllUnowned);
        const CandidateSet test = drawCandidates(dataset, split, SplitPart::Test, options);
        QCOMPARE(test.users, (Items{0, 1}));
        for (std::size_t position = 0; position < 2; ++position) {
            const auto owned = split.historyFor(SplitPart::Test, test.users[position]);
            Items listed(test.candidates(position).begin(), test.candidates(position).end());
            listed.insert(listed.end(), owned.begin(), owned.end());
            QVERIFY(std::ranges::is_permutation(listed, Items{0, 1, 2, 3, 4, 5, 6}));
        }
        checkCandidates(test, dataset, split);
        // The test item is liked as well: no model may be judged for ranking it above the validation item.
        for (const bool ordered : {false, true}) {
            const Dataset set = open(test::contentOf({{0, 1, 2, 3}, {4, 5}}, 7, ordered));
            const Split cut = Split::make(set, {});
            CandidateSet validation = drawCandidates(set, cut, SplitPart::Validation, options);
            QCOMPARE(validation.candidates(0).size(), std::size_t(4));
            QVERIFY(!contains(validation.candidates(0), cut.target(SplitPart::Test, 0)));
            checkCandidates(validation, set, cut);
            const auto negative = std::ranges::find_if(
                validation.items, [&](int item) { return item != validation.targets[0]; });
            *negative = cut.target(SplitPart::Test, 0);
            UP5_EXPECT_ERROR(checkCandidates(validation, set, cut), ErrorCode::Corrupt, "the user's own");
        }
        // The published test history hides the validation item from the prompt, not from the candidates'
        // rule.
        SplitOptions code;
        code.testHistory = TestHistory::Code;
        const CandidateSet hidden =
            drawCandidates(dataset, Split::make(dataset, code), SplitPart::Test, options);
        QCOMPARE(hidden.candidates(0).size(), std::size_t(4));
    }

    void publishedIdsCountTheImpossible() {
        DatasetContent content = test::variedContent(100, 30, 3000, true);
        content.itemIds[0] = "0";
        content.itemIds[1] = "no number";
        content.itemIds[2] = "7000";
        const Dataset dataset = open(content);
        const Split split = Split::make(dataset, {});
        const CandidateSet set =
            drawCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Ids0To6039));
        const auto users = static_cast<std::int64_t>(set.users.size());
        QCOMPARE(static_cast<std::int64_t>(set.items.size()) + set.impossible, users * 101);
        // 2,998 of the 6,040 ids are items: half of the draws are impossible (standard deviation 0.5 %).
        const double share = static_cast<double>(set.impossible) / static_cast<double>(users * 100);
        QVERIFY2(share > 0.48 && share < 0.53, qPrintable(QString::number(share)));
        checkCandidates(set, dataset, split);
        UP5_EXPECT_ERROR(
            drawCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Ids0To6039, 6040)),
            ErrorCode::InvalidInput, "1 to 6039");
        const CandidateSet all =
            drawCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Ids0To6039, 6039));
        QCOMPARE(all.candidates(0).size(), std::size_t(2998));
        content.itemIds.clear();
        for (int item = 0; item < 3000; ++item) {
            content.itemIds.push_back("m" + std::to_string(item));
        }
        const Dataset named = open(content);
        UP5_EXPECT_ERROR(drawCandidates(named, Split::make(named, {}), SplitPart::Test,
                                        withSource(NegativeSource::Ids0To6039)),
                         ErrorCode::InvalidInput, "Small has none");
    }

    void drawsDependOnSeedAndUserOnly() {
        const Dataset dataset = open(test::variedContent(120, 9, 60, true));
        const Split split = Split::make(dataset, {});
        const auto options = withSource(NegativeSource::Catalogue, 10);
        const CandidateSet first = drawCandidates(dataset, split, SplitPart::Test, options);
        const CandidateSet again = drawCandidates(dataset, split, SplitPart::Test, options);
        QCOMPARE(first.items, again.items);
        QCOMPARE(first.hash, again.hash);
        CandidateOptions otherSeed = options;
        otherSeed.seed = 1;
        QVERIFY(drawCandidates(dataset, split, SplitPart::Test, otherSeed).items != first.items);
        // Leaving out the short users does not move the draws of the others.
        SplitOptions longOnly;
        longOnly.minInteractions = 9;
        const CandidateSet fewer =
            drawCandidates(dataset, Split::make(dataset, longOnly), SplitPart::Test, options);
        QVERIFY(fewer.users.size() < first.users.size());
        for (std::size_t position = 0; position < fewer.users.size(); ++position) {
            const auto same = static_cast<std::size_t>(std::ranges::find(first.users, fewer.users[position]) -
                                                       first.users.begin());
            QVERIFY(std::ranges::equal(fewer.candidates(position), first.candidates(same)));
        }
        QVERIFY(fewer.hash != first.hash);
        UP5_EXPECT_ERROR(
            drawCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Catalogue, 0)),
            ErrorCode::InvalidInput, "0 negatives");
    }

    void storedOnceAndShared() {
        const Dataset dataset = open(test::variedContent(60, 6, 40, true));
        const Split split = Split::make(dataset, {});
        const auto options = withSource(NegativeSource::Catalogue, 10);
        const std::filesystem::path store = folder() / "stored" / "candidates";
        const CandidateSet drawn = drawCandidates(dataset, split, SplitPart::Test, options);
        const CandidateSet first = storedCandidates(dataset, split, SplitPart::Test, options, store);
        QCOMPARE(first.items, drawn.items);
        QCOMPARE(first.offsets, drawn.offsets);
        QCOMPARE(first.hash, drawn.hash);
        const std::filesystem::path file = std::filesystem::directory_iterator(store)->path();
        QCOMPARE(file.extension().string(), std::string(".safetensors"));
        const auto written = std::filesystem::last_write_time(file);
        QCOMPARE(storedCandidates(dataset, split, SplitPart::Test, options, store).hash, drawn.hash);
        QCOMPARE(std::filesystem::last_write_time(file), written);
        storedCandidates(dataset, split, SplitPart::Validation, options, store);
        storedCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Catalogue, 11), store);
        storedCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::AllUnowned), store);
        const auto files = std::distance(std::filesystem::directory_iterator(store), {});
        QCOMPARE(files, std::ptrdiff_t(4));

        std::string bytes = readFile(file);
        bytes[bytes.size() - 4] = static_cast<char>(bytes[bytes.size() - 4] ^ 1);
        writeFileAtomically(file, bytes);
        UP5_EXPECT_ERROR(storedCandidates(dataset, split, SplitPart::Test, options, store),
                         ErrorCode::Corrupt, "were changed");
    }

    void severalMayAskAtOnce() {
        const Dataset dataset = open(test::variedContent(300, 6, 40, true));
        const Split split = Split::make(dataset, {});
        const auto options = withSource(NegativeSource::Catalogue, 10);
        const std::string expected = drawCandidates(dataset, split, SplitPart::Test, options).hash;
        std::vector<std::future<std::string>> askers;
        for (int asker = 0; asker < 8; ++asker) {
            askers.push_back(std::async(std::launch::async, [&] {
                return storedCandidates(dataset, split, SplitPart::Test, options, folder() / "shared").hash;
            }));
        }
        for (auto& asker : askers) {
            QCOMPARE(asker.get(), expected);
        }
        const auto files = std::distance(std::filesystem::directory_iterator(folder() / "shared"), {});
        QCOMPARE(files, std::ptrdiff_t(1)); // no temporary file is left
    }

    void noTargetsGiveAnEmptySet() {
        const Dataset dataset = open(test::contentOf({{0, 1}, {1, 2}}, 4, false));
        const Split split = Split::make(dataset, {});
        const CandidateSet set = storedCandidates(dataset, split, SplitPart::Validation,
                                                  withSource(NegativeSource::AllUnowned), folder() / "empty");
        QVERIFY(set.users.empty());
        QCOMPARE(set.offsets, (std::vector<std::int64_t>{0}));
    }

    void damageIsNamed() {
        const Dataset dataset = open(test::contentOf({{0, 1, 2, 3}, {4, 5, 6, 7}}, 12));
        const Split split = Split::make(dataset, {});
        const CandidateSet good =
            drawCandidates(dataset, split, SplitPart::Test, withSource(NegativeSource::Catalogue, 3));
        checkCandidates(good, dataset, split);
        const auto negative = [](CandidateSet& set, std::size_t skip = 0) -> std::int32_t& {
            const auto place = std::ranges::find_if(
                set.items, [&](std::int32_t item) { return item != set.targets[0] && skip-- == 0; });
            return *place;
        };
        const auto expect = [&](auto change, const char* text) {
            CandidateSet bad = good;
            change(bad);
            UP5_EXPECT_ERROR(checkCandidates(bad, dataset, split), ErrorCode::Corrupt, text);
        };
        // User 0 has the raw id 101, item 1 the raw id 2.
        expect([&](CandidateSet& set) { negative(set) = 1; }, "user 101, item 2 is the user's own");
        expect([&](CandidateSet& set) { negative(set) = negative(set, 1); }, "is listed twice");
        expect([&](CandidateSet& set) { negative(set) = set.targets[0]; },
               "user 101, item 4 is listed twice");
        expect([&](CandidateSet& set) { *std::ranges::find(set.items, set.targets[0]) = 11; },
               "user 101, item 4 is the target and is not listed");
        expect([&](CandidateSet& set) { negative(set) = 12; }, "item index 12; 0 to 11");
        expect([&](CandidateSet& set) { negative(set) = -1; }, "item index -1");
        expect([&](CandidateSet& set) { set.targets[1] = 4; }, "user 102, item 5 is given as target");
        expect([&](CandidateSet& set) { set.users.pop_back(); }, "users are not those of the targets");
        expect([&](CandidateSet& set) { set.offsets[1] = 100; }, "not ascending");
        expect([&](CandidateSet& set) { set.items.pop_back(); }, "do not cover");
        expect([&](CandidateSet& set) { set.targets.pop_back(); }, "1 targets");
    }
};

QTEST_GUILESS_MAIN(TestCandidates)
#include "tst_candidates.moc"
