// The prompt mixture: its attention against golden values, what it lets through, sizes (spec D3, D6), and
// that a step stays on its device.
#include <QtTest/QTest>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "nn/prefix_slots.h"
#include "nn/prompt_mixture.h"
#include "support/expect_error.h"
#include "support/meta_device.h"
#include "support/tensor_checks.h"
#include "train/adam_w.h"

using namespace up5;
using test::randomPrefix;
using test::smallBackbone;
using test::SmallInput;

namespace {

nn::T5Config smallConfig() {
    return nn::T5Config::preset("tiny", 60);
}

/// Prompts of lengths 10, 5 and 30, as the published README mixes.
std::vector<nn::KvPrefix> prompts(const nn::T5Config& config) {
    return {randomPrefix(config, 10, 1), randomPrefix(config, 5, 2), randomPrefix(config, 30, 3)};
}

nn::PromptMixture mixtureOf(const nn::T5Config& config, nn::PromptMixtureOptions options = {}) {
    torch::manual_seed(21);
    nn::PromptMixture mixture(config, prompts(config), options);
    mixture->eval();
    return mixture;
}

double largestDifference(const nn::KvPrefix& a, const nn::KvPrefix& b) {
    return test::maxDifference(nn::slotsOf(a), nn::slotsOf(b));
}

/// The formula of tests/golden/slot_attention.py.
torch::Tensor formula(int number, std::vector<std::int64_t> shape) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        count *= size;
    }
    return (0.6 * (0.9 * torch::arange(count, torch::kFloat64) + 1.7 * number).sin()).reshape(shape);
}

} // namespace

