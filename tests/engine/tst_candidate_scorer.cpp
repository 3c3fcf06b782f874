// Exact candidate scores against brute force: one teacher-forced decoder pass per candidate (spec B5, I.9).
#include <QtTest/QTest>

#include <cmath>

#include "nn/candidate_scorer.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::randomPrefix;
using test::smallBackbone;
using test::SmallInput;

namespace {

using Pieces = std::vector<std::int32_t>;

/// Candidates per user, owning their pieces.
using Lists = std::vector<std::vector<Pieces>>;

std::vector<nn::CandidatePieces> viewsOf(const Lists& lists) {
    std::vector<nn::CandidatePieces> views;
    for (const auto& list : lists) {
        views.emplace_back(list.begin(), list.end());
    }
    return views;
}

/// Shared beginnings, unequal lengths, one candidate a beginning of another, a duplicate, an empty one.
Lists awkwardLists() {
    return {{{10, 11}, {10, 12}, {10, 11, 13}, {14}, {10}, {10, 11}, {15, 16, 17, 18, 19}, {14, 14, 14}},
            {{20}},
            {},
            {{21, 22}, {}, {23, 10, 11}}};
}

} // namespace

class CandidateScorerTest : public QObject {
    Q_OBJECT

    nn::P5Backbone m_backbone{nullptr};
    SmallInput m_batch{{7, 3, 5, 6}};
    torch::Tensor m_states;

    /// (Σ log p(pieces) + log p(eos)) / (m + 1) or the sum, from a decoder pass over the candidate alone.
    double bruteForce(std::int64_t row, const Pieces& pieces, nn::ScoreNorm norm,
                      const nn::KvPrefix* prefix) {
        const torch::NoGradGuard noGradients;
        std::vector<std::int64_t> input{0}, output(pieces.begin(), pieces.end());
        input.insert(input.end(), pieces.begin(), pieces.end());
        output.push_back(1);
        const auto hidden = m_backbone->decode(torch::tensor(input).unsqueeze(0), m_states.narrow(0, row, 1),
                                               m_batch.attentionMask.narrow(0, row, 1), prefix);
        const auto logProbabilities =
            torch::log_softmax(m_backbone->logits(hidden)[0].to(torch::kFloat64), -1);
        double sum = 0.0;
        for (std::size_t i = 0; i < output.size(); ++i) {
            sum += logProbabilities[static_cast<std::int64_t>(i)][output[i]].item<double>();
        }
        return norm == nn::ScoreNorm::Length ? sum / static_cast<double>(output.size()) : sum;
    }

    std::vector<std::vector<float>> scores(const Lists& lists, const nn::ScorerOptions& options = {},
                                           const nn::KvPrefix* prefix = nullptr) {
        return nn::scoreCandidates(m_backbone, m_states, m_batch.attentionMask, viewsOf(lists), options,
                                   prefix);
    }

    void compareWithBruteForce(const Lists& lists, const nn::ScorerOptions& options,
                               const nn::KvPrefix* prefix) {
        const auto found = scores(lists, options, prefix);
        QCOMPARE(found.size(), lists.size());
        for (std::size_t row = 0; row < lists.size(); ++row) {
            QCOMPARE(found[row].size(), lists[row].size());
            for (std::size_t i = 0; i < lists[row].size(); ++i) {
                const double expected =
                    bruteForce(static_cast<std::int64_t>(row), lists[row][i], options.norm, prefix);
                const double difference = std::abs(static_cast<double>(found[row][i]) - expected);
                QVERIFY2(
                    difference < 1e-5 * std::max(1.0, std::abs(expected) / 10.0),
                    fmt::format("row {} candidate {}: {} for {}", row, i, found[row][i], expected).c_str());
            }
        }
    }

private Q_SLOTS:
    void init() {
        m_backbone = smallBackbone();
        m_states = m_batch.encode(m_backbone).detach();
    }

    void equalsBruteForce_data() {
        QTest::addColumn<bool>("sum");
        QTest::addColumn<bool>("withPrefix");
        QTest::addColumn<int>("maxNodes");
        QTest::newRow("length") << false << false << 16384;
        QTest::newRow("sum") << true << false << 16384;
        QTest::newRow("prefix") << false << true << 16384;
        QTest::newRow("chunks of users") << false << false << 20;
        QTest::newRow("chunks of candidates") << false << true << 6;
        QTest::newRow("smallest chunks") << false << false << 1;
    }
    void equalsBruteForce() {
        QFETCH(bool, sum);
        QFETCH(bool, withPrefix);
        QFETCH(int, maxNodes);
        const auto prefix = randomPrefix(m_backbone->config(), 3);
        const nn::KvPrefix* used = withPrefix ? &prefix : nullptr;
        m_states = m_batch.encode(m_backbone, used).detach();
        compareWithBruteForce(awkwardLists(), {sum ? nn::ScoreNorm::Sum : nn::ScoreNorm::Length, maxNodes},
                              used);
    }

    void duplicatesScoreAlike() {
        const auto found = scores(awkwardLists());
        QCOMPARE(found[0][0], found[0][5]);
        QVERIFY(found[2].empty());
    }

    void wholeCatalogueInChunks() {
        Lists lists(4);
        for (std::int32_t first = 2; first < 60; ++first) {
            for (std::int32_t second = 2; second < 20; ++second) {
                lists[1].push_back({first, second}); // 1,102 nodes: more than one trie
            }
            lists[3].push_back({first});
        }
        const auto whole = scores(lists);
        const auto chunked = scores(lists, {.maxNodes = 97});
        for (std::size_t row = 0; row < lists.size(); ++row) {
            for (std::size_t i = 0; i < whole[row].size(); ++i) {
                QVERIFY(std::abs(whole[row][i] - chunked[row][i]) < 1e-5f);
            }
        }
        for (const std::size_t i : {0u, 17u, 600u, 1043u}) {
            const double expected = bruteForce(1, lists[1][i], nn::ScoreNorm::Length, nullptr);
            QVERIFY(std::abs(static_cast<double>(whole[1][i]) - expected) < 1e-5);
        }
    }

    void atomicCandidatesSumToLessThanOne() { // log p(item) + log p(eos) are parts of one distribution
        Lists lists(4);
        for (std::int32_t item = 0; item < 60; ++item) {
            lists[0].push_back({item});
        }
        double total = 0.0;
        const auto found = scores(lists, {.norm = nn::ScoreNorm::Sum});
        for (const float score : found[0]) {
            total += std::exp(static_cast<double>(score));
        }
        QVERIFY2(total > 0.0 && total < 1.0, std::to_string(total).c_str());
    }

    void sameScoresTwiceAndUntouchedMode() {
        const auto first = scores(awkwardLists());
        m_backbone->train(); // dropout must not reach scores
        QCOMPARE(scores(awkwardLists()), first);
        QVERIFY(m_backbone->is_training());
        m_backbone->eval();
        QCOMPARE(scores(awkwardLists()), first);
    }

    void gradientsOfTheInputAreNotNeeded() {
        m_states = m_batch.encode(m_backbone); // carries a graph
        const auto found = scores(awkwardLists());
        QVERIFY(std::isfinite(found[0][0]));
    }

    void doesNotDisturbTraining() {
        scores(awkwardLists());
        m_batch.encode(m_backbone).sum().backward();
        QVERIFY(m_backbone->parameters().front().grad().defined());
    }
};

QTEST_GUILESS_MAIN(CandidateScorerTest)
#include "tst_candidate_scorer.moc"
