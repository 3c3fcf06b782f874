// Uneven classes of a sensitive attribute, evened out for an adversary (spec A5).
#pragma once

#include <cstdint>
#include <vector>

#include <torch/torch.h>

#include "data/dataset.h"

namespace up5::pipeline {

/// The users with every class cut to the median size of the classes there are, by a random draw; smaller
/// classes stay as they are, users of unknown value are left out. Ascending. What the published code does.
std::vector<std::int32_t> medianCapped(const data::Attribute& attribute,
                                       const std::vector<std::int32_t>& users, std::uint64_t seed);

/// Weights [C] inversely proportional to the number of users of a class, with mean 1 over the users of known
/// value; 1 for a class without users.
torch::Tensor inverseFrequencies(const data::Attribute& attribute, const std::vector<std::int32_t>& users);

} // namespace up5::pipeline
