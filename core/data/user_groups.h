// Disjoint sets of users for adversary training and for fitting, choosing and testing probes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace up5::data {

struct UserGroupOptions {
    double testShare = 0.1;       ///< of all users with a known value
    double validationShare = 0.1; ///< of all users with a known value
    /// Share of the remaining users that only an adversary may see; the others train probes.
    double adversaryShare = 0.5;
    std::uint64_t seed = 2022;
};

/// Users with a known value of the attribute, in four disjoint sets, stratified by class (spec A5, H2).
struct UserGroups {
    std::vector<std::int32_t> adversaryTrain, probeTrain, probeValidation, probeTest; ///< ascending
    std::string hash; ///< SHA-256 over the attribute's name and the four sets
};

/// Every user with a known value is in exactly one set. Of a class with n users, share·n rounded up or down
/// are in a set, so that the sets' totals are the shares of all known users to within one; a class of very
/// few users may be missing from a set. Deterministic by seed and attribute name. Throws Error{InvalidInput}
/// when no value is known or a share is outside its range (testShare + validationShare < 1; all from 0 to 1).
UserGroups makeUserGroups(const Attribute& attribute, const UserGroupOptions& options);

} // namespace up5::data
