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
    bool needsDataset = false; ///< a data set must be given (kinds on a backbone inherit the backbone's)
    bool needsBackbone = false;
    bool needsAttribute = false; ///< at least one
    bool takesPrompt = false;
    bool mixesPrompts = false; ///< two or more prompts; its attributes are theirs
    bool needsPaths = false;
    bool takesCheckpoint = false; ///< may have one path: the checkpoint it starts from
    bool singleAttribute = false; ///< exactly one
    bool usesDevice = true;       ///< false: does not wait for other jobs
    bool hasWorker = true;        ///< false: the host does it itself, by other runs
    const OptionTable* options = nullptr;
    void (*check)(const JobSpec& spec) = nullptr; ///< what goes together; throws Error{InvalidInput}
};

const std::vector<JobKind>& jobKinds();
/// Throws Error{NotFound} naming the kinds there are.
const JobKind& jobKind(const std::string& name);

/// Throws Error{InvalidInput} unless the text is auto, cpu, cuda or cuda:N.
void checkDevice(const std::string& device);

/// Checks that the spec has what its kind needs and nothing else, and completes its options. Throws
/// Error{InvalidInput}.
JobSpec completed(JobSpec spec);

} // namespace up5::jobs
