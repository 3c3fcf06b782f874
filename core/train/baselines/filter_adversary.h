// The discriminators that filters are trained against (Li et al. 2021; spec E5).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/attribute_classifier.h"
#include "train/adam_w.h"

namespace up5::train {

struct FilterAdversaryOptions {
    double lambda = 1;        ///< weight of its loss in the recommender's
    int steps = 10;           ///< of the discriminators after each step of the recommender
    std::int64_t users = 256; ///< read in a step
    double learningRate = 1e-3;
    double l2 = 1e-4; ///< in the gradient; Li et al. 2021
    std::uint64_t seed = 2022;
};

/// One attribute as the adversary knows it.
struct AdversaryLabels {
    torch::Tensor classes; ///< int64 [users of the data set], −100 for those the adversary may not see
    std::int64_t numClasses = 0;
};

/// One discriminator (mlp7) per attribute. Every step attacks another set of them, drawn with probability one
/// half each; the empty set leaves the recommender alone.
class FilterAdversary {
public:
    /// Draws the discriminators' start from torch's generator.
    FilterAdversary(std::vector<AdversaryLabels> labels, std::int64_t dimensions,
                    const FilterAdversaryOptions& options, torch::Device device);

    const FilterAdversaryOptions& options() const { return m_options; }
    /// The attributes that step number `step` removes.
    std::vector<bool> removedIn(std::int64_t step) const;
    /// Users to attack, int64 [options().users], drawn from torch's generator among those it may see.
    torch::Tensor drawUsers() const;
    /// Sum of the removed attributes' mean cross-entropies on the users' vectors [n, d].
    torch::Tensor loss(const torch::Tensor& vectors, const torch::Tensor& users,
                       const std::vector<bool>& removed);
    /// Trains the discriminators of the removed attributes on these vectors; the others stay as they are,
    /// bit for bit.
    void learn(const torch::Tensor& vectors, const torch::Tensor& users, const std::vector<bool>& removed);

    void save(std::map<std::string, torch::Tensor>& tensors) const;
    void restore(const std::map<std::string, torch::Tensor>& tensors);

private:
    std::vector<AdversaryLabels> m_labels;
    FilterAdversaryOptions m_options;
    torch::Tensor m_pool; ///< int64, users with a known class of some attribute
    torch::nn::ModuleList m_discriminators;
    std::optional<AdamW> m_optimiser; ///< once the discriminators are in place
};

} // namespace up5::train
