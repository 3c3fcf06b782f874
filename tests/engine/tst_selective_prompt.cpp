// The prompts of S-SAS and S-BERT: that a fresh one barely speaks, what training may change, that it lowers
// what can be read of an attribute, and that a resumed training equals an uninterrupted one.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>

#include "nn/baselines/bert4rec.h"
#include "nn/baselines/sasrec.h"
#include "support/expect_error.h"
#include "support/sequence_population.h"
#include "support/tensor_checks.h"
#include "train/baselines/sasrec_learner.h"
#include "train/baselines/selective_prompt_learner.h"
#include "train/probes/probe_methods.h"

using namespace up5;

namespace {

constexpr std::int64_t kItems = test::SequencePopulation::kItems;
const nn::SequenceEncoderOptions kSmall{.numItems = kItems, .dModel = 16, .maxLength = 8, .dropout = 0.1};

std::vector<std::pair<std::string, torch::Tensor>> copyOfWeights(const torch::nn::Module& module) {
    std::vector<std::pair<std::string, torch::Tensor>> result;
    for (const auto& parameter : module.named_parameters()) {
        result.emplace_back(parameter.key(), parameter.value().detach().clone());
    }
    return result;
}

struct Setting {
    explicit Setting(int users) : population(users) {}
    test::SequencePopulation population;
    std::shared_ptr<train::ItemSequences> sequences =
        std::make_shared<train::ItemSequences>(population.known(), torch::kCPU);
    train::NegativeSampler negatives{population.known(), kItems, torch::kCPU};
    torch::Tensor classes = torch::tensor(population.classes, torch::kInt64);

    /// Every other user is the adversary's.
    std::vector<train::PromptedAttribute> attributes() const {
        torch::Tensor labels = classes.clone();
        labels.slice(0, 1, c10::nullopt, 2).fill_(-100);
        return {{{labels, 2}, torch::ones({2})}};
    }
    std::unique_ptr<train::SelectivePromptLearner> learner(nn::PromptedEncoder network,
                                                           train::SelectivePromptTraining options) const {
        options.batch = 128;
        return std::make_unique<train::SelectivePromptLearner>(std::move(network), sequences, negatives,
                                                               attributes(), options);
    }
    nn::UserBatch users() const {
        const train::SequenceWindows last = sequences->lastWindows(1);
        return {last.users, sequences->items(last, kSmall.maxLength, kItems)};
    }
};

std::shared_ptr<nn::SequenceEncoder> freshEncoder(bool isBert = false) {
    torch::manual_seed(6);
    if (isBert) {
        return nn::Bert4Rec(kSmall).ptr();
    }
    return nn::Sasrec(kSmall).ptr();
}

train::EpochLoopHooks quietHooks(CancelToken& cancel, std::int64_t cancelAt = -1) {
    train::EpochLoopHooks hooks;
    hooks.validate = [](std::int64_t step) { return static_cast<double>(step); };
    hooks.onLoss = [](const std::string&, std::int64_t, double) {};
    hooks.onProgress = [&cancel, cancelAt](std::int64_t done, std::int64_t) {
        if (done == cancelAt) {
            cancel.cancel();
        }
    };
    return hooks;
}

void trainIn(const QTemporaryDir& folder, train::EpochLearner& learner, int epochs,
             std::int64_t cancelAt = -1) {
    CancelToken cancel;
    train::trainInEpochs(learner, {epochs, 0, epochs, 7}, quietHooks(cancel, cancelAt),
                         folder.path().toStdString(), cancel);
}

/// Compares mean and deviation of fresh prefixes with the first layer's input without positions, and returns
/// that input [items, d].
template <class Encoder> torch::Tensor comparePrefixWithInput() {
    struct Open : Encoder {
        using Encoder::beginStates, Encoder::Encoder;
    };
    Open encoder(kSmall);
    encoder.eval();
    const torch::NoGradGuard noGradients;
    auto parameters = encoder.named_parameters();
    parameters["positions"].zero_();
    if (auto* norm = parameters.find("embedding_norm.weight")) { // as if it were trained
        norm->fill_(1.5);
        parameters["embedding_norm.bias"].fill_(0.4);
    }
    const torch::Tensor read = encoder.beginStates(torch::arange(kItems).unsqueeze(1)).squeeze(1);
    const nn::SelectivePrompt prompt(encoder, nn::SelectivePromptOptions{.prefixLength = 4000});
    const torch::Tensor prefix = prompt->named_parameters()["prefixes"][0];
    const double scale = read.std().template item<double>();
    if (test::maxDifference(prefix.mean(0), read.mean(0)) > 0.1 * scale ||
        test::maxDifference(prefix.std(0), read.std(0, false)) > 0.1 * scale) {
        QTest::qFail("a prefix has another scale than the layer's input", __FILE__, __LINE__);
    }
    return read;
}

} // namespace

