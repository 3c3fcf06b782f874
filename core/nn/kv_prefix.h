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

    std::int64_t length() const { return encoderSelf.empty() ? 0 : encoderSelf.front().key.size(1); }
    KvPrefix detached() const;
    KvPrefix to(torch::Device device) const;
};

} // namespace up5::nn
