// The loop of adversarial training: rates and weights over the batches, what it leaves alone, and that it
// resumes exactly.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>
#include <map>

#include "base/error.h"
#include "support/prompt_training.h"

using namespace up5;
using namespace up5::test;

class TestPromptTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(1); }

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

QTEST_GUILESS_MAIN(TestPromptTraining)
#include "tst_prompt_training.moc"
