// The prompt generator: shapes, sizes (spec D3), generators and reweighters (spec D2) against the same sums
// written out, initialisations (spec D2, I.8).
#include <QtTest/QTest>

#include <cmath>

#include "nn/prompt_generator.h"
#include "support/expect_error.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::smallBackbone;
using test::SmallInput;

namespace {

constexpr const char* kGenerators[] = {"linear", "mlp", "table"};
constexpr const char* kReweighters[] = {"attention", "encoder_only", "ff", "none"};

/// Embeddings of nine words, the same in all tests; draws nothing from the default generator.
torch::Tensor words(const nn::T5Config& config) {
    return 3 * torch::arange(9 * config.dModel, torch::kFloat32).view({9, config.dModel}).sin();
}

nn::PromptGenerator generatorOf(const nn::T5Config& config, nn::PromptGeneratorOptions options = {},
                                std::uint64_t seed = 21) {
    torch::manual_seed(seed);
    nn::PromptGenerator generator(config, options, words(config));
    generator->eval();
    return generator;
}

/// Largest difference between prefix positions of one attention, over all attentions.
double spreadOfPositions(const nn::KvPrefix& prefix) {
    double spread = 0.0;
    for (const auto* layers : {&prefix.encoderSelf, &prefix.decoderSelf, &prefix.cross}) {
        for (const auto& layer : *layers) {
            for (const auto& tensor : {layer.key, layer.value}) {
                spread = std::max(spread, (tensor - tensor.narrow(1, 0, 1)).abs().max().item<double>());
            }
        }
    }
    return spread;
}

/// A few steps towards better recommendations of fixed labels; returns first and last loss.
std::pair<double, double> train(nn::PromptGenerator& generator, int steps) {
    auto backbone = smallBackbone();
    const SmallInput batch({6, 6, 6, 6});
    const auto labels = torch::randint(2, 60, {4, 2}, torch::kInt64);
    torch::optim::Adam optimiser(generator->parameters(), torch::optim::AdamOptions(0.02));
    generator->train();
    std::pair<double, double> losses{};
    for (int step = 0; step < steps; ++step) {
        optimiser.zero_grad();
        const auto prefix = generator->forward();
        const auto loss =
            backbone->exampleLoss(batch.encode(backbone, &prefix), batch.attentionMask, labels, &prefix)
                .mean();
        loss.backward();
        optimiser.step();
        (step == 0 ? losses.first : losses.second) = loss.item<double>();
    }
    generator->eval();
    return losses;
}

} // namespace

class PromptGeneratorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapesFitTheBackbone() {
        nn::T5Config config = nn::T5Config::preset("tiny", 50);
        config.numLayers = 3;
        config.dKv = 5; // d_inner 20 is neither dModel nor a multiple of 8
        for (const char* reweighter : kReweighters) {
            for (const char* made : kGenerators) {
                auto generator =
                    generatorOf(config, {.prefixLength = 7, .reweighter = reweighter, .generator = made});
                const auto prefix = generator->forward();
                QCOMPARE(prefix.encoderSelf.size(), 3u);
                QCOMPARE(prefix.decoderSelf.size(), 2u);
                QCOMPARE(prefix.cross.size(), 2u);
                std::int64_t numbers = 0;
                for (const auto* layers : {&prefix.encoderSelf, &prefix.decoderSelf, &prefix.cross}) {
                    for (const auto& layer : *layers) {
                        QCOMPARE(layer.key.sizes(), (at::IntArrayRef{4, 7, 5}));
                        QCOMPARE(layer.value.sizes(), (at::IntArrayRef{4, 7, 5}));
                        numbers += layer.key.numel() + layer.value.numel();
                    }
                }
                QCOMPARE(numbers, nn::storedPrefixSize(config, 7));
                QCOMPARE(prefix.numel(), numbers);
                nn::P5Backbone backbone(config);
                const auto tokens = torch::randint(2, 50, {2, 4}, torch::kInt64);
                QVERIFY(backbone
                            ->encode(tokens, torch::zeros_like(tokens), torch::ones({2, 4}, torch::kBool),
                                     &prefix)
                            .isfinite()
                            .all()
                            .item<bool>());
            }
        }
    }

    void inputPromptsAreRowsOfTheBackbonesWidth() {
        nn::T5Config config = nn::T5Config::preset("tiny", 50);
        config.dKv = 5;
        nn::P5Backbone backbone(config);
        const auto tokens = torch::randint(2, 50, {2, 4}, torch::kInt64);
        const auto mask = torch::ones({2, 4}, torch::kBool);
        for (const char* reweighter : kReweighters) {
            for (const char* made : kGenerators) {
                const auto prefix = generatorOf(config, {.prefixLength = 7,
                                                         .reweighter = reweighter,
                                                         .injection = nn::PromptInjection::Input,
                                                         .generator = made})
                                        ->forward();
                QCOMPARE(prefix.length(), 0);
                for (const torch::Tensor& rows : {prefix.encoderInput, prefix.decoderInput}) {
                    QCOMPARE(rows.sizes(), (at::IntArrayRef{7, config.dModel}));
                }
                QCOMPARE(prefix.numel(), nn::storedPrefixSize(config, 7, nn::PromptInjection::Input));
                QCOMPARE(prefix.numel(), 7 * 2 * config.dModel);
                const auto encoded = backbone->encode(tokens, torch::zeros_like(tokens), mask, &prefix);
                QCOMPARE(encoded.size(1), 11);
                QVERIFY(backbone->decode(tokens, encoded, mask, &prefix).isfinite().all().item<bool>());
            }
        }
        UP5_EXPECT_ERROR(
            nn::PromptGenerator(config, nn::PromptGeneratorOptions{.injection = nn::PromptInjection::Input}),
            ErrorCode::InvalidInput, "words");
    }

    void aTableOfInputRowsBeginsAtWords() { // Lester et al. 2021
        const auto config = nn::T5Config::preset("tiny", 50);
        const auto prefix = generatorOf(config, {.prefixLength = 6,
                                                 .reweighter = "none",
                                                 .injection = nn::PromptInjection::Input,
                                                 .generator = "table"})
                                ->forward();
        for (const torch::Tensor& rows : {prefix.encoderInput, prefix.decoderInput}) {
            const torch::Tensor nearest =
                (rows.unsqueeze(1) - words(config).unsqueeze(0)).abs().amax(2).amin(1);
            QVERIFY(nearest.max().item<double>() < 1e-5);
        }
        // Rows of other generators are as large as words, times the output scale.
        const auto made = generatorOf(config, {.prefixLength = 40,
                                               .reweighter = "none",
                                               .outputScale = 1,
                                               .injection = nn::PromptInjection::Input})
                              ->forward();
        const double size = made.encoderInput.square().mean().sqrt().item<double>();
        const double wordSize = words(config).square().mean().sqrt().item<double>();
        QVERIFY2(size > 0.5 * wordSize && size < 2 * wordSize,
                 fmt::format("{} and {}", size, wordSize).c_str());
    }

    void storedSizesOfThePaper() { // spec D3
        const auto config = nn::T5Config::preset("t5-small", 32128);
        QCOMPARE(nn::storedPrefixSize(config, 5), 92'160);
        QCOMPARE(nn::storedPrefixSize(config, 10), 184'320);
        QCOMPARE(nn::storedPrefixSize(config, 15), 276'480);
        QCOMPARE(nn::storedPrefixSize(config, 30), 552'960);
        // Z5: 110,117,376 counts the tied embedding four times.
        const std::int64_t untied = nn::untiedParameterCount(config), tied = nn::parameterCount(config);
        QCOMPARE(untied, 110'117'376);
        QCOMPARE(tied, 60'768'768);
        const std::pair<std::int64_t, std::pair<int, int>> shares[] = {// in thousandths of a per cent
                                                                       {5, {84, 152}},
                                                                       {10, {167, 303}},
                                                                       {15, {251, 455}},
                                                                       {30, {502, 910}}};
        for (const auto& [n, expected] : shares) {
            const auto stored = static_cast<double>(nn::storedPrefixSize(config, n));
            QCOMPARE(qRound(1e5 * stored / static_cast<double>(untied)), expected.first);
            QCOMPARE(qRound(1e5 * stored / static_cast<double>(tied)), expected.second);
        }
        QCOMPARE(qRound(1e6 * 92160.0 / static_cast<double>(untied)), 837);
    }

    void trainableParametersAreThePartsOfTheSpecification() { // spec D2, one projection set
        const auto config = nn::T5Config::preset("t5-small", 100);
        const std::int64_t n = 5, d = 512, slots = 36;
        const std::int64_t linears = 3 * (n * d + (d + 1) * 12 * d); // 9.46 M (spec D3)
        const auto plain = generatorOf(config, {.reweighter = "none"})->trainableParameters();
        QCOMPARE(plain, linears + 1); // and the output scale
        const auto full = generatorOf(config)->trainableParameters();
        QCOMPARE(full - plain, slots * n * d + 4 * (d * d + d));
        const auto encoderOnly = generatorOf(config, {.reweighter = "encoder_only"})->trainableParameters();
        QCOMPARE(encoderOnly - plain, 12 * n * d + 4 * (d * d + d));
        // Paper Table 12, "+F": 1.4 times the attention's 1,050,624.
        QCOMPARE(nn::feedForwardWidth(512), 1435);
        const auto forward = generatorOf(config, {.reweighter = "ff"})->trainableParameters();
        QCOMPARE(forward - plain, 1435 * (2 * d + 1) + d);
        for (const std::int64_t width : {8, 20, 64, 128, 768}) {
            const auto count = [&](std::int64_t hidden) { return hidden * (2 * width + 1) + width; };
            const double wanted = 1.4 * static_cast<double>(4 * (width * width + width));
            QVERIFY(static_cast<double>(count(nn::feedForwardWidth(width))) >= wanted);
            QVERIFY(static_cast<double>(count(nn::feedForwardWidth(width) - 1)) < wanted);
        }
        // Li and Liang's perceptrons: 17.28 M (spec D3); without a generator what is stored is what is
        // trained.
        QCOMPARE(generatorOf(config, {.reweighter = "none", .generator = "mlp"})->trainableParameters(),
                 17'284'512 + 1);
        QCOMPARE(generatorOf(config, {.reweighter = "none", .generator = "table"})->trainableParameters(),
                 92'160);
    }

    void tokensAreThoseOfTheWrittenOutGenerators() {
        const nn::T5Config config = nn::T5Config::preset("tiny", 50); // two layers, 4 heads of 8
        for (const char* made : kGenerators) {
            auto generator =
                generatorOf(config, {.prefixLength = 3, .reweighter = "none", .generator = made});
            const auto named = generator->named_parameters();
            const auto linear = [&](const torch::Tensor& x, const std::string& name) {
                return x.matmul(named[name + ".weight"].t()) + named[name + ".bias"];
            };
            const auto prefix = generator->forward();
            torch::Tensor tokens; // [slots of the cross-attention, n, inner]
            if (std::string(made) == "table") {
                tokens = named["cross.table"];
            } else {
                torch::Tensor x = linear(named["cross.table"], "cross.map0");
                if (std::string(made) == "mlp") {
                    x = linear(linear(x.tanh(), "cross.map1").tanh(), "cross.map2");
                }
                tokens = (x * named["output_scale"]).view({3, 4, 32}).transpose(0, 1);
            }
            for (std::int64_t head = 0; head < 4; ++head) {
                UP5_COMPARE_TENSORS(prefix.cross[1].key[head], tokens[2].narrow(1, head * 8, 8), 1e-5);
                UP5_COMPARE_TENSORS(prefix.cross[1].value[head], tokens[3].narrow(1, head * 8, 8), 1e-5);
            }
        }
    }

    void reweightersAreThoseOfTheWrittenOutSums() {
        const nn::T5Config config = nn::T5Config::preset("tiny", 50);
        // The same seed draws the same tables and maps, so that the plain tokens are those before the
        // reweighter.
        const auto plainOptions =
            nn::PromptGeneratorOptions{.prefixLength = 3, .reweighter = "none", .outputScale = 1};
        const auto tokensOf = [](const nn::KvPrefix& prefix) { // encoder layer 0 key and cross layer 1 value
            const auto merged = [](const torch::Tensor& split) {
                return split.transpose(0, 1).reshape({3, 32});
            };
            return std::pair{merged(prefix.encoderSelf[0].key), merged(prefix.cross[1].value)};
        };
        for (const char* kind : {"attention", "encoder_only", "ff"}) {
            auto options = plainOptions;
            options.reweighter = kind;
            auto generator = generatorOf(config, options);
            auto plain = generatorOf(config, plainOptions);
            {
                const torch::NoGradGuard noGradients;
                auto from = generator->named_parameters();
                for (auto& item : plain->named_parameters()) {
                    item.value().copy_(from[item.key()]);
                }
            }
            const auto named = generator->named_parameters();
            const auto linear = [&](const torch::Tensor& x, const std::string& name) {
                return x.matmul(named["reweighter." + name + ".weight"].t()) +
                       named["reweighter." + name + ".bias"];
            };
            const auto attended = [&](const torch::Tensor& tokens, std::int64_t slot) {
                const auto q = linear(named["reweighter.attention.queries"][slot], "attention.q"),
                           k = linear(tokens, "attention.k"), v = linear(tokens, "attention.v");
                std::vector<torch::Tensor> heads; // four of width 8
                for (std::int64_t head = 0; head < 4; ++head) {
                    const auto part = [&](const torch::Tensor& x) { return x.narrow(1, head * 8, 8); };
                    heads.push_back(
                        (part(q).matmul(part(k).t()) / std::sqrt(8.0)).softmax(1).matmul(part(v)));
                }
                return linear(torch::cat(heads, 1), "attention.o");
            };
            const auto forward = [&](const torch::Tensor& tokens) {
                return linear(linear(tokens, "in").relu(), "out");
            };
            const auto [encoderToken, crossToken] = tokensOf(plain->forward());
            const auto [encoder, cross] = tokensOf(generator->forward());
            const bool ff = std::string(kind) == "ff", encoderOnly = std::string(kind) == "encoder_only";
            UP5_COMPARE_TENSORS(encoder, ff ? forward(encoderToken) : attended(encoderToken, 0), 1e-5);
            // Slots of the tiny network: 4 of the encoder, 4 of the decoder, 4 of the cross-attention.
            UP5_COMPARE_TENSORS(cross,
                                ff            ? forward(crossToken)
                                : encoderOnly ? crossToken
                                              : attended(crossToken, 11),
                                1e-5);
        }
    }

    void startsAsAModestPerturbation() {
        auto backbone = smallBackbone();
        const SmallInput batch({12, 12, 12});
        const auto plain = batch.encode(backbone);
        for (const char* init : {"normal", "small"}) {
            for (const char* made : kGenerators) {
                auto generator = generatorOf(backbone->config(), {.init = init, .generator = made});
                const auto prefix = generator->forward();
                const double change = (batch.encode(backbone, &prefix) - plain).norm().item<double>() /
                                      plain.norm().item<double>();
                QVERIFY2(change > 1e-3 && change < 0.6, fmt::format("{} {}: {}", init, made, change).c_str());
            }
        }
    }

    void zeroInitialisationKeepsAllPositionsEqual() { // spec I.8: the published code's defect
        for (const char* reweighter : {"attention", "none"}) {
            const auto config = smallBackbone()->config();
            auto zero = generatorOf(config, {.reweighter = reweighter, .init = "zero"});
            QCOMPARE(spreadOfPositions(zero->forward()), 0.0);
            const auto [first, last] = train(zero, 12);
            QVERIFY2(last < first, fmt::format("{} to {}", first, last).c_str());
            const auto trained = zero->forward();
            QVERIFY(spreadOfPositions(trained) < 1e-6);
            QVERIFY(trained.encoderSelf.front().value.abs().max().item<double>() > 1e-3);

            auto normal = generatorOf(config, {.reweighter = reweighter});
            QVERIFY(spreadOfPositions(normal->forward()) > 1e-2);
            train(normal, 12);
            QVERIFY(spreadOfPositions(normal->forward()) > 1e-2);
        }
    }

    void everyParameterLearns_data() {
        QTest::addColumn<QString>("generator");
        QTest::addColumn<QString>("reweighter");
        QTest::addColumn<bool>("input");
        for (const char* made : kGenerators) {
            for (const char* reweighter : kReweighters) {
                for (const bool input : {false, true}) {
                    QTest::addRow("%s, %s%s", made, reweighter, input ? ", input" : "")
                        << QString::fromLatin1(made) << QString::fromLatin1(reweighter) << input;
                }
            }
        }
    }
    void everyParameterLearns() {
        QFETCH(QString, generator);
        QFETCH(QString, reweighter);
        QFETCH(bool, input);
        auto backbone = smallBackbone();
        const nn::PromptGeneratorOptions options{.reweighter = reweighter.toStdString(),
                                                 .injection = input ? nn::PromptInjection::Input
                                                                    : nn::PromptInjection::KeysAndValues,
                                                 .generator = generator.toStdString()};
        auto made = generatorOf(backbone->config(), options);
        const auto prefix = made->forward();
        const SmallInput batch({6, 6});
        backbone
            ->exampleLoss(batch.encode(backbone, &prefix), batch.attentionMask,
                          torch::randint(2, 60, {2, 3}, torch::kInt64), &prefix)
            .sum()
            .backward();
        for (const auto& item : made->named_parameters()) {
            // A key bias shifts all scores of a softmax alike, so its gradient is zero by nature.
            if (item.key() == "reweighter.attention.k.bias") {
                continue;
            }
            QVERIFY2(item.value().grad().defined() && item.value().grad().abs().max().item<double>() > 1e-8,
                     item.key().c_str());
        }
    }

    void dropoutActsInTrainingOnly() {
        auto generator = generatorOf(smallBackbone()->config(), {.prefixLength = 20});
        UP5_COMPARE_TENSORS(generator->forward().cross[0].key, generator->forward().cross[0].key, 0.0);
        generator->train();
        int zeros = 0, all = 0;
        const auto dropped = generator->forward();
        for (const auto& layer : dropped.encoderSelf) {
            zeros += layer.key.eq(0).sum().item<int>();
            all += static_cast<int>(layer.key.numel());
        }
        QVERIFY2(zeros > all / 20 && zeros < all / 5, fmt::format("{} of {}", zeros, all).c_str());
    }

    void seedDecides() {
        const auto config = smallBackbone()->config();
        const auto value = [&](std::uint64_t seed) {
            return generatorOf(config, {}, seed)->forward().cross[1].value;
        };
        UP5_COMPARE_TENSORS(value(4), value(4), 0.0);
        QVERIFY(test::maxDifference(value(4), value(5)) > 1e-3);
    }

    void refusesUnknownOptions() {
        const auto config = nn::T5Config::preset("tiny", 50);
        UP5_EXPECT_ERROR(generatorOf(config, {.reweighter = "magic"}), ErrorCode::InvalidInput, "magic");
        UP5_EXPECT_ERROR(generatorOf(config, {.generator = "lstm"}), ErrorCode::InvalidInput, "lstm");
        UP5_EXPECT_ERROR(generatorOf(config, {.init = "warm"}), ErrorCode::InvalidInput, "warm");
        UP5_EXPECT_ERROR(generatorOf(config, {.prefixLength = 0}), ErrorCode::InvalidInput, "length");
    }
};

QTEST_GUILESS_MAIN(PromptGeneratorTest)
#include "tst_prompt_generator.moc"
