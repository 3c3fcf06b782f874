// Adversarial steps change what they may and nothing else, on any device; the loop resumes exactly.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>
#include <map>

#include "base/error.h"
#include "nn/prompt_generator.h"
#include "support/meta_device.h"
#include "train/prompt_trainer.h"

using namespace up5;

Q_DECLARE_METATYPE(up5::train::AdversarialSchedule)
Q_DECLARE_METATYPE(up5::train::LambdaSchedule)

namespace {

nn::T5Config smallConfig() {
    nn::T5Config config = nn::T5Config::preset("tiny", 40);
    config.dropoutRate = 0.0;
    return config;
}

const std::vector<train::AttackedAttribute> kBinary = {{.numClasses = 2, .classWeights = {}}};
const std::vector<double> kOne = {1.0};

train::PromptBatch batchOn(torch::Device device, std::int64_t seed = 0) {
    torch::manual_seed(static_cast<std::uint64_t>(seed) + 5);
    train::PromptBatch batch;
    batch.sequence.tokens = torch::randint(3, 40, {6, 7}, torch::kInt64).to(device);
    batch.sequence.wholeWordIds = torch::arange(7, torch::kInt64).expand({6, 7}).contiguous().to(device);
    batch.sequence.attentionMask = torch::ones({6, 7}, torch::kBool).to(device);
    batch.sequence.labels = torch::randint(3, 40, {6, 3}, torch::kInt64).to(device);
    batch.userSpan = (torch::arange(7) < 3).expand({6, 7}).contiguous().to(device);
    batch.history = (torch::arange(7) >= 4).expand({6, 7}).contiguous().to(device);
    batch.attributeLabels = torch::tensor({0, 1, 0, 1, 1, 0}, torch::kInt64).view({6, 1}).to(device);
    return batch;
}

std::vector<torch::Tensor> copies(const std::vector<torch::Tensor>& tensors) {
    std::vector<torch::Tensor> result;
    for (const torch::Tensor& tensor : tensors) {
        result.push_back(tensor.detach().clone());
    }
    return result;
}

bool equalAll(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!torch::equal(a[i], b[i])) {
            return false;
        }
    }
    return a.size() == b.size() && !a.empty();
}

/// A frozen backbone with a prompt.
struct Setting {
    Setting()
        : backbone(smallConfig()), generator(smallConfig(), nn::PromptGeneratorOptions{.prefixLength = 4}) {
        backbone->eval();
        for (torch::Tensor& parameter : backbone->parameters()) {
            parameter.set_requires_grad(false);
        }
    }
    nn::P5Backbone backbone;
    nn::PromptGenerator generator;
};

/// A binary attribute whose classes are the words 5 and 6 of the setting's backbone.
std::vector<train::AttackedAttribute> inWords(const Setting& setting) {
    auto words = std::make_shared<train::AttributeWords>();
    words->backbone = setting.backbone;
    words->answers = {torch::tensor({5, 1}, torch::kInt64), torch::tensor({6, 1}, torch::kInt64)};
    words->wordRows = setting.backbone->embedding().detach().narrow(0, 3, 10);
    words->prompt.length = 3;
    return {{.numClasses = 2, .classWeights = {}, .words = words}};
}

train::PromptTrainingOptions shortTraining(train::AdversarialSchedule schedule, int batches) {
    train::PromptTrainingOptions options;
    options.schedule = schedule;
    options.batches = batches;
    options.stepsT = 2;
    options.everyR = 3;
    options.soleSteps = 1;
    options.warmStart = 4;
    options.validateEvery = 4;
    options.adversaries.architectures = {"mlp7", "logistic"};
    return options;
}

