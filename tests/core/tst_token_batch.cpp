// Batches of tokens: padding, masks and buckets of similar length.
#include <QtTest>

#include <algorithm>

#include "text/token_batch.h"

using namespace up5::text;

class TestTokenBatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void padsOnTheRight() {
        const EncodedText longer{{7, 8, 9, 10, kEosId}, {1, 1, 2, 3, 0}, 1, 3, 3, 4};
        const EncodedText shorter{{5, 6, kEosId}, {1, 2, 0}, 0, 0};
        const std::vector<const EncodedText*> texts{&longer, &shorter};
        const TokenBatch batch = makeTokenBatch(texts);
        QCOMPARE(batch.rows, 2);
        QCOMPARE(batch.length, 5);
        QCOMPARE(batch.tokens, (std::vector<std::int64_t>{7, 8, 9, 10, 1, 5, 6, 1, 0, 0}));
        QCOMPARE(batch.wholeWordIds, (std::vector<std::int64_t>{1, 1, 2, 3, 0, 1, 2, 0, 0, 0}));
        QCOMPARE(batch.attentionMask, (std::vector<std::uint8_t>{1, 1, 1, 1, 1, 1, 1, 1, 0, 0}));
        QCOMPARE(batch.userSpan, (std::vector<std::uint8_t>{0, 1, 1, 0, 0, 0, 0, 0, 0, 0}));
        QCOMPARE(batch.history, (std::vector<std::uint8_t>{0, 0, 0, 1, 0, 0, 0, 0, 0, 0}));
    }

    void noTextsNoBatch() {
        const TokenBatch batch = makeTokenBatch({});
        QCOMPARE(batch.rows, 0);
        QVERIFY(batch.tokens.empty());
        QVERIFY(bucketByLength({}, 100).empty());
    }

    void bucketsHoldSimilarLengths() {
        const std::vector<int> lengths{5, 2, 5, 9, 2, 40, 3};
        const std::vector<std::vector<int>> expected{{1, 4, 6}, {0, 2}, {3}, {5}};
        QCOMPARE(bucketByLength(lengths, 10), expected);
        // A text longer than maxTokens still gets a batch of its own.
        QCOMPARE(bucketByLength(lengths, 1).size(), lengths.size());
    }

    void bucketsCoverEverythingWithinTheLimit() {
        std::vector<int> lengths;
        for (int index = 0; index < 1000; ++index) {
            lengths.push_back(1 + index * 37 % 61);
        }
        std::vector<int> seen(lengths.size(), 0);
        int previous = 0;
        for (const auto& bucket : bucketByLength(lengths, 512)) {
            int longest = 0;
            for (const int index : bucket) {
                ++seen[static_cast<std::size_t>(index)];
                const int length = lengths[static_cast<std::size_t>(index)];
                QVERIFY(length >= previous);
                previous = length;
                longest = std::max(longest, length);
            }
            QVERIFY(longest * static_cast<int>(bucket.size()) <= 512);
        }
        QVERIFY(std::ranges::all_of(seen, [](int count) { return count == 1; }));
    }
};

QTEST_GUILESS_MAIN(TestTokenBatch)
#include "tst_token_batch.moc"
