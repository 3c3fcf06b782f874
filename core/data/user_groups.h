// Disjoint sets of users for adversary training and for fitting, choosing and testing probes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace up5::data {

struct UserGroupOptions {
    double testShare = 0.1;
    double validationShare = 0.1;
    /// Share of the remaining users that only an adversary may see; the others train probes.
    double adversaryShare = 0.5;
    std::uint64_t seed = 2022;
};

/// Users with a known value of the attribute, in four disjoint sets, stratified by class (spec A5, H2).
struct UserGroups {
    std::vector<std::int32_t> adversaryTrain, probeTrain, probeValidation, probeTest; ///< ascending
    std::string hash;
};

UserGroups makeUserGroups(const Attribute& attribute, const UserGroupOptions& options);

} // namespace up5::data
