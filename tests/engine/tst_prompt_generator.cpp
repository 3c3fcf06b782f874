// The prompt generator: shapes, sizes (spec D3), initialisations (spec D2, I.8), reweighter.
#include <QtTest/QTest>

#include "nn/prompt_generator.h"
#include "support/expect_error.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::smallBackbone;
using test::SmallInput;

namespace {

nn::PromptGenerator generatorOf(const nn::T5Config& config, nn::PromptGeneratorOptions options = {},
                                std::uint64_t seed = 21) {
    torch::manual_seed(seed);
    nn::PromptGenerator generator(config, options);
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
        for (const char* reweighter : {"attention", "none"}) {
            auto generator = generatorOf(config, {.prefixLength = 7, .reweighter = reweighter});
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
            nn::P5Backbone backbone(config);
            const auto tokens = torch::randint(2, 50, {2, 4}, torch::kInt64);
            QVERIFY(
                backbone
                    ->encode(tokens, torch::zeros_like(tokens), torch::ones({2, 4}, torch::kBool), &prefix)
                    .isfinite()
                    .all()
                    .item<bool>());
        }
    }

    void storedSizesOfThePaper() { // spec D3
        const auto config = nn::T5Config::preset("t5-small", 32128);
        QCOMPARE(nn::storedPrefixSize(config, 5), 92'160);
        QCOMPARE(nn::storedPrefixSize(config, 10), 184'320);
        QCOMPARE(nn::storedPrefixSize(config, 15), 276'480);
        QCOMPARE(nn::storedPrefixSize(config, 30), 552'960);
        // Z5: 110,117,376 counts the tied embedding four times.
        const std::int64_t untied = nn::parameterCount(config) + 3 * config.vocabSize * config.dModel;
        QCOMPARE(untied, 110'117'376);
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
    }

    void startsAsAModestPerturbation() {
        auto backbone = smallBackbone();
        const SmallInput batch({12, 12, 12});
        const auto plain = batch.encode(backbone);
        for (const char* init : {"normal", "small"}) {
            auto generator = generatorOf(backbone->config(), {.init = init});
            const auto prefix = generator->forward();
            const double change =
                (batch.encode(backbone, &prefix) - plain).norm().item<double>() / plain.norm().item<double>();
            QVERIFY2(change > 1e-3 && change < 0.6, fmt::format("{}: {}", init, change).c_str());
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

    void everyParameterLearns() {
        auto backbone = smallBackbone();
        auto generator = generatorOf(backbone->config());
        const auto prefix = generator->forward();
        const SmallInput batch({6, 6});
        backbone
            ->exampleLoss(batch.encode(backbone, &prefix), batch.attentionMask,
                          torch::randint(2, 60, {2, 3}, torch::kInt64), &prefix)
            .sum()
            .backward();
        for (const auto& item : generator->named_parameters()) {
            // A key bias shifts all scores of a softmax alike, so its gradient is zero by nature.
            if (item.key() == "reweighter.k.bias") {
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
        UP5_EXPECT_ERROR(generatorOf(config, {.init = "warm"}), ErrorCode::InvalidInput, "warm");
        UP5_EXPECT_ERROR(generatorOf(config, {.prefixLength = 0}), ErrorCode::InvalidInput, "length");
    }
};

QTEST_GUILESS_MAIN(PromptGeneratorTest)
#include "tst_prompt_generator.moc"
