#include "checkpoint/t5_config.h"

#include <fmt/format.h>

#include "base/error.h"

namespace up5::checkpoint {

namespace {

constexpr const char* kConfigName = "config.json";

/// Every width stays below this, so that no product of a few of them leaves 64 bits.
constexpr std::int64_t kMaxWidth = std::int64_t(1) << 24;
constexpr std::int64_t kMaxLayers = 1000;

struct IntegerMember {
    const char* name; ///< in config.json
    std::int64_t T5Config::*value;
    std::int64_t least, most;
};
constexpr IntegerMember kIntegers[] = {
    {"vocab_size", &T5Config::vocabSize, 1, kMaxWidth},
    {"d_model", &T5Config::dModel, 1, kMaxWidth},
    {"d_kv", &T5Config::dKv, 1, kMaxWidth},
    {"d_ff", &T5Config::dFf, 1, kMaxWidth},
    {"num_layers", &T5Config::numLayers, 1, kMaxLayers},
    {"num_decoder_layers", &T5Config::numDecoderLayers, 1, kMaxLayers},
    {"num_heads", &T5Config::numHeads, 1, kMaxWidth},
    {"relative_attention_num_buckets", &T5Config::relativeAttentionNumBuckets, 4, kMaxWidth},
    {"relative_attention_max_distance", &T5Config::relativeAttentionMaxDistance, 4, kMaxWidth},
    {"whole_word_vocab_size", &T5Config::wholeWordVocabSize, 0, kMaxWidth},
};

/// What a config.json without an integer means: transformers builds as many decoder layers as encoder layers,
/// and writes the maximal distance (128) only in later versions; the whole-word table is P5's. Null where the
/// member is needed.
const std::int64_t* defaultOf(const IntegerMember& member, const T5Config& config) {
    static constexpr std::int64_t kMaxDistance = 128, kNoTable = 0;
    return member.value == &T5Config::numDecoderLayers               ? &config.numLayers
           : member.value == &T5Config::relativeAttentionMaxDistance ? &kMaxDistance
           : member.value == &T5Config::wholeWordVocabSize           ? &kNoTable
                                                                     : nullptr;
}

[[noreturn]] void refuseInteger(const std::string& where, ErrorCode code, const std::string& name,
                                const std::string& found, std::int64_t least, std::int64_t most) {
    throw Error(code, fmt::format("{}: {} is {}; an integer from {} to {} is needed.", where, name, found,
                                  least, most));
}

/// A member that is null counts as absent, as transformers has it.
std::int64_t integerOf(const nlohmann::json& json, const IntegerMember& member, const T5Config& config) {
    const auto found = json.find(member.name);
    if (found == json.end() || found->is_null()) {
        if (const std::int64_t* implied = defaultOf(member, config)) {
            return *implied;
        }
        throw Error(ErrorCode::Corrupt,
                    fmt::format("The network's config.json has no member {}.", member.name));
    }
    if (!found->is_number_integer() ||
        (found->is_number_unsigned() &&
         found->get<std::uint64_t>() > static_cast<std::uint64_t>(member.most))) {
        refuseInteger(kConfigName, ErrorCode::Corrupt, member.name, found->dump(), member.least, member.most);
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
    for (const IntegerMember& member : kIntegers) {
        config.*member.value = integerOf(json, member, config);
    }
    requireInRange(config, kConfigName, ErrorCode::Corrupt);
    config.dropoutRate = realMember(json, "dropout_rate", 0.0, 1.0);
    config.layerNormEpsilon = realMember(json, "layer_norm_epsilon", 1e-12, 1.0);
    return config;
}

void requireInRange(const T5Config& config, const std::string& where, ErrorCode code) {
    const auto require = [&](const char* name, std::int64_t value, std::int64_t least, std::int64_t most) {
        if (value < least || value > most) {
            refuseInteger(where, code, name, std::to_string(value), least, most);
        }
    };
    for (const IntegerMember& member : kIntegers) {
        require(member.name, config.*member.value, member.least, member.most);
    }
    require("relative_attention_max_distance", config.relativeAttentionMaxDistance,
            config.relativeAttentionNumBuckets, kMaxWidth);
    require("num_heads times d_kv", config.numHeads * config.dKv, 1, kMaxWidth);
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
