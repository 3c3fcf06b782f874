// Presets, parameter counts (spec B1) and config.json of the backbone.
#include <QtTest/QTest>

#include "nn/p5_backbone.h"
#include "support/expect_error.h"

using namespace up5;
using nn::T5Config;

class T5ConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presetsHaveTheirShapes() {
        const auto desk = T5Config::preset("desk", 1000);
        QCOMPARE(desk.dModel, 64);
        QCOMPARE(desk.dKv, 16);
        QCOMPARE(desk.dFf, 256);
        QCOMPARE(desk.numLayers, 2);
        QCOMPARE(desk.numDecoderLayers, 2);
        QCOMPARE(desk.numHeads, 4);
        QCOMPARE(desk.vocabSize, 1000);
        QCOMPARE(T5Config::preset("tiny", 1000).dModel, 32);
        UP5_EXPECT_ERROR(T5Config::preset("huge", 1000), ErrorCode::InvalidInput, "t5-base");
        UP5_EXPECT_ERROR(T5Config::preset("desk", 0), ErrorCode::InvalidInput, "vocabulary");
    }

    void publishedParameterCounts() { // spec B1: without the whole-word table, then the table
        auto small = T5Config::preset("t5-small", 32128);
        QCOMPARE(nn::parameterCount(small), 60'506'624 + 262'144);
        auto base = T5Config::preset("t5-base", 32128);
        QCOMPARE(nn::parameterCount(base), 222'903'552 + 393'216);
        small.wholeWordVocabSize = base.wholeWordVocabSize = 0;
        QCOMPARE(nn::parameterCount(small), 60'506'624);
        QCOMPARE(nn::parameterCount(base), 222'903'552);
    }

    void formulaCountsWhatIsThere() {
        T5Config odd = T5Config::preset("tiny", 37);
        odd.dKv = 5;
        odd.dFf = 21;
        odd.numHeads = 3;
        odd.numDecoderLayers = 4;
        odd.wholeWordVocabSize = 0;
        odd.relativeAttentionNumBuckets = 16;
        for (const auto& config : {odd, T5Config::preset("desk", 200), T5Config::preset("t5-small", 32128)}) {
            QCOMPARE(nn::P5Backbone(config)->parameterCount(), nn::parameterCount(config));
        }
    }

    void jsonRoundTrip() {
        auto config = T5Config::preset("t5-base", 99);
        config.dropoutRate = 0.25;
        config.wholeWordVocabSize = 0;
        config.relativeAttentionMaxDistance = 64;
        const auto json = config.toJson();
        QCOMPARE(T5Config::fromJson(json).toJson(), json);
        QCOMPARE(json.at("d_ff").get<std::int64_t>(), 3072);
    }

    void refusesBrokenJson() {
        const auto good = T5Config::preset("tiny", 50).toJson();
        for (const char* name : {"vocab_size", "d_model", "d_kv", "d_ff", "num_layers", "num_heads",
                                 "dropout_rate", "layer_norm_epsilon"}) {
            auto missing = good;
            missing.erase(name);
            UP5_EXPECT_ERROR(T5Config::fromJson(missing), ErrorCode::Corrupt, name);
            auto negative = good;
            negative[name] = -1;
            UP5_EXPECT_ERROR(T5Config::fromJson(negative), ErrorCode::Corrupt, name);
            auto text = good;
            text[name] = "many";
            UP5_EXPECT_ERROR(T5Config::fromJson(text), ErrorCode::Corrupt, name);
        }
        UP5_EXPECT_ERROR(T5Config::fromJson(nlohmann::json::array()), ErrorCode::Corrupt, "object");
        auto gated = good;
        gated["feed_forward_proj"] = "gated-gelu";
        UP5_EXPECT_ERROR(T5Config::fromJson(gated), ErrorCode::Unsupported, "gated-gelu");
        auto untied = good;
        untied["tie_word_embeddings"] = false;
        UP5_EXPECT_ERROR(T5Config::fromJson(untied), ErrorCode::Unsupported, "tie_word_embeddings");
    }

    void refusesWhatNoNetworkHas() {
        const auto good = T5Config::preset("tiny", 50).toJson();
        const auto refused = [&](const nlohmann::json& changes, const char* text) {
            auto json = good;
            json.update(changes);
            UP5_EXPECT_ERROR(T5Config::fromJson(json), ErrorCode::Corrupt, text);
        };
        refused({{"num_layers", 1'000'000'000}},
                "num_layers is 1000000000; an integer from 1 to 1000 is needed");
        refused({{"num_decoder_layers", 1001}}, "num_decoder_layers is 1001");
        refused({{"num_decoder_layers", 0}}, "num_decoder_layers is 0");
        refused({{"d_ff", (1 << 24) + 1}}, "d_ff is 16777217");
        refused({{"d_model", std::numeric_limits<std::uint64_t>::max()}}, "d_model is 18446744073709551615");
        refused({{"num_heads", 1 << 24}, {"d_kv", 1 << 24}}, "num_heads times d_kv is 281474976710656");
        refused({{"relative_attention_num_buckets", 3}}, "relative_attention_num_buckets is 3");
        refused({{"relative_attention_max_distance", 31}}, "from 32 to");
        refused({{"whole_word_vocab_size", -1}}, "whole_word_vocab_size is -1");
        T5Config largest; // what is allowed at most still counts in 64 bits
        largest.vocabSize = largest.dModel = largest.dFf = largest.wholeWordVocabSize = 1 << 24;
        largest.numHeads = largest.dKv = 1 << 12;
        largest.numLayers = largest.numDecoderLayers = 1000;
        nn::requireInRange(largest, "largest", ErrorCode::Corrupt);
        QVERIFY(nn::parameterCount(largest) > std::int64_t{1} << 61);
    }

    /// config.json of google's t5-small as published, but for its task prefixes: no num_decoder_layers, no
    /// maximal distance, no feed_forward_proj.
    void publishedConfigOfT5Small() {
        const auto config = T5Config::fromJson(nlohmann::json::parse(R"({
  "architectures": ["T5WithLMHeadModel"],
  "d_ff": 2048,
  "d_kv": 64,
  "d_model": 512,
  "decoder_start_token_id": 0,
  "dropout_rate": 0.1,
  "eos_token_id": 1,
  "initializer_factor": 1.0,
  "is_encoder_decoder": true,
  "layer_norm_epsilon": 1e-06,
  "model_type": "t5",
  "n_positions": 512,
  "num_heads": 8,
  "num_layers": 6,
  "output_past": true,
  "pad_token_id": 0,
  "relative_attention_num_buckets": 32,
  "vocab_size": 32128
})"));
        auto small = T5Config::preset("t5-small", 32128);
        small.wholeWordVocabSize = 0;
        QCOMPARE(config.toJson(), small.toJson());
        QCOMPARE(nn::parameterCount(config), 60'506'624);
    }

    void huggingFacesFilesNeedNoMembersOfOurs() {
        auto json = T5Config::preset("tiny", 50).toJson();
        json.erase("whole_word_vocab_size");
        json.erase("relative_attention_max_distance");
        json["num_layers"] = 5;
        json["num_decoder_layers"] = nullptr;
        const auto config = T5Config::fromJson(json);
        QCOMPARE(config.wholeWordVocabSize, 0);
        QCOMPARE(config.relativeAttentionMaxDistance, 128);
        QCOMPARE(config.numDecoderLayers, 5);
    }
};

QTEST_GUILESS_MAIN(T5ConfigTest)
#include "tst_t5_config.moc"
