// The published t5-small's shape against transformers (values and versions: tests/golden/t5_small.py):
// encoder, decoder, loss, gradients of a prompt, a beam search.
#include <QtTest/QTest>

#include "nn/candidate_scorer.h"
#include "nn/checkpoint.h"
#include "support/golden_t5.h"
#include "support/tensor_checks.h"

using namespace up5;

namespace {

constexpr double kTolerance = 2e-5;
constexpr std::int64_t kPrefix = 5;
constexpr std::int64_t kLow32 = 0xFFFFFFFF;

/// The script's formula: exactly the same numbers in [-0.5, 0.5).
torch::Tensor numbers(std::int64_t count, std::int64_t salt) {
    auto x =
        (torch::arange(count, torch::kInt64) * std::int64_t{2654435761} + salt * 40503).bitwise_and(kLow32);
    for (int round = 0; round < 2; ++round) {
        x = (x.bitwise_xor(x.div(65536, "floor")) * std::int64_t{0x45D9F3B}).bitwise_and(kLow32);
    }
    return x.bitwise_xor(x.div(65536, "floor")).to(torch::kDouble) / 4294967296.0 - 0.5;
}

double spread(const std::string& name, const torch::Tensor& parameter) {
    if (name.find("relative_attention_bias") != std::string::npos || name.ends_with("shared.weight")) {
        return 1;
    }
    const double narrow = 1 / std::sqrt(static_cast<double>(parameter.size(1)));
    return name.find(".q.") != std::string::npos ? 0.35 * narrow : narrow;
}

} // namespace

class TestT5SmallGolden : public test::GoldenT5 {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_expected =
            nn::loadTensors(std::filesystem::path(UP5_SOURCE_DIR) / "tests/golden/t5_small.safetensors");
        auto config = nn::T5Config::preset("t5-small", 32128);
        config.wholeWordVocabSize = 0;
        m_backbone = nn::P5Backbone(config);
        m_backbone->eval();
        std::map<std::string, torch::Tensor> sorted;
        for (const auto& item : m_backbone->named_parameters()) {
            sorted[item.key()] = item.value();
        }
        std::int64_t salt = 0, count = 0;
        for (auto& [name, parameter] : sorted) {
            const torch::NoGradGuard noGradients;
            const auto values = numbers(parameter.numel(), salt++).view_as(parameter);
            const bool isGain = name.find("layer_norm") != std::string::npos;
            parameter.copy_(isGain ? 1 + values : std::sqrt(12.0) * spread(name, parameter) * values);
            parameter.set_requires_grad(false);
            count += parameter.numel();
        }
        QCOMPARE(count, std::int64_t{60'506'624}); // as published
    }

    void statesLogitsAndLossAgree() {
        const auto states = encode();
        UP5_COMPARE_TENSORS(states.slice(2, 0, {}, 16), expected("encoder_states"), kTolerance);
        UP5_COMPARE_TENSORS(logits(states).slice(2, 0, {}, 500), expected("logits"), kTolerance);
        UP5_COMPARE_TENSORS(loss(states).view(1), expected("loss"), kTolerance);
    }

    void gradientsOfAPromptAgree() {
        const auto layers = [](std::int64_t salt) {
            const auto values = numbers(6 * 2 * 8 * kPrefix * 64, salt).view({6, 2, 8, kPrefix, 64});
            std::vector<nn::LayerPrefix> result;
            for (const auto& layer : values.to(torch::kFloat).unbind(0)) {
                result.push_back(
                    {layer[0].clone().set_requires_grad(true), layer[1].clone().set_requires_grad(true)});
            }
            return result;
        };
        nn::KvPrefix prefix{layers(2001), layers(2002), layers(2003), {}, {}, {}};
        const auto prefixed = loss(encode(&prefix), &prefix);
        UP5_COMPARE_TENSORS(prefixed.view(1), expected("prefixed_loss"), kTolerance);
        prefixed.backward();
        for (const nn::AttentionKind& kind : nn::kAttentionKinds) {
            const auto& golden = expected(std::string("prefix_gradient.") + kind.name);
            // They are small, so an absolute bound would say little.
            UP5_COMPARE_TENSORS(prefixGradient(prefix, kind).slice(4, 0, {}, 16) / golden.abs().max(),
                                golden / golden.abs().max(), 1e-3);
        }
    }

    void generateWithTwentyBeamsFindsTheSame() {
        const torch::NoGradGuard noGradients;
        std::vector<std::vector<std::int32_t>> pieces;
        const auto table = expected("candidates");
        for (std::int64_t i = 0; i < table.size(0); ++i) {
            pieces.emplace_back();
            for (std::int64_t j = 0; j < table.size(1) && table[i][j].item<std::int64_t>() != 0; ++j) {
                pieces.back().push_back(table[i][j].item<std::int32_t>());
            }
        }
        const nn::CandidatePieces candidates(pieces.begin(), pieces.end());
        const auto scores = nn::scoreCandidates(m_backbone, encode().narrow(0, 0, 1), mask().narrow(0, 0, 1),
                                                {candidates}, {.beams = 20})
                                .front();
        int found = 0;
        for (std::size_t i = 0; i < scores.size(); ++i) {
            const float golden = expected("beam_scores")[static_cast<std::int64_t>(i)].item<float>();
            QCOMPARE(std::isinf(scores[i]), std::isinf(golden));
            if (!std::isinf(golden)) {
                ++found;
                QVERIFY(std::abs(scores[i] - golden) < 1e-4);
            }
        }
        QCOMPARE(found, 20); // of 52
    }
};

QTEST_GUILESS_MAIN(TestT5SmallGolden)
#include "tst_t5_small_golden.moc"