train::PromptTrainingHooks plainHooks() {
    return {[](train::BatchPurpose purpose, std::int64_t number) {
                return batchOn(torch::kCPU, 2 * number + (purpose == train::BatchPurpose::Prompt ? 0 : 1));
            },
            [](std::int64_t) {}, [](std::int64_t, const train::PromptLosses&) {},
            [](std::int64_t, std::int64_t) {}};
}

} // namespace

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

    void promptRateFalls() {
        const auto trained = [](int batches, bool decay) {
            Setting setting;
            torch::manual_seed(9);
            for (torch::Tensor& parameter : setting.backbone->parameters()) {
                const torch::NoGradGuard noGradients;
                parameter.normal_(0, 0.3);
            }
            for (torch::Tensor& parameter : setting.generator->parameters()) {
                const torch::NoGradGuard noGradients;
                parameter.normal_(0, 0.3);
            }
            auto options = shortTraining(train::AdversarialSchedule::Balanced, batches);
            options.lambda = 0;
            options.decay = decay;
            QTemporaryDir state;
            train::trainPrompt(setting.backbone, *setting.generator, kBinary, options, plainHooks(),
                               state.path().toStdString(), CancelToken());
            return copies(setting.generator->parameters());
        };
        const auto first = trained(1, true), falling = trained(2, true), constant = trained(2, false);
        QVERIFY(equalAll(first, trained(1, false)));
        for (std::size_t i = 0; i < first.size(); ++i) { // the second of two batches has half the rate
            QVERIFY(torch::allclose(2 * (falling[i] - first[i]), constant[i] - first[i], 1e-2, 1e-6));
        }
        QVERIFY(!equalAll(first, falling));
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

    /// λ weighs the whole adversarial loss, whatever part of the training it grows over.
    void lambdaGrowsAsItsScheduleSays_data() {
        QTest::addColumn<train::LambdaSchedule>("schedule");
        QTest::addColumn<double>("factor"); ///< at the only batch of one, or the first of ten
        QTest::addColumn<int>("batches");
        QTest::newRow("constant") << train::LambdaSchedule::Constant << 1.0 << 10;
        QTest::newRow("warm-up") << train::LambdaSchedule::WarmUp << 0.5 << 10;
        QTest::newRow("sqrt") << train::LambdaSchedule::Sqrt << std::sqrt(0.1) << 10;
        QTest::newRow("sqrt, last") << train::LambdaSchedule::Sqrt << 1.0 << 1;
    }
    void lambdaGrowsAsItsScheduleSays() {
        QFETCH(train::LambdaSchedule, schedule);
        QFETCH(double, factor);
        QFETCH(int, batches);
        // After one batch at a constant rate the prompt stands where a λ of this factor alone puts it.
        const auto afterOneBatch = [&](train::LambdaSchedule which, double lambda, int count) {
            torch::manual_seed(1);
            Setting setting;
            auto options = shortTraining(train::AdversarialSchedule::Balanced, count);
            options.lambdaSchedule = which;
            options.lambda = lambda;
            options.decay = false;
            auto hooks = plainHooks();
            CancelToken cancel;
            hooks.onProgress = [&](std::int64_t, std::int64_t) { cancel.cancel(); };
            QTemporaryDir state;
            try {
                train::trainPrompt(setting.backbone, *setting.generator, kBinary, options, hooks,
                                   state.path().toStdString(), cancel);
            } catch (const Error& error) {
                if (error.code() != ErrorCode::Cancelled) {
                    throw;
                }
            }
            return copies(setting.generator->parameters());
        };
        QVERIFY(equalAll(afterOneBatch(schedule, 8, batches),
                         afterOneBatch(train::LambdaSchedule::Constant, 8 * factor, batches)));
    }

    void trainingLeavesTheBackboneAlone() {
        Setting setting;
        const auto network = copies(setting.backbone->parameters());
        const auto prompt = copies(setting.generator->parameters());
        QTemporaryDir state;
        train::trainPrompt(setting.backbone, *setting.generator, kBinary,
                           shortTraining(train::AdversarialSchedule::Balanced, 5), plainHooks(),
                           state.path().toStdString(), CancelToken());
        QVERIFY(equalAll(network, setting.backbone->parameters()));
        QVERIFY(!equalAll(prompt, setting.generator->parameters()));
    }

    void controlTrainsThePromptOnTheSameSentencesAndHasNoAdversary() {
        const auto recorded = [](double lambda) {
            Setting setting;
            std::map<train::BatchPurpose, std::vector<std::int64_t>> numbers;
            auto hooks = plainHooks();
            hooks.batch = [&](train::BatchPurpose purpose, std::int64_t number) {
                numbers[purpose].push_back(number);
                return plainHooks().batch(purpose, number);
            };
            bool hasAdversary = false;
            hooks.onLoss = [&](std::int64_t, const train::PromptLosses& losses) {
                hasAdversary = hasAdversary || losses.dis.has_value();
            };
            auto options = shortTraining(train::AdversarialSchedule::Balanced, 7);
            options.lambda = lambda;
            QTemporaryDir state;
            train::trainPrompt(setting.backbone, *setting.generator, kBinary, options, hooks,
                               state.path().toStdString(), CancelToken());
            return std::pair{numbers, hasAdversary};
        };
        auto [control, controlHasAdversary] = recorded(0);
        auto [treated, treatedHasAdversary] = recorded(10);
        QCOMPARE(control[train::BatchPurpose::Prompt], treated[train::BatchPurpose::Prompt]);
        QVERIFY(control[train::BatchPurpose::Classifier].empty());
        QVERIFY(!treated[train::BatchPurpose::Classifier].empty());
        QVERIFY(!controlHasAdversary && treatedHasAdversary);
    }

    void resumedTrainingEqualsUninterrupted_data() {
        using train::AdversarialSchedule;
        QTest::addColumn<AdversarialSchedule>("schedule");
        QTest::addColumn<int>("stopAt");
        QTest::newRow("balanced, early") << AdversarialSchedule::Balanced << 3;
        QTest::newRow("balanced, late") << AdversarialSchedule::Balanced << 9;
        QTest::newRow("paper") << AdversarialSchedule::Paper << 6;
        QTest::newRow("code") << AdversarialSchedule::Code << 6;
    }
    void resumedTrainingEqualsUninterrupted() {
        QFETCH(train::AdversarialSchedule, schedule);
        QFETCH(int, stopAt);
        const auto options = shortTraining(schedule, 11);
        Setting setting;
        const auto start = copies(setting.generator->parameters());
        QTemporaryDir straightState, resumedState;
        train::trainPrompt(setting.backbone, *setting.generator, kBinary, options, plainHooks(),
                           straightState.path().toStdString(), CancelToken());
        const auto expected = copies(setting.generator->parameters());
        QVERIFY(!equalAll(start, expected));

        Setting second;
        {
            const torch::NoGradGuard noGradients;
            for (std::size_t i = 0; i < start.size(); ++i) {
                second.generator->parameters()[i].copy_(start[i]);
            }
            for (std::size_t i = 0; i < setting.backbone->parameters().size(); ++i) {
                second.backbone->parameters()[i].copy_(setting.backbone->parameters()[i]);
            }
        }
        CancelToken cancel;
        auto hooks = plainHooks();
        hooks.onProgress = [&](std::int64_t done, std::int64_t) {
            if (done == stopAt) {
                cancel.cancel();
            }
        };
        QVERIFY_EXCEPTION_THROWN(train::trainPrompt(second.backbone, *second.generator, kBinary, options,
                                                    hooks, resumedState.path().toStdString(), cancel),
                                 Error);
        // A fresh process would start from other weights: the saved state must carry everything.
        Setting third;
        third.backbone = second.backbone;
        train::trainPrompt(third.backbone, *third.generator, kBinary, options, plainHooks(),
                           resumedState.path().toStdString(), CancelToken());
        QVERIFY(equalAll(expected, third.generator->parameters()));
    }
};

QTEST_GUILESS_MAIN(TestPromptTrainer)
#include "tst_prompt_trainer.moc"
