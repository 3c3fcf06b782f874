// Who is probed: the users that fit, choose and test probes, apart from those an adversary has seen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/user_groups.h"
#include "jobs/options/probe_options.h"
#include "pipeline/job_context.h"
#include "pipeline/protocol.h"

namespace up5::pipeline {

/// The four user sets of an attribute under these options; the same for every run on one data set. Users whom
/// the protocol leaves out for their few interactions are in none: no model has learnt them. Throws
/// Error{InvalidInput} with the counts when one of them has fewer than two classes (the adversary's may be
/// empty).
data::UserGroups userGroups(const Protocol& protocol, const data::Attribute& attribute,
                            const jobs::ProbeOptions& options);

/// How many of the probes' users in `groups` the adversary of a prompt has seen, by the sets that its run
/// stored (storeUserGroups); of a mixture, by those of the prompts it mixes, too. A run of an older version
/// stored none: then it may have seen them all. Throws Error{InvalidInput} when there are any, unless
/// `allowed`.
std::int64_t adversaryOverlap(const data::Dataset& dataset, const data::UserGroups& groups,
                              const std::vector<jobs::RunFolder>& promptRuns, bool allowed);

/// The users of an audit in one line, so that their states are computed in one go.
struct ProbeUsers {
    struct Part {
        std::int64_t begin = 0, count = 0;
        std::vector<int> labels; ///< class of each user of the part
    };
    std::vector<std::int32_t> users; ///< of the parts, one after the other
    Part train, validation, test;

    ProbeUsers(const data::UserGroups& groups, const data::Attribute& attribute);
    std::vector<std::int32_t> usersOf(const Part& part) const;
};

/// Stores the four sets with the run: artifacts/users_<hash>.json, kind "users".
void storeUserGroups(const data::UserGroups& groups, const data::Attribute& attribute,
                     const data::Dataset& dataset, const JobContext& context);

/// For a prompt that starts from an earlier one: stores the earlier run's user sets beside its own, since the
/// weights it goes on with have seen the earlier adversary's users. Throws Error{InvalidInput} when a probe
/// of `groups` would meet such users.
void inheritUserGroups(const jobs::RunFolder& startRun, const data::UserGroups& groups,
                       const data::Dataset& dataset, const JobContext& context);

} // namespace up5::pipeline
