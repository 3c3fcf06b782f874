#include "checkpoint/t5_config.h"

#include <fmt/format.h>

#include "base/error.h"

namespace up5::checkpoint {

namespace {

std::int64_t integerMember(const nlohmann::json& json, const char* name, std::int64_t least) {
    const auto found = json.find(name);
    if (found == json.end()) {
        throw Error(ErrorCode::Corrupt, fmt::format("The network's config.json has no member {}.", name));
    }
    if (!found->is_number_integer() || found->get<std::int64_t>() < least) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("config.json: {} is {}; an integer of at least {} is needed.", name,
                                found->dump(), least));
    }
    return found->get<std::int64_t>();
}

double realMember(const nlohmann::json& json, const char* name, double least, double below) {
    const auto found = json.find(name);
    if (found == json.end()) {
        throw Error(ErrorCode::Corrupt, fmt::format("The network's config.json has no member {}.", name));
    }
    if (!found->is_number() || found->get<double>() < least || found->get<double>() >= below) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("config.json: {} is {}; a number from {} to below {} is needed.", name,
                                found->dump(), least, below));
    }
    return found->get<double>();
}

/// Variants of T5 that this network is not; absent members mean T5 v1.0.
void refuseOtherVariants(const nlohmann::json& json) {
    const auto projection = json.find("feed_forward_proj");
    if (projection != json.end() && *projection != "relu") {
        throw Error(ErrorCode::Unsupported,
                    fmt::format("config.json: feed_forward_proj is {}; only \"relu\" (T5 v1.0) is supported.",
                                projection->dump()));
    }
    const auto tied = json.find("tie_word_embeddings");
    if (tied != json.end() && *tied != true) {
        throw Error(ErrorCode::Unsupported,
                    "config.json: tie_word_embeddings is not true; only networks with a "
                    "tied embedding (T5 v1.0) are supported.");
    }
}

} // namespace

T5Config T5Config::preset(const std::string& name, std::int64_t vocabSize) {
    if (vocabSize < 1) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("A network needs a vocabulary; its size was given as {}.", vocabSize));
    }
    T5Config config;
    config.vocabSize = vocabSize;
    if (name == "tiny") {
        config.dModel = 32;
        config.dKv = 8;
        config.dFf = 64;
    } else if (name == "t5-small") {
        config.dModel = 512;
        config.dKv = 64;
        config.dFf = 2048;
        config.numLayers = config.numDecoderLayers = 6;
        config.numHeads = 8;
    } else if (name == "t5-base") {
        config.dModel = 768;
        config.dKv = 64;
        config.dFf = 3072;
        config.numLayers = config.numDecoderLayers = 12;
        config.numHeads = 12;
    } else if (name != "desk") {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("There is no network preset {}; choose tiny, desk, t5-small or t5-base.", name));
    }
    return config;
}

nlohmann::json T5Config::toJson() const {
    return {{"model_type", "t5"},
            {"feed_forward_proj", "relu"},
            {"is_encoder_decoder", true},
            {"tie_word_embeddings", true},
            {"pad_token_id", 0},
            {"eos_token_id", 1},
            {"decoder_start_token_id", 0},
            {"vocab_size", vocabSize},
            {"d_model", dModel},
            {"d_kv", dKv},
            {"d_ff", dFf},
            {"num_layers", numLayers},
            {"num_decoder_layers", numDecoderLayers},
            {"num_heads", numHeads},
            {"relative_attention_num_buckets", relativeAttentionNumBuckets},
            {"relative_attention_max_distance", relativeAttentionMaxDistance},
            {"dropout_rate", dropoutRate},
            {"layer_norm_epsilon", layerNormEpsilon},
            {"whole_word_vocab_size", wholeWordVocabSize}};
}

T5Config T5Config::fromJson(const nlohmann::json& json) {
    if (!json.is_object()) {
        throw Error(ErrorCode::Corrupt, "The network's config.json is not a JSON object.");
    }
    refuseOtherVariants(json);
    T5Config config;
    config.vocabSize = integerMember(json, "vocab_size", 1);
    config.dModel = integerMember(json, "d_model", 1);
    config.dKv = integerMember(json, "d_kv", 1);
    config.dFf = integerMember(json, "d_ff", 1);
    config.numLayers = integerMember(json, "num_layers", 1);
    config.numDecoderLayers = integerMember(json, "num_decoder_layers", 1);
    config.numHeads = integerMember(json, "num_heads", 1);
    config.relativeAttentionNumBuckets = integerMember(json, "relative_attention_num_buckets", 4);
    // Hugging Face's own files may leave out the first and never have the second.
    config.relativeAttentionMaxDistance =
        json.contains("relative_attention_max_distance")
            ? integerMember(json, "relative_attention_max_distance", config.relativeAttentionNumBuckets)
            : 128;
    config.wholeWordVocabSize =
        json.contains("whole_word_vocab_size") ? integerMember(json, "whole_word_vocab_size", 0) : 0;
    config.dropoutRate = realMember(json, "dropout_rate", 0.0, 1.0);
    config.layerNormEpsilon = realMember(json, "layer_norm_epsilon", 1e-12, 1.0);
    return config;
}

std::int64_t parameterCount(const T5Config& config) {
    const std::int64_t inner = config.numHeads * config.dKv;
    const std::int64_t attention = 4 * config.dModel * inner;
    const std::int64_t feedForward = 2 * config.dModel * config.dFf;
    const std::int64_t encoderLayer = attention + feedForward + 2 * config.dModel;
    const std::int64_t decoderLayer = 2 * attention + feedForward + 3 * config.dModel;
    const std::int64_t relativeBias = config.relativeAttentionNumBuckets * config.numHeads;
    return (config.vocabSize + config.wholeWordVocabSize) * config.dModel + config.numLayers * encoderLayer +
           config.numDecoderLayers * decoderLayer + 2 * (relativeBias + config.dModel);
}

std::int64_t untiedParameterCount(const T5Config& config) {
    constexpr std::int64_t kFurtherNames = 3;
    return parameterCount(config) + kFurtherNames * config.vocabSize * config.dModel;
}

} // namespace up5::checkpoint
