// Disjoint sets of users for adversary training and for fitting, choosing and testing probes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

/// Users with a known value of the attribute, in four disjoint sets (spec A5, H2).
struct UserGroups {
    std::vector<std::int32_t> adversaryTrain, probeTrain, probeValidation, probeTest; ///< ascending
    std::string hash; ///< SHA-256 over the attribute's name and the four sets
};

/// One partition of the users serves all attributes, so that whom an adversary of one attribute has seen no
/// probe of another attribute meets. It is stratified by the classes of all attributes at once (iterative
/// stratification, Sechidis, Tsoumakas and Vlahavas 2011): the rarest class is dealt out first, each user to
/// the set that lacks most of that class. A class of very few users may be missing from a set.
///
/// Returns the part of that partition with a known value of attributes[index]. All attributes have one value
/// per user, -1 = unknown; users unknown in all of them are in no set. Deterministic by seed. Throws
/// Error{InvalidInput} when no value of that attribute is known or a share is outside its range (testShare +
/// validationShare < 1; all from 0 to 1).
UserGroups makeUserGroups(std::span<const Attribute> attributes, std::size_t index,
                          const UserGroupOptions& options);

/// At most `count` (0 = all) of the users, drawn by a seeded stream of this purpose; ascending when they
/// were.
std::vector<std::int32_t> sampledUsers(std::vector<std::int32_t> users, int count, std::uint64_t seed,
                                       std::string_view purpose);

} // namespace up5::data
