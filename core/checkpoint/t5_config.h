// Shape of a T5/P5 network, spelled as in Hugging Face's config.json (there in snake_case). No torch here.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace up5::checkpoint {

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
    /// Refuses missing members and values out of range: Error{Corrupt}; other variants of T5 (gated
    /// feed-forward, untied embedding): Error{Unsupported}. As in Hugging Face's own files, these may be
    /// absent: num_decoder_layers (num_layers), relative_attention_max_distance (128) and
    /// whole_word_vocab_size (0).
    static T5Config fromJson(const nlohmann::json& json);
};

/// Refuses a shape no network can have, be it read from a file or told by tensors: layers beyond 1000, other
/// numbers (and num_heads times d_kv) beyond 2^24, fewer than 4 relative buckets, a maximal distance below
/// their number. `where` begins the sentence; throws Error{code} naming the member of config.json.
void requireInRange(const T5Config& config, const std::string& where, ErrorCode code);

/// Number of parameters of the network, the tied embedding once (golden values: spec B1).
std::int64_t parameterCount(const T5Config& config);
/// The same with the tied embedding counted as often as checkpoints name it: shared, encoder, decoder and
/// output (spec D3: 110,117,376 for t5-small, the "110 million" of the paper's Table 11).
std::int64_t untiedParameterCount(const T5Config& config);

} // namespace up5::checkpoint
