// Users of known classes with states that give away a known amount, for tests of probes.
#pragma once

#include <torch/torch.h>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "train/probes/probe.h"

namespace up5::test {

constexpr int kStateSize = 8;

/// n users in 8 dimensions; class c is shifted by `shift` along axis c.
inline train::ProbeSet blobs(int n, int classes, double shift, const char* purpose) {
    RandomStream random(7, purpose);
    train::ProbeSet set{torch::zeros({n, kStateSize}), {}};
    auto states = set.states.accessor<float, 2>();
    for (int i = 0; i < n; ++i) {
        set.labels.push_back(i % classes);
        for (int j = 0; j < kStateSize; ++j) {
            states[i][j] = static_cast<float>(random.normal() + (j == i % classes ? shift : 0.0));
        }
    }
    return set;
}

/// The AUC of the true posterior on such users, which no probe can be expected to beat: the shift times the
/// class's coordinate, softmaxed.
inline double bestAuc(const train::ProbeSet& set, int classes, double shift) {
    const torch::Tensor posterior =
        (set.states.narrow(1, 0, classes).to(torch::kFloat64) * shift).softmax(1).contiguous();
    return metrics::probeAucValue(
        set.labels,
        std::vector<double>(posterior.data_ptr<double>(), posterior.data_ptr<double>() + posterior.numel()),
        classes);
}

} // namespace up5::test
