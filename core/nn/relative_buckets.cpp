#include "nn/relative_buckets.h"

#include <algorithm>
#include <cmath>

namespace up5::nn {

std::int64_t relativeBucket(std::int64_t relative, bool bidirectional, std::int64_t numBuckets,
                            std::int64_t maxDistance) {
    const std::int64_t buckets = bidirectional ? numBuckets / 2 : numBuckets;
    const std::int64_t offset = bidirectional && relative > 0 ? buckets : 0;
    const std::int64_t distance = bidirectional ? std::abs(relative) : std::max<std::int64_t>(-relative, 0);
    const std::int64_t exact = buckets / 2;
    if (distance < exact) {
        return offset + distance;
    }
    const double position = std::log(static_cast<double>(distance) / static_cast<double>(exact)) /
                            std::log(static_cast<double>(maxDistance) / static_cast<double>(exact));
    const auto step = static_cast<std::int64_t>(position * static_cast<double>(buckets - exact));
    return offset + std::min(buckets - 1, exact + step);
}

RelativeBuckets::RelativeBuckets(bool bidirectional, std::int64_t numBuckets, std::int64_t maxDistance)
    : m_bidirectional(bidirectional), m_numBuckets(numBuckets), m_maxDistance(maxDistance) {}

const torch::Tensor& RelativeBuckets::table(torch::Device device) {
    if (!m_table.defined() || m_table.device() != device) {
        // Made on the device itself: equal buckets are runs of consecutive differences, so a bucket is the
        // first one plus the jumps passed since.
        const auto relative = torch::arange(-m_maxDistance, m_maxDistance + 1,
                                            torch::TensorOptions().dtype(torch::kInt64).device(device));
        std::int64_t last = relativeBucket(-m_maxDistance, m_bidirectional, m_numBuckets, m_maxDistance);
        m_table = torch::full_like(relative, last);
        for (std::int64_t i = 1 - m_maxDistance; i <= m_maxDistance; ++i) {
            const std::int64_t bucket = relativeBucket(i, m_bidirectional, m_numBuckets, m_maxDistance);
            if (bucket != last) {
                m_table.add_(relative.ge(i), bucket - last);
                last = bucket;
            }
        }
    }
    return m_table;
}

torch::Tensor RelativeBuckets::of(const torch::Tensor& relative) {
    const torch::Tensor index = relative.clamp(-m_maxDistance, m_maxDistance).add_(m_maxDistance);
    // What is kept must serve a later backward pass, also when the caller is in inference mode now.
    const c10::InferenceMode normalTensors(false);
    return table(relative.device()).index_select(0, index.flatten()).view(relative.sizes());
}

torch::Tensor RelativeBuckets::ofSequence(std::int64_t length, torch::Device device) {
    if (!m_square.defined() || m_square.device() != device || m_square.size(0) < length) {
        const c10::InferenceMode normalTensors(false);
        const torch::Tensor positions = torch::arange(
            std::max<std::int64_t>(length, 64), torch::TensorOptions().dtype(torch::kInt64).device(device));
        m_square = of(positions.unsqueeze(0) - positions.unsqueeze(1));
    }
    return m_square.narrow(0, 0, length).narrow(1, 0, length);
}

} // namespace up5::nn
