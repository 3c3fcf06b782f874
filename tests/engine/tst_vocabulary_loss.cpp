// The block-wise loss over the vocabulary against torch's cross-entropy of all logits.
#include <QtTest/QTest>

#include "nn/vocabulary_loss.h"

using namespace up5;

class TestVocabularyLoss : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTorch_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("vocabulary");
        QTest::addColumn<int>("blocks");
        QTest::newRow("one block") << 30 << 50 << 1;
        QTest::newRow("several blocks, the last one short") << 150 << 40'000 << 3;
        QTest::newRow("several whole blocks") << 128 << 40'000 << 2;
    }
    void agreesWithTorch() {
        QFETCH(int, rows);
        QFETCH(int, vocabulary);
        QFETCH(int, blocks);
        constexpr double kScale = 0.7;
        torch::manual_seed(3);
        const torch::Tensor start = torch::randn({rows, 6}), table = torch::randn({vocabulary, 6});
        const torch::Tensor labels = torch::randint(0, vocabulary, {rows}, torch::kInt64);
        const torch::Tensor weights = torch::rand({rows}); // rows that count differently
        const std::int64_t perBlock = nn::logitRowsPerBlock(start, vocabulary);
        QCOMPARE((rows + perBlock - 1) / perBlock, std::int64_t{blocks});

        const auto run = [&](auto loss) {
            const torch::Tensor hidden = start.clone().requires_grad_();
            const torch::Tensor embedding = table.clone().requires_grad_();
            const torch::Tensor values = loss(hidden, embedding);
            (values * weights).sum().backward();
            return std::vector<torch::Tensor>{values.detach(), hidden.grad(), embedding.grad()};
        };
        const auto blockwise = run([&](const torch::Tensor& hidden, const torch::Tensor& embedding) {
            return nn::vocabularyLoss(hidden, embedding, labels, kScale);
        });
        const auto whole = run([&](const torch::Tensor& hidden, const torch::Tensor& embedding) {
            return torch::nn::functional::cross_entropy(
                (hidden * kScale).mm(embedding.t()), labels,
                torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone));
        });
        for (std::size_t i = 0; i < whole.size(); ++i) {
            QVERIFY2(torch::allclose(blockwise[i], whole[i], 1e-4, 1e-5),
                     qPrintable(QString::number((blockwise[i] - whole[i]).abs().max().item<double>())));
        }
    }

    void noRowsGiveNoLosses() {
        const torch::Tensor embedding = torch::randn({5, 3}).requires_grad_();
        const torch::Tensor hidden = torch::zeros({0, 3}).requires_grad_();
        const torch::Tensor loss =
            nn::vocabularyLoss(hidden, embedding, torch::zeros({0}, torch::kInt64), 1.0);
        QCOMPARE(loss.numel(), std::int64_t{0});
        loss.sum().backward(); // part of a larger loss
        QCOMPARE(hidden.grad().sizes(), hidden.sizes());
        QCOMPARE(embedding.grad().abs().sum().item<double>(), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestVocabularyLoss)
#include "tst_vocabulary_loss.moc"
