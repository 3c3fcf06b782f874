#include "nn/prefix_slots.h"

namespace up5::nn {

std::int64_t numSlots(const T5Config& config) {
    return 2 * (config.numLayers + 2 * config.numDecoderLayers);
}

KvPrefix prefixFromSlots(const T5Config& config, const torch::Tensor& slots) {
    const torch::Tensor split =
        slots.view({slots.size(0), slots.size(1), config.numHeads, config.dKv}).transpose(1, 2);
    KvPrefix prefix;
    std::int64_t slot = 0;
    for (const AttentionKind& kind : kAttentionKinds) {
        for (std::int64_t layer = 0; layer < config.*kind.count; ++layer, slot += 2) {
            (prefix.*kind.layers).push_back({split[slot], split[slot + 1]});
        }
    }
    return prefix;
}

torch::Tensor slotsOf(const KvPrefix& prefix) {
    std::vector<torch::Tensor> slots;
    for (const AttentionKind& kind : kAttentionKinds) {
        for (const LayerPrefix& layer : prefix.*kind.layers) {
            slots.push_back(layer.key);
            slots.push_back(layer.value);
        }
    }
    // [slots, heads, n, dKv] → [slots, n, heads · dKv]
    return torch::stack(slots).transpose(1, 2).flatten(2);
}

} // namespace up5::nn
