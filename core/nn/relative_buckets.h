// T5's relative position buckets: the rule, and its values as index tensors on the device where they are
// used.
#pragma once

#include <torch/torch.h>

namespace up5::nn {

/// T5's relative position bucket of key − query (golden values: spec Z1).
std::int64_t relativeBucket(std::int64_t relative, bool bidirectional, std::int64_t numBuckets,
                            std::int64_t maxDistance);

/// Looks buckets up instead of computing logarithms at every step. Keeps what it computed; not thread-safe.
class RelativeBuckets {
public:
    RelativeBuckets(bool bidirectional, std::int64_t numBuckets, std::int64_t maxDistance);

    /// Of positions 0 … length − 1: int64 [length (query), length (key)].
    torch::Tensor ofSequence(std::int64_t length, torch::Device device);
    /// Of any int64 tensor of differences key − query, same shape.
    torch::Tensor of(const torch::Tensor& relative);

private:
    const torch::Tensor& table(torch::Device device);

    bool m_bidirectional;
    std::int64_t m_numBuckets, m_maxDistance;
    torch::Tensor m_table;  ///< buckets of −maxDistance … maxDistance; beyond, they stay the same
    torch::Tensor m_square; ///< ofSequence of the longest length seen; shorter ones are its corner
};

} // namespace up5::nn
