// Embeddings before the input (Lester et al.): the same as real tokens with these embeddings in their place.
#include <QtTest/QTest>

#include <cmath>

#include "nn/candidate_scorer.h"
#include "support/expect_error.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::randomPrefix;

class TestInputPrompt : public QObject {
    Q_OBJECT

    nn::P5Backbone m_backbone{nullptr};
    torch::Tensor m_tokens, m_mask, m_decoderTokens;

    torch::Tensor encode(const torch::Tensor& tokens, const torch::Tensor& mask, const nn::KvPrefix* prefix) {
        return m_backbone->encode(tokens, torch::zeros_like(tokens), mask, prefix);
    }
    /// What token ids before all rows of a batch give, and the same as embeddings of a prefix.
    static torch::Tensor before(const std::vector<std::int64_t>& ids, const torch::Tensor& tokens) {
        return torch::cat({torch::tensor(ids).expand({tokens.size(0), -1}), tokens}, 1);
    }
    torch::Tensor rows(const std::vector<std::int64_t>& ids) {
        return m_backbone->embedding().index_select(0, torch::tensor(ids));
    }

private Q_SLOTS:
    void init() {
        torch::manual_seed(3);
        nn::T5Config config = nn::T5Config::preset("tiny", 60);
        config.wholeWordVocabSize = 0; // so that prompt rows and tokens differ in nothing
        m_backbone = nn::P5Backbone(config);
        m_backbone->eval();
        const test::SmallInput input({7, 4, 6});
        m_tokens = input.tokens;
        m_mask = input.attentionMask;
        m_decoderTokens = torch::cat({torch::zeros({3, 1}, torch::kInt64), m_tokens.narrow(1, 0, 3)}, 1);
    }

    void equalsTokensInTheirPlace_data() {
        QTest::addColumn<int>("keys");
        QTest::newRow("alone") << 0;
        QTest::newRow("with keys and values") << 4;
    }
    void equalsTokensInTheirPlace() {
        QFETCH(int, keys);
        const torch::NoGradGuard noGradients;
        nn::KvPrefix plain = randomPrefix(m_backbone->config(), keys);
        nn::KvPrefix prompt = plain;
        prompt.encoderInput = rows({11, 12, 13});
        prompt.decoderInput = rows({14, 15});
        const torch::Tensor longMask = torch::cat({torch::ones({3, 3}, torch::kBool), m_mask}, 1);
        const torch::Tensor expected = encode(before({11, 12, 13}, m_tokens), longMask, &plain);
        const torch::Tensor encoded = encode(m_tokens, m_mask, &prompt);
        UP5_COMPARE_TENSORS(encoded, expected, 1e-5);
        const torch::Tensor decoded = m_backbone->decode(m_decoderTokens, encoded, m_mask, &prompt);
        const torch::Tensor longDecoded =
            m_backbone->decode(before({14, 15}, m_decoderTokens), expected, longMask, &plain);
        UP5_COMPARE_TENSORS(decoded, longDecoded.narrow(1, 2, 4), 1e-5);
    }

    void candidatesScoreAsAlone() { // tree decoding against one causal pass per candidate
        const torch::NoGradGuard noGradients;
        nn::KvPrefix prompt = randomPrefix(m_backbone->config(), 2);
        prompt.encoderInput = rows({11, 12, 13});
        prompt.decoderInput = rows({14, 15});
        const std::vector<std::vector<std::int32_t>> list = {{20, 21}, {20, 22, 23}, {24}};
        const std::vector<nn::CandidatePieces> candidates(3, {list.begin(), list.end()});
        const torch::Tensor encoded = encode(m_tokens, m_mask, &prompt);
        const auto scores = nn::scoreCandidates(m_backbone, encoded, m_mask, candidates,
                                                {.norm = nn::ScoreNorm::Sum}, &prompt);
        for (std::size_t i = 0; i < list.size(); ++i) {
            std::vector<std::int64_t> labels(list[i].begin(), list[i].end());
            labels.push_back(1);
            const auto count = static_cast<double>(labels.size());
            const torch::Tensor loss = m_backbone->exampleLoss(
                encoded, m_mask, torch::tensor(labels).expand({3, -1}).contiguous(), &prompt);
            for (std::int64_t row = 0; row < 3; ++row) {
                const double expected = -loss[row].item<double>() * count;
                const double found = static_cast<double>(scores[static_cast<std::size_t>(row)][i]);
                QVERIFY2(std::abs(found - expected) < 1e-4,
                         fmt::format("{} for {}", found, expected).c_str());
            }
        }
    }