class TestSelectivePrompt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFreshAdapterIsTheIdentity() {
        torch::manual_seed(1);
        nn::PromptAdapter adapter(8, 2);
        const torch::Tensor x = torch::randn({2, 3, 8});
        QVERIFY(torch::equal(adapter->forward(x), x));
        std::int64_t parameters = 0;
        for (const torch::Tensor& parameter : adapter->parameters()) {
            parameters += parameter.numel();
        }
        QCOMPARE(parameters, 16 + (8 * 2 + 2) + (2 * 8 + 8));
    }

    void theWholePromptReachesTheUser() {
        for (const bool isBert : {false, true}) {
            const auto encoder = freshEncoder(isBert);
            nn::PromptedEncoder network(encoder, nn::SelectivePromptOptions{.prefixLength = 3}, false);
            const Setting setting(20);
            network->eval();
            network->userVectors(setting.users()).square().sum().backward();
            for (const auto& parameter : network->named_parameters()) {
                const bool isPrompt = parameter.key().starts_with("prompt.");
                QCOMPARE(parameter.value().requires_grad(), isPrompt);
                // Behind W₂ = 0 nothing moves at first.
                const bool isAtRest = parameter.key().find(".down.") != std::string::npos ||
                                      parameter.key().find(".norm.") != std::string::npos;
                if (isPrompt && !isAtRest) {
                    QVERIFY2(parameter.value().grad().defined() &&
                                 parameter.value().grad().abs().sum().item<float>() > 0,
                             parameter.key().c_str());
                }
            }
            QCOMPARE(network->named_parameters()["prompt.prefixes"].sizes(), (at::IntArrayRef{2, 3, 16}));
            // Scores are the encoder's for the same vectors.
            const torch::Tensor vectors = network->userVectors(setting.users());
            UP5_COMPARE_TENSORS(network->allScores(vectors), encoder->allScores(vectors), 0.0);
        }
    }

    /// What a layer reads beside a prefix are states; it begins with their mean and deviation.
    void prefixesBeginAtTheScaleOfWhatLayersRead() {
        torch::manual_seed(6);
        comparePrefixWithInput<nn::SasrecImpl>();
        const torch::Tensor read = comparePrefixWithInput<nn::Bert4RecImpl>();
        // Normalised, whatever the scale of the table.
        QVERIFY(std::abs(read.mean().item<double>() - 0.4) < 1e-4);
        QVERIFY(std::abs(read.var(1, false).mean().item<double>() - 2.25) < 0.02);
    }

    void paddingMakesNoDifferenceUnderAPrompt() {
        nn::PromptedEncoder network(freshEncoder(), nn::SelectivePromptOptions{}, false);
        network->eval();
        const torch::Tensor close = torch::tensor({{4, 2, 7}}, torch::kInt64);
        const torch::Tensor wide = torch::tensor({{24, 24, 4, 2, 7}}, torch::kInt64);
        UP5_COMPARE_TENSORS(network->userVectors({{}, close}), network->userVectors({{}, wide}), 1e-6);
    }

    /// Vectors come from a last layer that computes one position only.
    void aUsersVectorIsTheLastOfAllStates() {
        for (const bool isBert : {false, true}) {
            const auto encoder = freshEncoder(isBert);
            encoder->eval();
            torch::manual_seed(8);
            nn::SelectivePrompt prompt(*encoder, nn::SelectivePromptOptions{.prefixLength = 3});
            for (torch::Tensor& parameter : prompt->parameters()) {
                parameter.detach().normal_(0.0, 0.3); // adapters that do something
            }
            const std::int64_t padding = encoder->paddingId();
            const torch::Tensor histories =
                torch::tensor(std::vector<std::int64_t>{padding, padding, 4, 2, 7, 3, 1, 9}).view({2, 4});
            const torch::Tensor read =
                isBert ? torch::cat({histories, torch::full({2, 1}, padding + 1, torch::kInt64)}, 1)
                       : histories;
            for (const bool isPrompted : {false, true}) {
                nn::PromptedLayers layers(prompt);
                nn::LayerInsertions* insertions = isPrompted ? &layers : nullptr;
                const torch::Tensor vectors = encoder->vectorsOf(histories, insertions);
                UP5_COMPARE_TENSORS(vectors, encoder->states(read, insertions).select(1, -1), 1e-6);
            }
        }
    }

    void trainingLeavesTheFrozenWeightsAsTheyAre() {
        for (const bool trainLayerNorm : {false, true}) {
            const Setting setting(60);
            const auto encoder = freshEncoder();
            const auto before = copyOfWeights(*encoder);
            nn::PromptedEncoder network(encoder, nn::SelectivePromptOptions{}, trainLayerNorm);
            const auto prompt = copyOfWeights(*network);
            QTemporaryDir folder;
            trainIn(folder, *setting.learner(network, {.stepsPerEpoch = 20}), 2);
            auto after = encoder->named_parameters();
            for (const auto& [name, weights] : before) {
                const bool isNorm = name.find("norm") != std::string::npos;
                QVERIFY2(torch::equal(after[name], weights) != (isNorm && trainLayerNorm), name.c_str());
            }
            for (const auto& [name, weights] : prompt) {
                if (name.starts_with("prompt.")) {
                    QVERIFY2(!torch::equal(network->named_parameters()[name], weights), name.c_str());
                }
            }
        }
    }

    /// The discriminators' histories are those that probes read; what is recommended is no longer in its own.
    void discriminatorsReadFullHistories() {
        const Setting setting(60);
        const auto learner = setting.learner(
            nn::PromptedEncoder(freshEncoder(), nn::SelectivePromptOptions{}, false), {.lambda = 1});
        torch::manual_seed(1);
        const nn::UserBatch attacked = learner->drawAttacked();
        const nn::UserBatch audited = setting.users();
        // Nobody whom the adversary may not see is drawn.
        QVERIFY(attacked.users.remainder(2).eq(0).all().item<bool>());
        QVERIFY(attacked.history.equal(audited.history.index_select(0, attacked.users)));
        const auto ranked = learner->drawRanked();
        QVERIFY(ranked.users.users.remainder(2).eq(0).all().item<bool>());
        QCOMPARE(ranked.users.history.sizes(), attacked.history.sizes());
        QCOMPARE(ranked.pairs.sizes(), (at::IntArrayRef{128, 2}));
        const auto known = setting.population.known();
        for (std::int64_t row = 0; row < 128; ++row) {
            const auto& own = known[static_cast<std::size_t>(ranked.users.users[row].item<std::int64_t>())];
            const auto last = ranked.users.history[row][-1].item<std::int64_t>();
            const auto next = ranked.pairs[row][0].item<std::int64_t>();
            bool isNext = false;
            for (std::size_t i = 1; i < own.size(); ++i) {
                isNext = isNext || (own[i - 1] == last && own[i] == next);
            }
            QVERIFY(isNext);
            QVERIFY(std::count(own.begin(), own.end(), ranked.pairs[row][1].item<std::int64_t>()) == 0);
        }
    }

    void stepsTrainEitherSide() {
        const Setting setting(60);
        nn::PromptedEncoder network(freshEncoder(), nn::SelectivePromptOptions{}, false);
        const auto learner =
            setting.learner(network, {.lambda = 10, .learningRate = 1e-2, .discriminatorRate = 1e-2});
        torch::manual_seed(1);
        const nn::UserBatch attacked = learner->drawAttacked();
        const auto ranked = learner->drawRanked();
        const auto prompt = copyOfWeights(*network);
        const double first = learner->discriminatorStep(attacked).item<double>();
        double last = first;
        for (int i = 0; i < 30; ++i) {
            last = learner->discriminatorStep(attacked).item<double>();
        }
        QVERIFY(last < first);
        for (const auto& [name, weights] : prompt) {
            QVERIFY(torch::equal(network->named_parameters()[name], weights));
        }
        // A prompt step makes the discriminators' task harder, and they stand still.
        std::map<std::string, torch::Tensor> before, after;
        learner->save(before);
        const auto copy = before.at("discriminator.0.hidden.weight").clone();
        const double dis = learner->promptStep(ranked, attacked).second.item<double>();
        for (int i = 0; i < 20; ++i) {
            learner->promptStep(ranked, attacked);
        }
        learner->save(after);
        QVERIFY(torch::equal(after.at("discriminator.0.hidden.weight"), copy));
        QVERIFY(learner->promptStep(ranked, attacked).second.item<double>() > dis);
    }

    void lowersWhatCanBeReadOfAnAttribute() {
        const Setting setting(600);
        torch::manual_seed(6);
        const auto encoder = std::make_shared<nn::SasrecImpl>(kSmall);
        train::WindowTrainingOptions options;
        options.batch = 64;
        options.optimiser.learningRate = 5e-3;
        train::SasrecLearner sasrec(nn::Sasrec(encoder), setting.sequences, setting.negatives,
                                    train::SequentialLoss::Sampled, options);
        QTemporaryDir plain, treated;
        trainIn(plain, sasrec, 20);
        // A fresh logistic regression on half of the users that the adversary did not see, judged on the
        // rest.
        const auto leak = [&](nn::VectorModel& model) {
            const torch::NoGradGuard noGradients;
            model.eval();
            const torch::Tensor vectors = model.userVectors(setting.users());
            const auto quarter = [&](std::int64_t first) {
                train::ProbeSet set{vectors.slice(0, first, c10::nullopt, 4), {}, {}};
                for (auto user = static_cast<std::size_t>(first); user < setting.population.classes.size();
                     user += 4) {
                    set.labels.push_back(static_cast<int>(setting.population.classes[user]));
                }
                return set;
            };
            const auto probe = train::fitProbe("logistic", quarter(1), quarter(1), 2, {}, {});
            return train::probeAucOn(*probe, quarter(3));
        };
        const double before = leak(*encoder);
        nn::PromptedEncoder network(encoder, nn::SelectivePromptOptions{}, true);
        trainIn(treated,
                *setting.learner(
                    network,
                    {.lambda = 3, .stepsPerEpoch = 150, .learningRate = 3e-3, .discriminatorRate = 3e-3}),
                4);
        const double after = leak(*network);
        QVERIFY2(before > 0.75, qPrintable(QString::number(before)));
        QVERIFY2(after < before - 0.06,
                 qPrintable(QString::number(before) + QLatin1String(" → ") + QString::number(after)));
    }

    void aPromptMayReadTheUsersOwnClasses() {
        const Setting setting(60);
        nn::PromptedEncoder network(
            freshEncoder(), nn::SelectivePromptOptions{.prefixLength = 2, .userAttributeClasses = {2}},
            false);
        network->eval();
        nn::UserBatch batch = setting.users();
        batch.users = batch.users.narrow(0, 0, 3);
        batch.history = batch.history.narrow(0, 0, 1).expand({3, -1});
        // Same history: class 0, class 1, unknown.
        network->setUserClasses(torch::tensor({{0}, {1}, {-1}}, torch::kInt64));
        const torch::Tensor vectors = network->userVectors(batch);
        QVERIFY(test::maxDifference(vectors[0], vectors[1]) > 1e-4);
        QVERIFY(test::maxDifference(vectors[0], vectors[2]) > 1e-4);
    }

    void aResumedTrainingEqualsAnUninterruptedOne() {
        const Setting setting(60);
        const auto make = [&] {
            return setting.learner(nn::PromptedEncoder(freshEncoder(), nn::SelectivePromptOptions{}, true),
                                   {.stepsPerEpoch = 12});
        };
        QTemporaryDir one, two;
        const auto straight = make();
        trainIn(one, *straight, 2);
        UP5_EXPECT_ERROR(trainIn(two, *make(), 2, 8), ErrorCode::Cancelled, "cancelled");
        const auto resumed = make();
        trainIn(two, *resumed, 2);
        auto actual = resumed->network().named_parameters();
        for (const auto& parameter : straight->network().named_parameters()) {
            QVERIFY2(torch::equal(actual[parameter.key()], parameter.value()), parameter.key().c_str());
        }
    }

    void refusesWhatIsNothing() {
        const auto encoder = freshEncoder();
        UP5_EXPECT_ERROR(nn::PromptedEncoder(encoder, nn::SelectivePromptOptions{.prefixLength = 0}, false),
                         ErrorCode::InvalidInput, "at least one vector");
        const Setting setting(4);
        const std::vector<train::PromptedAttribute> nobody = {
            {{torch::full({4}, -100, torch::kInt64), 2}, torch::ones({2})}};
        UP5_EXPECT_ERROR(
            train::SelectivePromptLearner(nn::PromptedEncoder(encoder, nn::SelectivePromptOptions{}, false),
                                          setting.sequences, setting.negatives, nobody, {}),
            ErrorCode::InvalidInput, "None of the users");
    }
};

QTEST_GUILESS_MAIN(TestSelectivePrompt)
#include "tst_selective_prompt.moc"
