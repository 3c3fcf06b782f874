// The backbone against Hugging Face's T5 with the same weights (values and versions: tests/golden/t5.py).
#include <QtTest/QTest>

#include "nn/checkpoint.h"
#include "support/golden_t5.h"
#include "support/tensor_checks.h"

using namespace up5;

namespace {

constexpr double kTolerance = 1e-5;

std::filesystem::path goldenFolder() {
    return std::filesystem::path(UP5_SOURCE_DIR) / "tests" / "golden" / "t5";
}

} // namespace

class T5Golden : public test::GoldenT5 {
    Q_OBJECT

    nn::KvPrefix storedPrefix() const {
        const auto layers = [&](const std::string& kind) {
            std::vector<nn::LayerPrefix> result;
            for (const auto& layer : expected("prefix." + kind).unbind(0)) {
                result.push_back({layer[0], layer[1]});
            }
            return result;
        };
        return {layers("encoder_self"), layers("decoder_self"), layers("cross"), {}};
    }

private Q_SLOTS:
    void init() {
        m_expected = nn::loadTensors(goldenFolder() / "expected.safetensors");
        m_backbone = nn::loadBackbone(goldenFolder());
    }

    void encoderStatesAndLogitsAgree() {
        const auto states = encode();
        UP5_COMPARE_TENSORS(states, expected("encoder_states"), kTolerance);
        UP5_COMPARE_TENSORS(logits(states), expected("logits"), kTolerance);
    }

    void lossesAndGradientsAgree() {
        const auto losses = m_backbone->exampleLoss(encode(), mask(), expected("labels"));
        UP5_COMPARE_TENSORS(losses, expected("example_losses"), kTolerance);
        const auto mean = meanTokenLoss(losses);
        UP5_COMPARE_TENSORS(mean.view(1), expected("loss"), kTolerance);
        mean.backward();
        const auto parameters = m_backbone->named_parameters();
        int compared = 0;
        for (const auto& [name, gradient] : m_expected) {
            if (name.starts_with("gradient.")) {
                UP5_COMPARE_TENSORS(parameters[name.substr(9)].grad(), gradient, kTolerance);
                ++compared;
            }
        }
        QCOMPARE(compared, 7);
    }

    void wholeWordEmbeddingsAreAddedInTheEncoder() {
        const auto& table = expected("whole_word_table");
        auto config = m_backbone->config();
        config.wholeWordVocabSize = table.size(0);
        nn::P5Backbone extended(config);
        const torch::NoGradGuard noGradients;
        const auto source = m_backbone->named_parameters();
        for (auto& item : extended->named_parameters()) {
            item.value().copy_(item.key() == "encoder.whole_word_embeddings.weight" ? table
                                                                                    : source[item.key()]);
        }
        extended->eval();
        const auto states = extended->encode(expected("tokens"), expected("whole_word_ids"), mask());
        UP5_COMPARE_TENSORS(states, expected("whole_word_states"), kTolerance);
    }

    void prefixesStandBeforeKeysAndValues() {
        auto prefix = storedPrefix();
        const auto states = encode(&prefix);
        UP5_COMPARE_TENSORS(states, expected("prefixed_encoder_states"), kTolerance);
        UP5_COMPARE_TENSORS(logits(states, &prefix), expected("prefixed_logits"), kTolerance);
    }

    void gradientsOfAPrefixAgree() {
        auto prefix = storedPrefix();
        for (const nn::AttentionKind& kind : nn::kAttentionKinds) {
            for (nn::LayerPrefix& layer : prefix.*kind.layers) {
                layer.key = layer.key.clone().set_requires_grad(true);
                layer.value = layer.value.clone().set_requires_grad(true);
            }
        }
        loss(encode(&prefix), &prefix).backward();
        for (const nn::AttentionKind& kind : nn::kAttentionKinds) {
            UP5_COMPARE_TENSORS(prefixGradient(prefix, kind),
                                expected(std::string("prefix_gradient.") + kind.name), kTolerance);
        }
    }

    void gradientsOfAnInputPromptAgree() {
        nn::KvPrefix prompt;
        prompt.encoderInput = expected("input_prompt.encoder").clone().set_requires_grad(true);
        prompt.decoderInput = expected("input_prompt.decoder").clone().set_requires_grad(true);
        const auto states = encode(&prompt);
        UP5_COMPARE_TENSORS(logits(states, &prompt), expected("input_prompt_logits"), kTolerance);
        loss(states, &prompt).backward();
        UP5_COMPARE_TENSORS(prompt.encoderInput.grad(), expected("input_prompt_gradient.encoder"),
                            kTolerance);
        UP5_COMPARE_TENSORS(prompt.decoderInput.grad(), expected("input_prompt_gradient.decoder"),
                            kTolerance);
    }

    void hiddenPrefixColumnsAreNotSeen() {
        auto prefix = storedPrefix();
        prefix.visible = torch::tensor({1, 0, 1, 0}).to(torch::kBool);
        const auto states = encode(&prefix);
        UP5_COMPARE_TENSORS(states, expected("half_hidden_encoder_states"), kTolerance);
        UP5_COMPARE_TENSORS(logits(states, &prefix), expected("half_hidden_logits"), kTolerance);
    }

    void bucketsOfRelativePositionsAgree() {
        for (const bool bidirectional : {true, false}) {
            const auto& values = expected(bidirectional ? "buckets_bidirectional" : "buckets_unidirectional");
            for (std::int64_t relative = -300; relative <= 300; ++relative) {
                QCOMPARE(nn::relativeBucket(relative, bidirectional, 32, 128),
                         values[relative + 300].item<std::int64_t>());
            }
        }
    }

    void bucketsOfTheSpecification() { // spec Z1
        const std::int64_t relative[] = {-200, -128, -100, -64, -20, -16, -9, -8,  -7,  -1, 0,
                                         1,    7,    8,    9,   16,  20,  64, 100, 128, 200};
        const std::int64_t both[] = {15, 15, 15, 14, 10, 10, 8,  8,  7,  1, 0,
                                     17, 23, 24, 24, 26, 26, 30, 31, 31, 31};
        const std::int64_t past[] = {31, 31, 30, 26, 17, 16, 9, 8, 7, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        for (std::size_t i = 0; i < std::size(relative); ++i) {
            QCOMPARE(nn::relativeBucket(relative[i], true, 32, 128), both[i]);
            QCOMPARE(nn::relativeBucket(relative[i], false, 32, 128), past[i]);
        }
    }
};

QTEST_GUILESS_MAIN(T5Golden)
#include "tst_t5_golden.moc"
