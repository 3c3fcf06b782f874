// Key/value prefixes of every attention of a backbone: what a soft prompt is once materialised (spec D1).
#pragma once

#include <vector>

#include <torch/torch.h>

#include "nn/t5_config.h"

namespace up5::nn {

/// Where a soft prompt enters a backbone.
enum class PromptInjection {
    KeysAndValues, ///< prefixes of every attention (Li and Liang 2021)
    Input          ///< embeddings before the encoder's and the decoder's input (Lester et al. 2021)
};

/// One attention's prefix; key and value are [numHeads, prefixLength, dKv], shared by all rows of a batch.
struct LayerPrefix {
    torch::Tensor key, value;
};

/// Prefixes are prepended to the projected keys and values: no relative bias (0), always visible, queries
/// unchanged, so positions and user spans do not move. An empty KvPrefix, or length 0, changes nothing.
struct KvPrefix {
    std::vector<LayerPrefix> encoderSelf;        ///< per encoder layer
    std::vector<LayerPrefix> decoderSelf, cross; ///< per decoder layer
    /// Optional [prefixLength] bool; true = visible. Undefined = all visible.
    torch::Tensor visible;
    /// Optional [m, d]: embeddings put before those of the encoder's tokens (whole-word id 0, no whole-word
    /// embedding) and before the decoder's start token (Lester et al. 2021). Unlike keys and values they take
    /// up positions: encoder states, and user spans in them, begin m places later.
    torch::Tensor encoderInput, decoderInput;

    /// Columns of keys and values; input embeddings do not count.
    std::int64_t length() const { return encoderSelf.empty() ? 0 : encoderSelf.front().key.size(1); }
    /// Numbers it consists of.
    std::int64_t numel() const;
    KvPrefix detached() const;
    KvPrefix to(torch::Device device) const;
    /// Without gradients and with memory of its own.
    KvPrefix copied() const;
};

/// A kind of attention: its name in files, its place in a prefix, its number of layers.
struct AttentionKind {
    const char* name;
    std::vector<LayerPrefix> KvPrefix::*layers;
    std::int64_t T5Config::*count;
};
inline constexpr AttentionKind kAttentionKinds[] = {
    {"encoder_self", &KvPrefix::encoderSelf, &T5Config::numLayers},
    {"decoder_self", &KvPrefix::decoderSelf, &T5Config::numDecoderLayers},
    {"cross", &KvPrefix::cross, &T5Config::numDecoderLayers},
};

/// Both prefixes at once, the columns and rows of `second` behind those of `first`. Throws
/// Error{InvalidInput} when both have keys and values but for different numbers of layers.
KvPrefix concatenated(const KvPrefix& first, const KvPrefix& second);

} // namespace up5::nn
