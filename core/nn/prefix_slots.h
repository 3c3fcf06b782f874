// Prefixes as one tensor of slots: the keys and values of every attention behind one another.
#pragma once

#include <torch/torch.h>

#include "nn/kv_prefix.h"
#include "nn/t5_config.h"

namespace up5::nn {

/// 2 · (encoder layers + 2 · decoder layers).
std::int64_t numSlots(const T5Config& config);

/// [slots, n, d_inner] → a prefix of length n. Slots are layer 0 key, layer 0 value, layer 1 key, … of
/// each kind of attention in the order of kAttentionKinds.
KvPrefix prefixFromSlots(const T5Config& config, const torch::Tensor& slots);

/// The reverse: heads side by side in the last dimension.
torch::Tensor slotsOf(const KvPrefix& prefix);

} // namespace up5::nn
