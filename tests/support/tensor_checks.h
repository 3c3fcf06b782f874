// Comparisons of tensors and small networks with fixed weights for the engine's tests.
#pragma once

#include <QtTest/QTest>

#include <limits>

#include <fmt/format.h>
#include <torch/torch.h>

#include "nn/p5_backbone.h"

namespace up5::test {

/// Largest absolute difference; infinite where shapes differ or a value is not finite.
inline double maxDifference(const torch::Tensor& a, const torch::Tensor& b) {
    if (a.sizes() != b.sizes()) {
        return std::numeric_limits<double>::infinity();
    }
    const double difference = (a.detach() - b.detach()).abs().max().item<double>();
    return std::isfinite(difference) ? difference : std::numeric_limits<double>::infinity();
}

/// A small network in evaluation mode whose weights depend only on the seed.
inline nn::P5Backbone smallBackbone(std::uint64_t seed = 7, std::int64_t vocabSize = 60) {
    torch::manual_seed(seed);
    nn::T5Config config = nn::T5Config::preset("tiny", vocabSize);
    config.wholeWordVocabSize = 32;
    nn::P5Backbone backbone(config);
    backbone->eval();
    return backbone;
}

/// Right-padded random input: row r has `lengths[r]` tokens.
struct SmallInput {
    explicit SmallInput(const std::vector<std::int64_t>& lengths, std::uint64_t seed = 11,
                        std::int64_t vocabSize = 60) {
        torch::manual_seed(seed);
        const auto rows = static_cast<std::int64_t>(lengths.size());
        const std::int64_t longest = *std::max_element(lengths.begin(), lengths.end());
        attentionMask = torch::arange(longest).unsqueeze(0) < torch::tensor(lengths).unsqueeze(1);
        tokens = torch::randint(2, vocabSize, {rows, longest}, torch::kInt64) * attentionMask;
        wholeWordIds = torch::randint(0, 32, {rows, longest}, torch::kInt64) * attentionMask;
    }
    torch::Tensor encode(nn::P5Backbone& backbone, const nn::KvPrefix* prefix = nullptr) const {
        return backbone->encode(tokens, wholeWordIds, attentionMask, prefix);
    }
    torch::Tensor tokens, wholeWordIds, attentionMask;
};

/// Random prefixes of the network's shape.
inline nn::KvPrefix randomPrefix(const nn::T5Config& config, std::int64_t length, std::uint64_t seed = 5) {
    torch::manual_seed(seed);
    const auto layers = [&](std::int64_t count) {
        std::vector<nn::LayerPrefix> result;
        for (std::int64_t i = 0; i < count; ++i) {
            result.push_back({torch::randn({config.numHeads, length, config.dKv}),
                              torch::randn({config.numHeads, length, config.dKv})});
        }
        return result;
    };
    return {layers(config.numLayers), layers(config.numDecoderLayers), layers(config.numDecoderLayers), {}};
}

} // namespace up5::test

/// Fails the test function unless the tensors have one shape and differ by at most `tolerance` everywhere.
#define UP5_COMPARE_TENSORS(actual, expected, tolerance)                                                     \
    do {                                                                                                     \
        const double difference = up5::test::maxDifference((actual), (expected));                            \
        QVERIFY2(difference <= (tolerance),                                                                  \
                 fmt::format("{} differs from {} by {}", #actual, #expected, difference).c_str());           \
    } while (false)
