// Key/value prefixes of every attention of a backbone: what a soft prompt is once materialised (spec D1).
#pragma once

#include <vector>

#include <torch/torch.h>

namespace up5::nn {

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

    std::int64_t length() const { return encoderSelf.empty() ? 0 : encoderSelf.front().key.size(1); }
    KvPrefix detached() const;
    KvPrefix to(torch::Device device) const;
    /// Without gradients and with memory of its own.
    KvPrefix copied() const;
};

/// Both prefixes at once, the columns and rows of `second` behind those of `first`. Throws
/// Error{InvalidInput} when both have keys and values but for different numbers of layers.
KvPrefix concatenated(const KvPrefix& first, const KvPrefix& second);

} // namespace up5::nn
