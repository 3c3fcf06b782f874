// The classifier that chooses tokens: what it reads, what it does not, and where its tensors are made.
#include <QtTest/QTest>

#include "nn/attention_pool.h"
#include "support/expect_error.h"
#include "support/meta_device.h"
#include "support/probe_sets.h"
#include "train/adam_w.h"
#include "train/probes/probe_methods.h"

using namespace up5;

class TestAttentionPool : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beginsAsTheMeanOfTheTokensRead() {
        torch::manual_seed(1);
        nn::AttentionPoolClassifier network(6, 3);
        const torch::Tensor states = torch::randn({4, 5, 6});
        const torch::Tensor mask = torch::arange(5).unsqueeze(0) < torch::tensor({{1}, {2}, {5}, {3}});
        const torch::Tensor weights = mask.to(torch::kFloat32).unsqueeze(2);
        const torch::Tensor mean = (states * weights).sum(1, true) / weights.sum(1, true);
        const torch::Tensor one = torch::ones({4, 1}, torch::kBool);
        QVERIFY(torch::allclose(network(states, mask), network(mean, one), 1e-4, 1e-6));
    }

    void readsNothingBehindTheMask() {
        torch::manual_seed(2);
        nn::AttentionPoolClassifier network(6, 2);
        {
            const torch::NoGradGuard noGradients;
            network->named_parameters()["query"].normal_();
        }
        const torch::Tensor states = torch::randn({3, 4, 6});
        const torch::Tensor mask = torch::tensor({{1, 1, 0, 0}, {0, 1, 1, 0}, {1, 0, 0, 1}}, torch::kBool);
        const torch::Tensor other = torch::where(mask.unsqueeze(2), states, 50 * torch::ones_like(states));
        QVERIFY(torch::equal(network(states, mask), network(other, mask)));
        QVERIFY(!torch::allclose(network(states, mask), network(states, torch::ones_like(mask))));
    }

    void aStepMakesNoTensorOnTheCpu() {
        nn::AttentionPoolClassifier network(6, 2);
        test::moveToMeta(*network);
        train::AdamW optimiser(network->parameters(), {});
        const auto meta = torch::TensorOptions().device(torch::kMeta);
        const torch::Tensor logits =
            network(torch::empty({3, 4, 6}, meta), torch::empty({3, 4}, meta.dtype(torch::kBool)));
        QCOMPARE(logits.sizes(), (at::IntArrayRef{3, 2}));
        QVERIFY(logits.is_meta());
        logits.square().sum().backward();
        optimiser.step();
    }

    void findsTheTellingTokenThatTheMeanDilutes() {
        const auto train = test::blobs(1500, 2, 1.5, "train");
        const auto validation = test::blobs(300, 2, 1.5, "validation");
        const auto meansOf = [](const train::ProbeSet& set) {
            return train::ProbeSet{set.tokens.states.narrow(1, 0, 4).mean(1), set.labels, {}};
        };
        const auto attention = train::fitProbe("attention_pool", train, validation, 2, {}, {});
        const auto mean = train::fitProbe("logistic", meansOf(train), meansOf(validation), 2, {}, {});
        QVERIFY2(attention->validationAuc > mean->validationAuc + 0.1,
                 qPrintable(QString::number(attention->validationAuc - mean->validationAuc)));
    }

    void readsHalfPrecisionAlike() {
        auto train = test::blobs(200, 2, 1.5, "train");
        const auto full = train::fitProbe("attention_pool", train, train, 2, {.epochs = 3}, {});
        train.tokens.states = train.tokens.states.to(torch::kFloat16);
        const auto half = train::fitProbe("attention_pool", train, train, 2, {.epochs = 3}, {});
        QVERIFY(std::abs(full->validationAuc - half->validationAuc) < 0.01);
    }

    void refusesUsersWithoutTokens() {
        auto train = test::blobs(20, 2, 1.5, "train");
        const auto validation = train;
        train.tokens.mask = train.tokens.mask.clone();
        train.tokens.mask[3].fill_(false);
        UP5_EXPECT_ERROR(train::fitProbe("attention_pool", train, validation, 2, {}, {}),
                         ErrorCode::InvalidInput, "training");
        train.tokens = {};
        UP5_EXPECT_ERROR(train::fitProbe("attention_pool", train, validation, 2, {}, {}),
                         ErrorCode::InvalidInput, "token states");
    }
};

QTEST_GUILESS_MAIN(TestAttentionPool)
#include "tst_attention_pool.moc"
