// Adversarial steps change what they may and nothing else, on any device.
#include <QtTest/QTest>

#include <cmath>

#include "base/error.h"
#include "support/meta_device.h"
#include "support/prompt_training.h"

using namespace up5;
using namespace up5::test;

class TestPromptTrainer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(1); }

    void pooledStatesAreTheMeanOfTheSpan() {
        const torch::Tensor states = torch::arange(12, torch::kFloat32).reshape({1, 4, 3});
        const torch::Tensor mask = torch::tensor({false, true, true, false}).reshape({1, 4});
        QVERIFY(torch::allclose(train::pooledStates(states, mask),
                                torch::tensor({4.5, 5.5, 6.5}).reshape({1, 3})));
    }

    void standardisingUndoesShiftAndScale() {
        const torch::Tensor states = torch::randn({50, 4}) * torch::tensor({1.0, 5.0, 0.1, 2.0}) + 3;
        const torch::Tensor result = train::standardised(states);
        QVERIFY(torch::allclose(result.mean(0), torch::zeros(4), 0, 1e-5));
        QVERIFY(torch::allclose(result.var(0, false), torch::ones(4), 1e-4));
        QVERIFY(torch::allclose(train::standardised(states * 0.2 - 7), result, 1e-3, 1e-4));
        QVERIFY(train::standardised(torch::full({3, 2}, 1.5)).abs().max().item<double>() < 1e-6);
    }

    void classifierStepLeavesThePromptAlone() {
        Setting setting;
        train::PromptTrainer trainer(setting.backbone, *setting.generator, kBinary, {});
        const auto prompt = copies(setting.generator->parameters());
        const auto network = copies(setting.backbone->parameters());
        const auto classifier = copies(trainer.adversaries().networks().front()->parameters());
        const train::PromptBatch batch = batchOn(torch::kCPU);
        trainer.classifierStep(trainer.attackedUsers(batch), kOne);
        QVERIFY(equalAll(prompt, setting.generator->parameters()));
        QVERIFY(equalAll(network, setting.backbone->parameters()));
        QVERIFY(!equalAll(classifier, trainer.adversaries().networks().front()->parameters()));
        for (const torch::Tensor& parameter : setting.generator->parameters()) {
            QVERIFY(!parameter.grad().defined());
        }
    }

    void promptStepLeavesClassifierAndBackboneAlone() {
        Setting setting;
        train::PromptTrainer trainer(setting.backbone, *setting.generator, kBinary, {});
        const auto prompt = copies(setting.generator->parameters());
        const auto network = copies(setting.backbone->parameters());
        const auto classifier = copies(trainer.adversaries().networks().front()->parameters());
        const train::AttackedUsers attacked = trainer.attackedUsers(batchOn(torch::kCPU));
        trainer.promptStep(batchOn(torch::kCPU), attacked, std::vector{10.0});
        QVERIFY(!equalAll(prompt, setting.generator->parameters()));
        QVERIFY(equalAll(network, setting.backbone->parameters()));
        QVERIFY(equalAll(classifier, trainer.adversaries().networks().front()->parameters()));
        for (const torch::Tensor& parameter : trainer.adversaries().networks().front()->parameters()) {
            QVERIFY(!parameter.grad().defined() && parameter.requires_grad());
        }
    }

    void lambdaPushesTheDiscriminatorLossUp_data() {
        QTest::addColumn<QString>("adversary");
        QTest::addColumn<bool>("standardise");
        QTest::newRow("mlp7, raw") << "mlp7" << false;
        QTest::newRow("mlp7, standardised") << "mlp7" << true;
        QTest::newRow("logistic, raw") << "logistic" << false;
        QTest::newRow("logistic, standardised") << "logistic" << true;
        QTest::newRow("soft-prompt") << "soft-prompt" << false;
    }
    void lambdaPushesTheDiscriminatorLossUp() {
        QFETCH(QString, adversary);
        QFETCH(bool, standardise);
        Setting setting;
        train::PromptTrainingOptions options;
        options.standardise = standardise;
        options.adversaries.architectures = {adversary.toStdString()};
        train::PromptTrainer trainer(setting.backbone, *setting.generator, inWords(setting), options);
        setting.generator->eval();
        const train::PromptBatch batch = batchOn(torch::kCPU);
        const train::AttackedUsers untreated = trainer.attackedUsers(batch);
        for (int i = 0; i < 200; ++i) {
            trainer.classifierStep(untreated, kOne);
        }
        const auto step = [&] {
            const train::AttackedUsers attacked = trainer.attackedUsers(batch);
            return trainer.promptStep(batch, attacked, std::vector{100.0}).dis.item<double>();
        };
        const double before = step();
        for (int i = 0; i < 20; ++i) {
            step();
        }
        const double after = step();
        QVERIFY2(after > before, qPrintable(QStringLiteral("%1 → %2").arg(before).arg(after)));
    }

    void logisticLossIsThatOfTheBestReading() {
        const torch::Tensor labels = torch::arange(64, torch::kInt64).remainder(2);
        const torch::Tensor signs = labels.to(torch::kFloat32).mul(2).sub(1);
        const torch::Tensor noise = torch::randn({64, 3});
        train::AdversaryEnsemble ensemble(3, kBinary, {.architectures = {"logistic"}}, torch::kCPU);
        const auto reading = [&](const torch::Tensor& states) {
            return ensemble.reading(0, {{{"user_span", states}}, {}, labels.unsqueeze(1)}).objective;
        };
        const auto loss = [&](const torch::Tensor& states) { return reading(states).item<double>(); };
        QVERIFY(std::abs(loss(torch::zeros({64, 3})) - std::log(2.0)) < 1e-6);
        for (const double direction : {-1.0, 1.0}) { // neither was seen before
            QVERIFY(loss(noise * 0.1 + direction * signs.unsqueeze(1)) < 0.4);
        }
        // Up the gradient the states stop telling the classes apart, for any reader.
        torch::Tensor states = (noise + 0.5 * signs.unsqueeze(1)).requires_grad_();
        const double before = loss(states);
        for (int i = 0; i < 50; ++i) {
            reading(states).backward();
            const torch::NoGradGuard noGradients;
            states += 10 * states.grad();
            states.mutable_grad().zero_();
        }
        const double after = loss(states);
        QVERIFY2(before < 0.62 && after > 0.68, qPrintable(QStringLiteral("%1 → %2").arg(before).arg(after)));
    }

    /// A negative weight keeps an attribute readable, whatever the loss of one that is removed.
    void aNegativeWeightKeepsTheAttributeReadable_data() {
        QTest::addColumn<bool>("towardPrior");
        QTest::newRow("cross-entropy") << false;
        QTest::newRow("prior") << true;
    }
    void aNegativeWeightKeepsTheAttributeReadable() {
        QFETCH(bool, towardPrior);
        Setting setting;
        setting.generator->eval();
        train::PromptTrainingOptions options;
        options.adversaries.architectures = {"logistic"};
        options.adversaries.loss =
            towardPrior ? train::AdversarialLoss::TowardPrior : train::AdversarialLoss::CrossEntropy;
        train::PromptTrainer trainer(setting.backbone, *setting.generator, kBinary, options);
        const train::PromptBatch batch = batchOn(torch::kCPU);
        const auto crossEntropy = [&] {
            return trainer.adversaries().reading(0, trainer.attackedUsers(batch)).crossEntropy.item<double>();
        };
        const double before = crossEntropy();
        for (int i = 0; i < 20; ++i) {
            trainer.promptStep(batch, trainer.attackedUsers(batch), std::vector{-100.0});
        }
        QVERIFY2(crossEntropy() < before,
                 qPrintable(QStringLiteral("%1 → %2").arg(before).arg(crossEntropy())));
    }

    void aSoftPromptAsAdversaryNeedsWordsAndLearns() {
        Setting setting;
        train::PromptTrainingOptions options;
        options.adversaries.architectures = {"soft-prompt"};
        options.adversaries.targets = {"user_span", "all_tokens"};
        options.adversaries.learningRate = 1e-2;
        QVERIFY_EXCEPTION_THROWN(train::PromptTrainer(setting.backbone, *setting.generator, kBinary, options),
                                 Error);
        train::PromptTrainer trainer(setting.backbone, *setting.generator, inWords(setting), options);
        QCOMPARE(trainer.adversaries().networks().size(), std::size_t{1}); // whatever the targets
        setting.generator->eval();
        const train::AttackedUsers attacked = trainer.attackedUsers(batchOn(torch::kCPU));
        const auto loss = [&] {
            return trainer.adversaries().reading(0, attacked).crossEntropy.item<double>();
        };
        const double before = loss();
        for (int i = 0; i < 100; ++i) {
            trainer.classifierStep(attacked, kOne);
        }
        QVERIFY2(loss() < before - 0.1, qPrintable(QStringLiteral("%1 → %2").arg(before).arg(loss())));
        for (const torch::Tensor& parameter : setting.generator->parameters()) {
            QVERIFY(!parameter.grad().defined());
        }
    }

    void everyStepRunsOnTheMetaDevice() {
        // A tensor created on the CPU inside a step would clash with the meta tensors and throw.
        Setting setting;
        train::PromptTrainer trainer(setting.backbone, *setting.generator, kBinary, {});
        test::moveToMeta(*setting.backbone);
        test::moveToMeta(*setting.generator);
        auto& adversary = *trainer.adversaries().networks().front();
        test::moveToMeta(adversary);
        // The optimisers' moments follow the parameters they are made for.
        trainer.promptOptimiser() = train::AdamW(setting.generator->parameters(), {.clipNorm = 1.0});
        trainer.adversaries().optimiser(0) = train::AdamW(adversary.parameters(), {});
        const train::PromptBatch batch = batchOn(torch::kMeta);
        const train::AttackedUsers attacked = trainer.attackedUsers(batch);
        QVERIFY(attacked.states.at("user_span").is_meta());
        trainer.classifierStep(attacked, kOne);
        QVERIFY(trainer.promptStep(batch, attacked, std::vector{10.0}).rec.is_meta());
    }

    void everyTargetIsWhereItSaysItIs() {
        Setting setting;
        setting.generator->eval();
        train::PromptTrainingOptions options;
        options.standardise = false;
        options.adversaries.targets = {"user_span", "history_tokens", "all_tokens", "decoder_start"};
        train::PromptTrainer trainer(setting.backbone, *setting.generator, kBinary, options);
        const train::PromptBatch batch = batchOn(torch::kCPU);
        const auto states = trainer.attackedUsers(batch).states;
        const nn::KvPrefix prefix = setting.generator->forward();
        const train::SequenceBatch& sequence = batch.sequence;
        const torch::Tensor encoded =
            setting.backbone->encode(sequence.tokens, sequence.wholeWordIds, sequence.attentionMask, &prefix);
        QVERIFY(torch::allclose(states.at("user_span"), encoded.slice(1, 0, 3).mean(1), 1e-4, 1e-5));
        QVERIFY(torch::allclose(states.at("history_tokens"), encoded.slice(1, 4, 7).mean(1), 1e-4, 1e-5));
        QVERIFY(torch::allclose(states.at("all_tokens"), encoded.mean(1), 1e-4, 1e-5));
        const torch::Tensor start = setting.backbone->decode(torch::zeros({6, 1}, torch::kInt64), encoded,
                                                             sequence.attentionMask, &prefix);
        QVERIFY(torch::allclose(states.at("decoder_start"), start.squeeze(1), 1e-4, 1e-5));
        options.adversaries.targets = {"item_scores"};
        train::PromptTrainer other(setting.backbone, *setting.generator, kBinary, options);
        QVERIFY_EXCEPTION_THROWN(other.attackedUsers(batch), Error);
    }
};

QTEST_GUILESS_MAIN(TestPromptTrainer)
#include "tst_prompt_trainer.moc"
