// Shape of a T5/P5 network, spelled as in Hugging Face's config.json (there in snake_case). No torch here.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

namespace up5::nn {

struct T5Config {
    std::int64_t vocabSize = 0;
    std::int64_t dModel = 64, dKv = 16, dFf = 256;
    std::int64_t numLayers = 2, numDecoderLayers = 2, numHeads = 4;
    std::int64_t relativeAttentionNumBuckets = 32, relativeAttentionMaxDistance = 128;
    double dropoutRate = 0.1;
    double layerNormEpsilon = 1e-6;
    std::int64_t wholeWordVocabSize = 512; ///< rows of the whole-word table; 0 = none (plain T5)

    /// "tiny", "desk", "t5-small", "t5-base". Throws Error{InvalidInput}.
    static T5Config preset(const std::string& name, std::int64_t vocabSize);
    nlohmann::json toJson() const;
    /// Refuses missing members and values that are not positive. Throws Error{Corrupt}.
    static T5Config fromJson(const nlohmann::json& json);
};

} // namespace up5::nn
