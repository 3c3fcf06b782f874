// The schedules of adversarial training to the letter: which steps, how many, in which order and on what
// (Algorithm 1; spec D5).
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include "support/prompt_training.h"

using namespace up5;
using namespace up5::test;

namespace {

/// The steps of each batch as letters, all on the batch's own sentences: P of the prompt on L, R of the
/// prompt on L_rec; of the classifier C on states of the prompt at rest, c on states of the prompt in
/// training mode, s on the states of the last c once more.
using Steps = std::vector<std::string>;

const Steps kPaper = {"PPRRCC", "PP", "PP", "PPRRCC", "PP"};              // T = 2, R = 3
const Steps kCode = {"PP", "PP", "PPRcRcs", "PP", "PP", "PPRcRcs", "PP"}; // and one sole step

train::PromptTrainingOptions optionsFor(train::AdversarialSchedule schedule, const Steps& steps) {
    train::PromptTrainingOptions options = shortTraining(schedule, static_cast<int>(steps.size()));
    options.warmStart = 0;
    options.decay = false;
    options.adversaries.architectures = {"mlp7"};
    return options;
}

/// The sentences of a batch; leaves torch's generator as the training's own batch does.
train::PromptBatch sentences(std::int64_t number) {
    return plainHooks().batch(train::BatchPurpose::Prompt, number);
}

/// The prompt after these single steps.
std::vector<torch::Tensor> afterSteps(const Steps& batches, const train::PromptTrainingOptions& options) {
    torch::manual_seed(1);
    Setting setting;
    train::PromptTrainer trainer(setting.backbone, *setting.generator, kBinary, options);
    const std::vector<double> weights = {options.lambda};
    for (std::size_t number = 0; number < batches.size(); ++number) {
        const train::PromptBatch batch = sentences(static_cast<std::int64_t>(number));
        train::AttackedUsers users;
        for (const char step : batches[number]) {
            setting.generator->train(step != 'C');
            if (step == 'P') {
                trainer.promptStep(batch, trainer.attackedUsers(batch), weights);
            } else if (step == 'R') {
                trainer.recommendationStep(batch);
            } else {
                if (step != 's') {
                    const torch::NoGradGuard noGradients;
                    users = trainer.attackedUsers(batch);
                }
                trainer.classifierStep(users, weights);
            }
        }
    }
    return copies(setting.generator->parameters());
}

/// The prompt after training; `asked` takes the numbers of the batches asked for.
std::vector<torch::Tensor> trained(const train::PromptTrainingOptions& options,
                                   std::vector<std::int64_t>& asked) {
    torch::manual_seed(1);
    Setting setting;
    train::PromptTrainingHooks hooks = plainHooks();
    hooks.batch = [&](train::BatchPurpose purpose, std::int64_t number) {
        asked.push_back(purpose == train::BatchPurpose::Prompt ? number : -1);
        return plainHooks().batch(purpose, number);
    };
    const QTemporaryDir state;
    train::trainPrompt(setting.backbone, *setting.generator, kBinary, options, hooks,
                       state.path().toStdString(), CancelToken());
    return copies(setting.generator->parameters());
}

/// All that differ by one step: left out, or changed places with the next one.
std::vector<Steps> neighboursOf(const Steps& steps) {
    std::vector<Steps> neighbours;
    for (std::size_t batch = 0; batch < steps.size(); ++batch) {
        for (std::size_t i = 0; i < steps[batch].size(); ++i) {
            neighbours.push_back(steps);
            neighbours.back()[batch].erase(i, 1);
            if (i + 1 < steps[batch].size() && steps[batch][i] != steps[batch][i + 1]) {
                neighbours.push_back(steps);
                std::swap(neighbours.back()[batch][i], neighbours.back()[batch][i + 1]);
            }
        }
    }
    return neighbours;
}

} // namespace

class TestPromptSchedules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsAreThoseOfTheSchedule_data() {
        QTest::addColumn<train::AdversarialSchedule>("schedule");
        QTest::addColumn<Steps>("steps");
        QTest::newRow("paper") << train::AdversarialSchedule::Paper << kPaper;
        QTest::newRow("code") << train::AdversarialSchedule::Code << kCode;
    }
    void stepsAreThoseOfTheSchedule() {
        QFETCH(train::AdversarialSchedule, schedule);
        QFETCH(Steps, steps);
        const train::PromptTrainingOptions options = optionsFor(schedule, steps);
        std::vector<std::int64_t> asked;
        const std::vector<torch::Tensor> prompt = trained(options, asked);
        QVERIFY(equalAll(prompt, afterSteps(steps, options)));
        std::vector<std::int64_t> each; // one batch of sentences serves all steps of a batch
        for (std::size_t number = 0; number < steps.size(); ++number) {
            each.push_back(static_cast<std::int64_t>(number));
        }
        QCOMPARE(asked, each);
        for (const Steps& other : neighboursOf(steps)) {
            QVERIFY2(!equalAll(prompt, afterSteps(other, options)),
                     QString::fromStdString([&] {
                         std::string text;
                         for (const std::string& batch : other) {
                             text += batch + ' ';
                         }
                         return text;
                     }())
                         .toUtf8());
        }
    }

    /// As published, steps on L_rec are not clipped; all others are.
    void onlyTheCodesStepsOnRecommendationAreNotClipped() {
        const auto changesWithClip = [](train::AdversarialSchedule schedule, const std::string& steps) {
            train::PromptTrainingOptions options = optionsFor(schedule, {steps});
            options.clip = 1e-6; // far below the norm of these gradients
            const std::vector<torch::Tensor> clipped = afterSteps({steps}, options);
            options.clip = 1e-7;
            return !equalAll(clipped, afterSteps({steps}, options));
        };
        QVERIFY(!changesWithClip(train::AdversarialSchedule::Code, "RRR"));
        QVERIFY(changesWithClip(train::AdversarialSchedule::Code, "PPP"));
        QVERIFY(changesWithClip(train::AdversarialSchedule::Paper, "RRR"));
        QVERIFY(changesWithClip(train::AdversarialSchedule::Paper, "PPP"));
    }
};

QTEST_GUILESS_MAIN(TestPromptSchedules)
#include "tst_prompt_schedules.moc"
