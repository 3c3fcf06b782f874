// The leak of attributes from a model: fresh probes on users no adversary has seen (paper §4, spec H2).
#pragma once

#include <string>
#include <vector>

#include "jobs/options/probe_options.h"
#include "pipeline/audited_model.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"
#include "pipeline/probe_users.h"

namespace up5::pipeline {

/// Who is attacked and how: all that does not depend on the model, nor on its prompt.
class LeakAudit {
public:
    /// Stores the user sets with the run. Throws Error{InvalidInput} when an attribute has too few classes
    /// among some users.
    LeakAudit(const Protocol& protocol, std::vector<std::string> attributes,
              const jobs::ProbeOptions& options, const JobContext& context);

    /// Attacks every target with every method that the options name and emits the figures of each attribute:
    /// AUCs with intervals, null bands, the strongest probe, ceiling and leak map if asked for. The states of
    /// all users are computed once. Classifiers of more than kWidestForNetworks features are logistic
    /// regression, nearest neighbours and trees only. Throws Error{InvalidInput} when no method fits a
    /// target, and Error{Cancelled}.
    void run(AuditedModel& model, const JobContext& context) const;

private:
    std::vector<std::string> m_attributes;
    jobs::ProbeOptions m_options;
    std::vector<data::UserGroups> m_groups; ///< of each attribute
    std::vector<ProbeUsers> m_users;        ///< likewise
    std::vector<std::int32_t> m_everyone;   ///< users of all of them, ascending
};

/// The audit of one backbone.
void auditLeak(LoadedBackbone& backbone, const std::vector<std::string>& attributes,
               const jobs::ProbeOptions& options, const JobContext& context);

/// Item scores, lists and bare histories have a feature per item; networks on thousands of features and few
/// users learn the users.
constexpr std::int64_t kWidestForNetworks = 1024;

} // namespace up5::pipeline
