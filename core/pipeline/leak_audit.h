// The leak of one attribute from encoder states: fresh probes on users no adversary has seen (paper §4.3).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "data/user_groups.h"
#include "jobs/options/probe_options.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Pooled final encoder states of users' evaluation sentences: [n, d] each.
struct UserStates {
    torch::Tensor userSpan;  ///< mean over the user mention
    torch::Tensor allTokens; ///< mean over all tokens
};

/// States of the sequential evaluation sentence of each user, under the backbone's prefix if it has one.
UserStates userStates(LoadedBackbone& backbone, std::span<const std::int32_t> users,
                      const JobContext& context);

/// The four user sets of an attribute under these options; the same for every run on one data set. Users whom
/// the protocol leaves out for their few interactions are in none: no model has learnt them. Throws
/// Error{InvalidInput} with the counts when one of them has fewer than two classes (the adversary's may be
/// empty).
data::UserGroups userGroups(const Protocol& protocol, const data::Attribute& attribute,
                            const jobs::ProbeOptions& options);

/// Fits logistic regression and mlp7 on the user span and on all tokens; the one with the higher validation
/// AUC is the headline of each. Emits probe_auc…, probe_auc_all_tokens…, probe_collapsed… and the test
/// scores.
void auditLeak(LoadedBackbone& backbone, const data::Attribute& attribute, const jobs::ProbeOptions& options,
               const JobContext& context);

} // namespace up5::pipeline
