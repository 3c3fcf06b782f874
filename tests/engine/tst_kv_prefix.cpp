// What a key/value prefix may and may not change (spec D1, I.4).
#include <QtTest/QTest>

#include "support/tensor_checks.h"

using namespace up5;
using test::randomPrefix;
using test::smallBackbone;
using test::SmallInput;

namespace {

/// Every tensor of a prefix replaced by change(tensor).
template <class Change> nn::KvPrefix changed(nn::KvPrefix prefix, Change change) {
    for (auto* layers : {&prefix.encoderSelf, &prefix.decoderSelf, &prefix.cross}) {
        for (auto& layer : *layers) {
            layer = {change(layer.key), change(layer.value)};
        }
    }
    return prefix;
}

} // namespace

class KvPrefixTest : public QObject {
    Q_OBJECT

    nn::P5Backbone m_backbone{nullptr};
    SmallInput m_batch{{9, 5, 1}};

    /// Logits after encoder and decoder, both with the prefix.
    torch::Tensor logits(const nn::KvPrefix* prefix) {
        const auto states = m_batch.encode(m_backbone, prefix);
        const auto tokens = torch::tensor({{0, 7, 8}, {0, 9, 4}, {0, 5, 5}}, torch::kInt64);
        return m_backbone->logits(m_backbone->decode(tokens, states, m_batch.attentionMask, prefix));
    }

private Q_SLOTS:
    void init() { m_backbone = smallBackbone(); }

    void lengthZeroChangesNothing() {
        const auto plain = logits(nullptr);
        const nn::KvPrefix empty;
        QCOMPARE(empty.length(), 0);
        UP5_COMPARE_TENSORS(logits(&empty), plain, 0.0);
        const auto zero = randomPrefix(m_backbone->config(), 0);
        QCOMPARE(zero.length(), 0);
        UP5_COMPARE_TENSORS(logits(&zero), plain, 0.0);
    }

    void aPrefixChangesEveryRowAndKeepsTheShape() {
        const auto prefix = randomPrefix(m_backbone->config(), 4);
        QCOMPARE(prefix.length(), 4);
        const auto states = m_batch.encode(m_backbone, &prefix);
        QCOMPARE(states.sizes(), m_batch.encode(m_backbone).sizes());
        const auto change = (logits(&prefix) - logits(nullptr)).abs().amax({1, 2});
        QVERIFY(change.min().item<float>() > 1e-3f);
    }

    void eachKindReachesItsAttention() {
        const auto full = randomPrefix(m_backbone->config(), 3);
        const auto zero =
            changed(full, [](const torch::Tensor& tensor) { return torch::zeros_like(tensor); });
        const auto base = logits(&zero);
        for (const auto kind :
             {&nn::KvPrefix::encoderSelf, &nn::KvPrefix::decoderSelf, &nn::KvPrefix::cross}) {
            for (std::size_t layer = 0; layer < (full.*kind).size(); ++layer) {
                auto single = zero;
                (single.*kind)[layer] = (full.*kind)[layer];
                QVERIFY(test::maxDifference(logits(&single), base) > 1e-4);
            }
        }
    }

    void hiddenColumnsChangeNothing() {
        auto prefix = randomPrefix(m_backbone->config(), 3);
        prefix.visible = torch::zeros({3}, torch::kBool);
        UP5_COMPARE_TENSORS(logits(&prefix), logits(nullptr), 1e-5);
        // Hiding two of three equals leaving them out.
        prefix.visible = torch::tensor({0, 1, 0}).to(torch::kBool);
        const auto middle =
            changed(prefix, [](const torch::Tensor& tensor) { return tensor.narrow(1, 1, 1); });
        auto alone = middle;
        alone.visible = torch::Tensor();
        UP5_COMPARE_TENSORS(logits(&prefix), logits(&alone), 1e-5);
        prefix.visible = torch::ones({3}, torch::kBool);
        auto unmarked = prefix;
        unmarked.visible = torch::Tensor();
        UP5_COMPARE_TENSORS(logits(&prefix), logits(&unmarked), 0.0);
    }

    void orderOfPositionsDoesNotMatter() {
        const auto prefix = randomPrefix(m_backbone->config(), 5);
        const auto order = torch::tensor({3, 0, 4, 1, 2}, torch::kInt64);
        const auto permuted =
            changed(prefix, [&](const torch::Tensor& tensor) { return tensor.index_select(1, order); });
        UP5_COMPARE_TENSORS(logits(&permuted), logits(&prefix), 1e-5);
        // Keys and values must move together.
        auto torn = prefix;
        torn.encoderSelf[0].key = prefix.encoderSelf[0].key.index_select(1, order);
        QVERIFY(test::maxDifference(logits(&torn), logits(&prefix)) > 1e-4);
    }

    void gradientsReachThePrefixUntilDetached() {
        auto prefix = changed(randomPrefix(m_backbone->config(), 2),
                              [](const torch::Tensor& tensor) { return tensor.clone().requires_grad_(); });
        logits(&prefix).square().sum().backward();
        for (const auto& layer : prefix.cross) {
            QVERIFY(layer.key.grad().abs().sum().item<float>() > 0.0f);
        }
        const auto detached = prefix.detached();
        QVERIFY(!detached.encoderSelf.front().key.requires_grad());
        QVERIFY(prefix.encoderSelf.front().key.requires_grad());
        UP5_COMPARE_TENSORS(logits(&detached), logits(&prefix), 0.0);
    }

    void movesAsAWhole() {
        auto prefix = randomPrefix(m_backbone->config(), 2);
        prefix.visible = torch::ones({2}, torch::kBool);
        const auto moved = prefix.to(torch::kMeta);
        QVERIFY(moved.visible.is_meta());
        for (const auto* layers : {&moved.encoderSelf, &moved.decoderSelf, &moved.cross}) {
            QVERIFY(!layers->empty());
            for (const auto& layer : *layers) {
                QVERIFY(layer.key.is_meta() && layer.value.is_meta());
            }
        }
    }
};

QTEST_GUILESS_MAIN(KvPrefixTest)
#include "tst_kv_prefix.moc"
