// What an audit needs of a model: who its users are to it, and what it answers.
#pragma once

#include <cstdint>
#include <span>

#include <torch/torch.h>

#include "data/user_groups.h"
#include "jobs/options/probe_options.h"
#include "pipeline/job_context.h"
#include "pipeline/probe_figures.h"
#include "pipeline/protocol.h"
#include "pipeline/user_states.h"

namespace up5::pipeline {

/// A recommender that probes read, as it is at the moment (under a prompt, with filters).
class AuditedModel {
public:
    virtual ~AuditedModel() = default;

    virtual const Protocol& protocol() const = 0;
    virtual torch::Device device() const = 0;
    /// States of these users, one row each. Throws Error{InvalidInput} for a target that the model has no
    /// states of.
    virtual UserStates states(std::span<const std::int32_t> users, const StateRequest& request,
                              const JobContext& context) = 0;
    /// Attacks an attribute by asking the model for it, if it understands questions, and adds to the figures.
    virtual void ask(const data::Attribute&, const data::UserGroups&, const jobs::ProbeOptions&,
                     const JobContext&, ProbeFigures&) {}
};

} // namespace up5::pipeline
