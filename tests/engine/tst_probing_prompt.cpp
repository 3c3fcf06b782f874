// The soft probing prompt and its training: sizes (spec D3), both injections, loss, early stopping.
#include <QtTest/QTest>

#include <cmath>

#include "support/expect_error.h"
#include "support/tensor_checks.h"
#include "train/probing_prompt_trainer.h"

using namespace up5;
using test::smallBackbone;
using test::SmallInput;

namespace {

nn::ProbingPrompt promptOf(const nn::T5Config& config, const nn::ProbingPromptOptions& options = {},
                           std::uint64_t seed = 5) {
    torch::manual_seed(seed);
    nn::ProbingPrompt prompt(config, options, torch::randn({9, config.dModel}));
    prompt->eval();
    return prompt;
}

/// Two answers that depend on one token of the sentence: rows of class c hold token 30 + c.
train::SequenceBatch plantedBatch(std::uint64_t seed) {
    const SmallInput input({6, 6, 6, 6, 6, 6, 6, 6}, seed);
    train::SequenceBatch batch{input.tokens, input.wholeWordIds, input.attentionMask, {}, 16};
    std::vector<std::int64_t> labels;
    for (std::int64_t row = 0; row < 8; ++row) {
        batch.tokens.index_put_({row, torch::indexing::Slice(1, 5)}, 30 + row % 2);
        labels.push_back(40 + row % 2);
        labels.push_back(1);
    }
    batch.labels = torch::tensor(labels).view({8, 2});
    return batch;
}

struct Run {
    train::ProbingPromptResult result;
    std::vector<double> losses;
};

Run trainOn(nn::P5Backbone& backbone, nn::PromptInjection injection, int steps,
            const std::function<double(std::int64_t call)>& score, const nn::KvPrefix* fixed = nullptr,
            const CancelToken& cancel = {}) {
    for (torch::Tensor& parameter : backbone->parameters()) {
        parameter.set_requires_grad(false);
    }
    auto prompt = promptOf(backbone->config(), {.injection = injection, .length = 4});
    Run run;
    std::int64_t calls = 0;
    run.result = train::trainProbingPrompt(
        backbone, fixed, prompt,
        {.steps = steps, .validateEvery = 10, .patience = 3, .learningRate = 1e-2, .seed = 4},
        {.batch = [](std::int64_t step) { return plantedBatch(static_cast<std::uint64_t>(step)); },
         .validate = [&](const nn::KvPrefix&) { return score(++calls); },
         .onLoss = [&](std::int64_t, double loss) { run.losses.push_back(loss); },
         .onProgress = [](std::int64_t, std::int64_t) {}},
        cancel);
    return run;
}

double rising(std::int64_t call) {
    return static_cast<double>(call);
}

} // namespace