    void concatenatedPrefixesActTogether() {
        const torch::NoGradGuard noGradients;
        const nn::T5Config& config = m_backbone->config();
        const nn::KvPrefix one = randomPrefix(config, 3, 1);
        nn::KvPrefix two = randomPrefix(config, 2, 2);
        two.encoderInput = rows({11});
        two.decoderInput = rows({12});
        const nn::KvPrefix both = nn::concatenated(one, two);
        QCOMPARE(both.length(), 5);
        UP5_COMPARE_TENSORS(both.cross[1].value.narrow(1, 0, 3), one.cross[1].value, 0.0);
        UP5_COMPARE_TENSORS(both.decoderSelf[0].key.narrow(1, 3, 2), two.decoderSelf[0].key, 0.0);
        UP5_COMPARE_TENSORS(both.encoderInput, two.encoderInput, 0.0);
        const nn::KvPrefix swapped = nn::concatenated(two, one); // the order is without meaning
        UP5_COMPARE_TENSORS(encode(m_tokens, m_mask, &both), encode(m_tokens, m_mask, &swapped), 1e-5);
        nn::KvPrefix invisible = one;
        invisible.visible = torch::zeros({3}, torch::kBool);
        const nn::KvPrefix hidden = nn::concatenated(invisible, two); // leaves the second part alone
        UP5_COMPARE_TENSORS(encode(m_tokens, m_mask, &hidden), encode(m_tokens, m_mask, &two), 1e-5);
        UP5_COMPARE_TENSORS(nn::concatenated({}, one).cross[0].key, one.cross[0].key, 0.0);
        nn::T5Config deeper = config;
        deeper.numLayers = 3;
        UP5_EXPECT_ERROR(nn::concatenated(one, randomPrefix(deeper, 2)), ErrorCode::InvalidInput, "layers");
    }

    void moreTokensLeaveTheOldOnesAlone() {
        const torch::NoGradGuard noGradients;
        const torch::Tensor added = torch::randn({4, m_backbone->config().dModel});
        nn::P5Backbone more(m_backbone->withMoreTokens(added));
        QCOMPARE(more->config().vocabSize, 64);
        QCOMPARE(m_backbone->config().vocabSize, 60);
        QCOMPARE(more->parameterCount(), m_backbone->parameterCount() + added.numel());
        UP5_COMPARE_TENSORS(more->embedding().narrow(0, 0, 60), m_backbone->embedding(), 0.0);
        UP5_COMPARE_TENSORS(more->embedding().narrow(0, 60, 4), added, 0.0);
        const torch::Tensor encoded = encode(m_tokens, m_mask, nullptr);
        const torch::Tensor zeros = torch::zeros_like(m_tokens);
        UP5_COMPARE_TENSORS(more->encode(m_tokens, zeros, m_mask), encoded, 0.0);
        const torch::Tensor hidden = m_backbone->decode(m_decoderTokens, encoded, m_mask);
        UP5_COMPARE_TENSORS(more->decode(m_decoderTokens, encoded, m_mask), hidden, 0.0);
        UP5_COMPARE_TENSORS(more->logits(hidden).narrow(2, 0, 60), m_backbone->logits(hidden), 1e-6);
        QVERIFY(!more->embedding().requires_grad());
        QVERIFY(more->named_parameters().contains("shared.weight"));
    }
};

QTEST_GUILESS_MAIN(TestInputPrompt)
#include "tst_input_prompt.moc"
