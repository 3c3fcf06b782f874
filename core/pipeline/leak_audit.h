// The leak of attributes from a model: fresh probes on users no adversary has seen (paper §4, spec H2).
#pragma once

#include <string>
#include <vector>

#include "jobs/options/probe_options.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Attacks every target with every method that the options name and emits the figures of each attribute: AUCs
/// with intervals, null bands, the strongest probe, ceiling and leak map if asked for. The states of all
/// users are computed once. Classifiers of more than kWidestForNetworks features are logistic regression,
/// nearest neighbours and trees only. Throws Error{InvalidInput} when an attribute has too few classes among
/// some users or, unless allowed, the prompt's adversary has seen some of them, and Error{Cancelled}.
void auditLeak(LoadedBackbone& backbone, const std::vector<std::string>& attributes,
               const jobs::ProbeOptions& options, const JobContext& context);

/// Item scores, lists and bare histories have a feature per item; networks on thousands of features and few
/// users learn the users.
constexpr std::int64_t kWidestForNetworks = 1024;

} // namespace up5::pipeline