class TestProbingPrompt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sizesOfThePublishedGenerators() { // spec D3: 17.28 M for t5-small, n = 5
        const auto config = nn::T5Config::preset("t5-small", 100);
        const std::int64_t d = 512, w = 800, n = 5, out = 12 * d;
        const std::int64_t encoder = n * d + (d + 1) * w + (w + 1) * out;
        const std::int64_t decoder = n * d + (d + 1) * w + (w + 1) * w + (w + 1) * out;
        const std::int64_t expected = encoder + 2 * decoder;
        QCOMPARE(expected, 17'284'512);
        QCOMPARE(promptOf(config, {.length = 5})->trainableParameters(), expected);
        QCOMPARE(promptOf(config, {.length = 15})->trainableParameters(), expected + 3 * 10 * d);
        QCOMPARE(promptOf(config, {.injection = nn::PromptInjection::Input})->trainableParameters(),
                 2 * 15 * d);
        QCOMPARE(nn::promptWidth(512), 800);
        QCOMPARE(nn::promptWidth(768), 800);
        QCOMPARE(nn::promptWidth(128), 200);
        QCOMPARE(nn::promptWidth(64), 100);
    }

    void shapesFitTheBackbone() {
        nn::T5Config config = nn::T5Config::preset("tiny", 50);
        config.numLayers = 3;
        config.dKv = 5; // d_inner 20 is not d_model
        const auto prefix = promptOf(config, {.length = 7})->forward();
        QCOMPARE(prefix.encoderSelf.size(), 3u);
        QCOMPARE(prefix.decoderSelf.size(), 2u);
        QCOMPARE(prefix.cross.size(), 2u);
        for (const auto* layers : {&prefix.encoderSelf, &prefix.decoderSelf, &prefix.cross}) {
            for (const auto& layer : *layers) {
                QCOMPARE(layer.key.sizes(), (at::IntArrayRef{4, 7, 5}));
                QCOMPARE(layer.value.sizes(), (at::IntArrayRef{4, 7, 5}));
            }
        }
        QVERIFY(!prefix.encoderInput.defined());
        UP5_EXPECT_ERROR(promptOf(config, {.length = 0}), ErrorCode::InvalidInput, "length");
    }

    void keysAndValuesAreThoseOfTheWrittenOutPerceptron() {
        const auto config = nn::T5Config::preset("tiny", 50);
        auto prompt = promptOf(config, {.length = 3});
        const auto named = prompt->named_parameters();
        const auto linear = [&](const torch::Tensor& x, const std::string& name) {
            return x.matmul(named[name + ".weight"].t()) + named[name + ".bias"];
        };
        torch::Tensor x = linear(named["cross.table"], "cross.map0").tanh();
        x = linear(linear(x, "cross.map1").tanh(), "cross.map2"); // [3, layers · (key, value) · heads · d_kv]
        const std::int64_t dKv = config.dKv, inner = config.numHeads * dKv;
        const auto prefix = prompt->forward();
        for (std::int64_t token = 0; token < 3; ++token) {
            for (std::int64_t head = 0; head < config.numHeads; ++head) {
                const auto slot = [&](std::int64_t index) { // layer 0 key and value, layer 1 key and value
                    return x[token].narrow(0, index * inner + head * dKv, dKv);
                };
                UP5_COMPARE_TENSORS(prefix.cross[1].key[head][token], slot(2), 1e-5);
                UP5_COMPARE_TENSORS(prefix.cross[1].value[head][token], slot(3), 1e-5);
            }
        }
    }

    void inputBeginsAtWords() {
        const auto config = nn::T5Config::preset("tiny", 50);
        const torch::Tensor words = torch::randn({9, config.dModel});
        const nn::ProbingPromptOptions options{.injection = nn::PromptInjection::Input, .length = 6};
        nn::ProbingPrompt prompt(config, options, words);
        const auto prefix = prompt->forward();
        QCOMPARE(prefix.length(), 0);
        for (const torch::Tensor& rows : {prefix.encoderInput, prefix.decoderInput}) {
            QCOMPARE(rows.sizes(), (at::IntArrayRef{6, config.dModel}));
            const torch::Tensor nearest = (rows.unsqueeze(1) - words.unsqueeze(0)).abs().amax(2).amin(1);
            QCOMPARE(nearest.max().item<double>(), 0.0);
        }
    }

    void everyParameterLearns() {
        for (const auto injection : {nn::PromptInjection::KeysAndValues, nn::PromptInjection::Input}) {
            auto backbone = smallBackbone();
            auto prompt = promptOf(backbone->config(), {.injection = injection});
            train::answerLoss(backbone, plantedBatch(1), prompt->forward()).sum().backward();
            for (const auto& item : prompt->named_parameters()) {
                QVERIFY2(item.value().grad().defined() &&
                             item.value().grad().abs().max().item<double>() > 1e-8,
                         item.key().c_str());
            }
        }
    }

    void lossIsTheSumOverTheAnswersTokens() { // Eq. 2
        const torch::NoGradGuard noGradients;
        auto backbone = smallBackbone();
        train::SequenceBatch batch = plantedBatch(2);
        batch.labels = torch::tensor({41, 42, 1, 43, 1, -100}).view({2, 3}).repeat({4, 1});
        const auto prefix = test::randomPrefix(backbone->config(), 3);
        const torch::Tensor loss = train::answerLoss(backbone, batch, prefix);
        const torch::Tensor encoded =
            backbone->encode(batch.tokens, batch.wholeWordIds, batch.attentionMask, &prefix);
        const torch::Tensor start = torch::tensor({0, 41, 42, 0, 43, 1}).view({2, 3}).repeat({4, 1});
        const torch::Tensor logs = torch::log_softmax(
            backbone->logits(backbone->decode(start, encoded, batch.attentionMask, &prefix))
                .to(torch::kFloat64),
            2);
        for (std::int64_t row = 0; row < 8; ++row) {
            double sum = 0;
            for (std::int64_t token = 0; token < 3; ++token) {
                const auto label = batch.labels[row][token].item<std::int64_t>();
                sum -= label < 0 ? 0.0 : logs[row][token][label].item<double>();
            }
            QVERIFY(std::abs(loss[row].item<double>() - sum) < 1e-4);
        }
    }

    void trainingLearnsAndLeavesTheBackboneAlone() {
        for (const auto injection : {nn::PromptInjection::KeysAndValues, nn::PromptInjection::Input}) {
            auto backbone = smallBackbone();
            std::vector<torch::Tensor> before;
            for (const torch::Tensor& parameter : backbone->parameters()) {
                before.push_back(parameter.detach().clone());
            }
            const nn::KvPrefix fixed = test::randomPrefix(backbone->config(), 2);
            const Run run = trainOn(backbone, injection, 100, rising, &fixed);
            QCOMPARE(run.losses.size(), 5u);
            QVERIFY2(run.losses.back() < 0.8 * run.losses.front(),
                     fmt::format("{} to {}", run.losses.front(), run.losses.back()).c_str());
            const auto after = backbone->parameters();
            for (std::size_t i = 0; i < before.size(); ++i) {
                QVERIFY(torch::equal(before[i], after[i]) && !after[i].grad().defined());
            }
            const bool keys = injection == nn::PromptInjection::KeysAndValues;
            QCOMPARE(run.result.prefix.length(), keys ? 6 : 2);
            UP5_COMPARE_TENSORS(run.result.prefix.cross[0].key.narrow(1, 0, 2), fixed.cross[0].key, 0.0);
            QCOMPARE(run.result.prefix.encoderInput.defined(), !keys);
        }
    }

    void theBestPromptIsKeptAndPatienceEnds() {
        auto backbone = smallBackbone();
        for (const auto injection : {nn::PromptInjection::KeysAndValues, nn::PromptInjection::Input}) {
            const auto peak = [](std::int64_t call) { return call == 2 ? 0.9 : 0.1; };
            const Run stopped = trainOn(backbone, injection, 1000, peak);
            QCOMPARE(stopped.result.bestStep, 20);
            QCOMPARE(stopped.result.bestScore, 0.9);
            QCOMPARE(stopped.result.steps, 50); // three validations without a better score
            const Run shorter = trainOn(backbone, injection, 20, rising);
            const auto value = [&](const Run& run) {
                return injection == nn::PromptInjection::Input ? run.result.prefix.encoderInput
                                                               : run.result.prefix.cross[1].value;
            };
            UP5_COMPARE_TENSORS(value(stopped), value(shorter), 0.0); // same seed, same prompt
            QVERIFY(!value(stopped).requires_grad());
        }
        // Of equal scores the last one, though it does not prolong training.
        const Run level =
            trainOn(backbone, nn::PromptInjection::Input, 1000, [](std::int64_t) { return 1.0; });
        QCOMPARE(level.result.bestStep, 40);
        QCOMPARE(level.result.steps, 40);
        const Run nan = trainOn(backbone, nn::PromptInjection::KeysAndValues, 20,
                                [](std::int64_t) { return std::nan(""); });
        QCOMPARE(nan.result.prefix.length(), 4);
    }

    void cancelEnds() {
        auto backbone = smallBackbone();
        CancelToken cancel;
        UP5_EXPECT_ERROR(trainOn(
                             backbone, nn::PromptInjection::KeysAndValues, 100,
                             [&](std::int64_t) {
                                 cancel.cancel();
                                 return 0.5;
                             },
                             nullptr, cancel),
                         ErrorCode::Cancelled, "cancel");
    }
};

QTEST_GUILESS_MAIN(TestProbingPrompt)
#include "tst_probing_prompt.moc"