class TestPromptMixture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attentionAgreesWithPlainLoops() {
        const auto golden =
            nlohmann::json::parse(readFile(UP5_SOURCE_DIR "/tests/golden/slot_attention.json"));
        const std::int64_t slots = golden.at("slots"), rows = golden.at("rows"), inner = golden.at("inner");
        nn::SlotAttention attention(slots, rows, inner);
        attention->to(torch::kFloat64);
        {
            const torch::NoGradGuard noGradients;
            auto parameters = attention->named_parameters();
            parameters["queries"].copy_(formula(0, {slots, rows, inner}));
            int number = 1;
            for (const std::string name : {"q", "k", "v", "o"}) {
                parameters[name + ".weight"].copy_(formula(number, {inner, inner}));
                parameters[name + ".bias"].copy_(formula(number + 4, {inner}));
                ++number;
            }
        }
        for (const nlohmann::json& one : golden.at("cases")) {
            const int length = one.at("length");
            const torch::Tensor mixed = attention->forward(formula(20 + length, {slots, length, inner}));
            const auto expected = one.at("mixed").get<std::vector<double>>();
            UP5_COMPARE_TENSORS(mixed.flatten(), torch::tensor(expected, torch::kFloat64), 1e-9);
        }
    }

    void slotsAndPrefixesAreOneAnother() {
        nn::T5Config config = smallConfig();
        config.numLayers = 3;
        const nn::KvPrefix prefix = randomPrefix(config, 7);
        const torch::Tensor slots = nn::slotsOf(prefix);
        QCOMPARE(slots.sizes(), (at::IntArrayRef{nn::numSlots(config), 7, config.numHeads * config.dKv}));
        const nn::KvPrefix again = nn::prefixFromSlots(config, slots);
        QCOMPARE(again.encoderSelf.size(), std::size_t{3});
        UP5_COMPARE_TENSORS(again.encoderSelf[2].value, prefix.encoderSelf[2].value, 0.0);
        UP5_COMPARE_TENSORS(again.decoderSelf[1].key, prefix.decoderSelf[1].key, 0.0);
        UP5_COMPARE_TENSORS(again.cross[0].value, prefix.cross[0].value, 0.0);
    }

    void onePromptAloneIsPassedOnUnchanged() { // spec I.12
        const nn::T5Config config = smallConfig();
        const std::vector<nn::KvPrefix> singles = prompts(config);
        for (const bool training : {false, true}) {
            auto mixture = mixtureOf(config);
            mixture->train(training);
            for (std::size_t i = 0; i < singles.size(); ++i) {
                std::vector<bool> chosen(singles.size());
                chosen[i] = true;
                mixture->select(chosen);
                QCOMPARE(largestDifference(mixture->forward(), singles[i]), 0.0);
            }
        }
    }

    void anyLengthsGiveTheOutputLength() { // spec I.12: lengths 10 + 5 + 30
        auto backbone = smallBackbone();
        auto mixture = mixtureOf(backbone->config(), {.outputLength = 4});
        const SmallInput batch({6, 4});
        for (const std::vector<bool>& chosen :
             {std::vector<bool>{true, true, true}, {true, false, true}, {false, true, true}}) {
            mixture->select(chosen);
            const nn::KvPrefix prefix = mixture->forward();
            QCOMPARE(prefix.length(), std::int64_t{4});
            QVERIFY(batch.encode(backbone, &prefix).isfinite().all().item<bool>());
        }
    }

    void everyChosenPromptIsReadAndNoOther() {
        const nn::T5Config config = smallConfig();
        std::vector<nn::KvPrefix> singles = prompts(config);
        const auto mixedOf = [&] {
            torch::manual_seed(4);
            nn::PromptMixture mixture(config, singles, nn::PromptMixtureOptions{.init = "normal"});
            mixture->eval();
            mixture->select({true, false, true});
            return mixture->forward();
        };
        const nn::KvPrefix before = mixedOf();
        singles[1] = randomPrefix(config, 5, 99); // not chosen
        QCOMPARE(largestDifference(mixedOf(), before), 0.0);
        singles[2] = randomPrefix(config, 30, 99);
        QVERIFY(largestDifference(mixedOf(), before) > 1e-3);
    }

    /// Values and output begin as identities: every row is a mean of the tokens, with weights that are all
    /// positive and sum to one.
    void identityStartsAsAMean() {
        const nn::T5Config config = smallConfig();
        const torch::Tensor same = torch::randn({nn::numSlots(config), 1, config.numHeads * config.dKv});
        torch::manual_seed(4);
        const nn::KvPrefix constant = nn::prefixFromSlots(config, same.expand({-1, 6, -1}).contiguous());
        nn::PromptMixture mixture(config, std::vector{constant, constant},
                                  nn::PromptMixtureOptions{.outputLength = 2});
        mixture->eval();
        UP5_COMPARE_TENSORS(nn::slotsOf(mixture->forward()), same.expand({-1, 2, -1}), 1e-5);
    }

    void onlyTheMixtureLearns() {
        auto backbone = smallBackbone();
        auto mixture = mixtureOf(backbone->config());
        const nn::KvPrefix prefix = mixture->forward();
        const SmallInput batch({6, 6});
        backbone
            ->exampleLoss(batch.encode(backbone, &prefix), batch.attentionMask,
                          torch::randint(2, 60, {2, 3}, torch::kInt64), &prefix)
            .sum()
            .backward();
        for (const auto& item : mixture->named_parameters()) {
            if (item.key() != "attention.k.bias") { // shifts all scores of a softmax alike
                QVERIFY2(item.value().grad().defined() &&
                             item.value().grad().abs().max().item<double>() > 1e-9,
                         item.key().c_str());
            }
        }
        for (const torch::Tensor& buffer : mixture->buffers()) {
            QVERIFY(!buffer.requires_grad());
        }
    }

    void parametersAreThoseOfTheSpecification() { // spec D3, D6 with one projection set
        const nn::T5Config config = nn::T5Config::preset("t5-small", 100);
        torch::manual_seed(1);
        for (const std::int64_t n : {5, 15}) {
            nn::PromptMixture mixture(config, std::vector{randomPrefix(config, 5), randomPrefix(config, 2)},
                                      nn::PromptMixtureOptions{.outputLength = n});
            QCOMPARE(mixture->trainableParameters(), 36 * n * 512 + 4 * (512 * 512 + 512));
        }
    }

    void aStepMakesNoTensorOnTheCpu() {
        auto mixture = mixtureOf(smallConfig());
        test::moveToMeta(*mixture);
        for (torch::Tensor& parameter : mixture->parameters()) {
            parameter.set_requires_grad(true);
        }
        mixture->train();
        train::AdamW optimiser(mixture->parameters(), {});
        mixture->select({true, false, true});
        torch::Tensor sum;
        for (const nn::LayerPrefix& layer : mixture->forward().cross) {
            QVERIFY(layer.key.is_meta() && layer.value.is_meta());
            const torch::Tensor own = layer.key.square().sum() + layer.value.square().sum();
            sum = sum.defined() ? sum + own : own;
        }
        sum.backward();
        optimiser.step();
    }

    void refusesWhatCannotBeMixed() {
        const nn::T5Config config = smallConfig();
        const auto make = [&](std::vector<nn::KvPrefix> given, nn::PromptMixtureOptions options = {}) {
            return nn::PromptMixture(config, given, options);
        };
        UP5_EXPECT_ERROR(make({randomPrefix(config, 3)}), ErrorCode::InvalidInput, "at least two");
        UP5_EXPECT_ERROR(make({randomPrefix(config, 3), {}}), ErrorCode::InvalidInput, "Prompt 2");
        nn::T5Config larger = config;
        larger.numLayers = 3;
        UP5_EXPECT_ERROR(make({randomPrefix(config, 3), randomPrefix(larger, 3)}), ErrorCode::InvalidInput,
                         "does not fit");
        nn::KvPrefix input = randomPrefix(config, 3);
        input.encoderInput = torch::zeros({2, config.dModel});
        UP5_EXPECT_ERROR(make({input, randomPrefix(config, 3)}), ErrorCode::InvalidInput, "embeddings");
        UP5_EXPECT_ERROR(make(prompts(config), {.outputLength = 0}), ErrorCode::InvalidInput, "at least 1");
        UP5_EXPECT_ERROR(make(prompts(config), {.init = "warm"}), ErrorCode::InvalidInput, "warm");
    }
};

QTEST_GUILESS_MAIN(TestPromptMixture)
#include "tst_prompt_mixture.moc"
