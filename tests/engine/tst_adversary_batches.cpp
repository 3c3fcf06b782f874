// What prompt training and probes read about users: only the adversary's users, and never an empty history.
#include <QtTest/QTest>

#include <set>

#include "base/error.h"
#include "pipeline/adversary_batches.h"
#include "support/tiny_backbone.h"

using namespace up5;

namespace {

using Bench = test::TinyBackbone;

/// A mention is "User", "_" and the user's own token.
template <class Tokens> std::int64_t userToken(const Tokens& tokens, int spanBegin) {
    return tokens[static_cast<std::size_t>(spanBegin) + 2];
}

} // namespace

class TestAdversaryBatches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void batchesHoldOnlyTheGivenUsersWithTheirLabels() {
        const Bench bench(true);
        const std::vector<std::int32_t> users = {3, 8, 14, 29, 34};
        const pipeline::AdversaryBatches batches(*bench.backbone, {&bench.attribute()}, users,
                                                 {.batchSize = 32, .directShare = 0.3, .seed = 1});
        std::map<std::int64_t, std::int64_t> labelOfToken;
        for (const std::int32_t user : users) {
            const auto text = bench.protocol().evaluationText(pipeline::Task::Sequential, user,
                                                              bench.protocol().split().trainItems(user), {});
            labelOfToken[userToken(text.tokens, text.spanBegin)] = user % 2;
        }
        for (const auto purpose : {train::BatchPurpose::Prompt, train::BatchPurpose::Classifier}) {
            for (std::int64_t number = 0; number < 6; ++number) {
                const train::PromptBatch batch = batches.batch(purpose, number);
                for (std::int64_t row = 0; row < batch.userSpan.size(0); ++row) {
                    const torch::Tensor tokens = batch.sequence.tokens[row].contiguous();
                    const auto token = userToken(
                        std::span(tokens.data_ptr<std::int64_t>(), static_cast<std::size_t>(tokens.numel())),
                        batch.userSpan[row].nonzero()[0].item<int>());
                    QVERIFY(labelOfToken.contains(token));
                    QCOMPARE(batch.attributeLabels[row][0].item<std::int64_t>(), labelOfToken[token]);
                }
            }
        }
    }

    void purposesDrawDifferentSentences() {
        const Bench bench(true);
        const pipeline::AdversaryBatches batches(*bench.backbone, {&bench.attribute()}, {3, 8, 14, 29, 34},
                                                 {.batchSize = 32, .directShare = 0, .seed = 1});
        const auto labels = [&](train::BatchPurpose purpose) {
            return batches.batch(purpose, 0).attributeLabels;
        };
        QVERIFY(torch::equal(labels(train::BatchPurpose::Prompt), labels(train::BatchPurpose::Prompt)));
        QVERIFY(!torch::equal(labels(train::BatchPurpose::Prompt), labels(train::BatchPurpose::Classifier)));
    }

    /// Else the differences between wordings would hide those between users from a standardising adversary.
    void aBatchHasOneWording() {
        const Bench bench(true);
        const pipeline::AdversaryBatches batches(*bench.backbone, {&bench.attribute()}, {3, 8, 14, 29, 34},
                                                 {.batchSize = 32, .directShare = 0, .seed = 1});
        std::set<std::int64_t> firstWords;
        for (std::int64_t number = 0; number < 12; ++number) {
            const train::PromptBatch batch = batches.batch(train::BatchPurpose::Prompt, number);
            const torch::Tensor first = batch.sequence.tokens.select(1, 0);
            QVERIFY((first == first[0]).all().item<bool>());
            firstWords.insert(first[0].item<std::int64_t>());
        }
        QVERIFY(firstWords.size() > 1); // the batches themselves differ
    }

    /// As long as the user's training items allow, like those of the sentences that probes read.
    void historiesAreFull() {
        const Bench bench(true);
        const pipeline::AdversaryBatches batches(*bench.backbone, {&bench.attribute()}, {29},
                                                 {.batchSize = 8, .directShare = 0.5, .seed = 1});
        const auto items = bench.protocol().split().trainItems(29);
        const std::vector<std::int32_t> history(items.begin(), items.end() - 1);
        QVERIFY(history.size() > 1); // a cut anywhere would often leave less
        for (std::int64_t number = 0; number < 12; ++number) {
            const train::PromptBatch batch = batches.batch(train::BatchPurpose::Classifier, number);
            for (const std::int32_t item : history) {
                const std::int64_t piece = bench.protocol().tokenizer().itemPieces(item).back();
                QVERIFY((batch.sequence.tokens == piece).any(1).all().item<bool>());
            }
        }
    }

    /// Histories longer than a sentence holds are cut at several places, all of which fill the sentence.
    void longHistoriesAreCutWhereTheyFillTheSentence() {
        constexpr int kMaxHistory = 3;
        const Bench bench(true, "atomic", 9, kMaxHistory);
        const int user = 53; // has 9 items, 7 of them for training
        const pipeline::ExampleSource source(bench.protocol(), {.nextItem = 1}, pipeline::Cuts::FullHistory);
        RandomStream random(1, "cuts");
        std::set<text::TokenId> targets;
        for (int draw = 0; draw < 60; ++draw) {
            const pipeline::TrainingExample example = source.draw(user, random);
            QCOMPARE(example.input.historyEnd - example.input.historyBegin, kMaxHistory);
            targets.insert(example.labels.front());
        }
        const auto items = bench.protocol().split().trainItems(user);
        QCOMPARE(items.size(), std::size_t(7));
        QCOMPARE(targets.size(), items.size() - kMaxHistory);
    }

    void withoutAUserThatCanServeTrainingIsRefused() {
        const Bench bench(true);
        // User 0 has a single item.
        QVERIFY_EXCEPTION_THROWN(
            pipeline::AdversaryBatches(*bench.backbone, {&bench.attribute()}, {0}, {.batchSize = 4}), Error);
    }

    void noProbeReadsAnEmptyHistory_data() {
        QTest::addColumn<bool>("ordered");
        QTest::newRow("leave one out") << true;
        QTest::newRow("baskets, cut by user") << false;
    }
    void noProbeReadsAnEmptyHistory() {
        QFETCH(bool, ordered);
        const Bench bench(ordered);
        const auto offsets = bench.protocol().dataset().userOffsets();
        int compared = 0;
        for (int user = 0; user < bench.protocol().dataset().numUsers(); ++user) {
            const auto items =
                offsets[static_cast<std::size_t>(user) + 1] - offsets[static_cast<std::size_t>(user)];
            const auto history = bench.protocol().probeHistory(user);
            if (items >= 3) {
                // Exactly one item is kept back from everybody: the one that is to be predicted.
                QCOMPARE(static_cast<std::int64_t>(history.size()), items - 1);
                ++compared;
            }
        }
        QCOMPARE(compared, 36);
    }
};

QTEST_GUILESS_MAIN(TestAdversaryBatches)
#include "tst_adversary_batches.moc"
