// Users of known classes with states that give away a known amount, for tests of probes.
#pragma once

#include <torch/torch.h>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "train/probes/probe.h"

namespace up5::test {

constexpr int kStateSize = 8;

/// One token of each user, at a random place, is marked and holds their state; the others are noise, and what
/// lies behind the mask would give the class away.
inline train::TokenStates oneTellingToken(const train::ProbeSet& users, const char* purpose) {
    constexpr int length = 5, read = 4;
    RandomStream random(8, purpose);
    const auto n = static_cast<std::int64_t>(users.labels.size());
    train::TokenStates tokens{torch::zeros({n, length, kStateSize + 1}),
                              torch::ones({n, length}, torch::kBool)};
    tokens.mask.narrow(1, read, length - read).fill_(false);
    auto states = tokens.states.accessor<float, 3>();
    const auto telling = users.states.accessor<float, 2>();
    for (std::int64_t i = 0; i < n; ++i) {
        const auto place = static_cast<std::int64_t>(random.below(read));
        for (std::int64_t t = 0; t < length; ++t) {
            for (std::int64_t j = 0; j < kStateSize; ++j) {
                states[i][t][j] = t == place ? telling[i][j] : static_cast<float>(random.normal());
            }
            states[i][t][kStateSize] = t == place ? 3.0F : 0.0F;
        }
        states[i][read][users.labels[static_cast<std::size_t>(i)]] = 100.0F;
    }
    return tokens;
}

/// n users in 8 dimensions; class c is shifted by `shift` along axis c. The same is in one of their tokens.
inline train::ProbeSet blobs(int n, int classes, double shift, const char* purpose) {
    RandomStream random(7, purpose);
    train::ProbeSet set{torch::zeros({n, kStateSize}), {}, {}};
    auto states = set.states.accessor<float, 2>();
    for (int i = 0; i < n; ++i) {
        set.labels.push_back(i % classes);
        for (int j = 0; j < kStateSize; ++j) {
            states[i][j] = static_cast<float>(random.normal() + (j == i % classes ? shift : 0.0));
        }
    }
    set.tokens = oneTellingToken(set, purpose);
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
