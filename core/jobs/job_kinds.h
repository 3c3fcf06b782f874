// The registry of job kinds: one line each in job_kinds.cpp says what a kind needs and which options it has.
#pragma once

#include <string>
#include <vector>

#include "jobs/job_spec.h"
#include "jobs/option_set.h"

namespace up5::jobs {

struct JobKind {
    std::string name;
    std::string summary;
    bool needsDataset = false, needsBackbone = false, needsAttribute = false, takesPrompt = false, needsPaths = false;
    const OptionTable* options = nullptr;
};

const std::vector<JobKind>& jobKinds();
/// Throws Error{NotFound} naming the kinds there are.
const JobKind& jobKind(const std::string& name);

/// Checks that the spec has what its kind needs and nothing else, and completes its options. Throws Error{InvalidInput}.
JobSpec completed(JobSpec spec);

} // namespace up5::jobs
