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
        for (const char* name : {"vocab_size", "d_model", "d_kv", "d_ff", "num_layers", "num_decoder_layers",
                                 "num_heads", "dropout_rate", "layer_norm_epsilon"}) {
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

    void huggingFacesFilesNeedNoMembersOfOurs() {
        auto json = T5Config::preset("tiny", 50).toJson();
        json.erase("whole_word_vocab_size");
        json.erase("relative_attention_max_distance");
        const auto config = T5Config::fromJson(json);
        QCOMPARE(config.wholeWordVocabSize, 0);
        QCOMPARE(config.relativeAttentionMaxDistance, 128);
    }
};

QTEST_GUILESS_MAIN(T5ConfigTest)
#include "tst_t5_config.moc"
