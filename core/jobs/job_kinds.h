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
    bool needsAttribute = false;  ///< at least one
    bool takesAttributes = false; ///< any number
    bool takesPrompt = false;
    bool mixesPrompts = false; ///< two or more prompts; its attributes are theirs
    bool needsPaths = false;
    bool takesCheckpoint = false; ///< may have one path: the checkpoint it starts from
    bool singleAttribute = false; ///< exactly one
    bool usesDevice = true;       ///< false: does not wait for other jobs
    bool hasWorker = true;        ///< false: the host does it itself, by other runs
    const OptionTable* options = nullptr;
    void (*check)(const JobSpec& spec) = nullptr; ///< what goes together; throws Error{InvalidInput}
    /// Options that would change nothing, which stored runs of older versions may have; throws
    /// Error{InvalidInput}.
    void (*requireEffect)(const JobSpec& spec) = nullptr;
    /// Kinds that start from another run under some options only; absent: needsBackbone says it.
    bool (*startsFromRun)(const JobSpec& spec) = nullptr;
    std::string backboneKind = "backbone"; ///< of the run it starts from

    /// Whether this spec needs a backbone run; its data set is then that run's.
    bool needsBackboneFor(const JobSpec& spec) const {
        return startsFromRun != nullptr ? startsFromRun(spec) : needsBackbone;
    }
};

const std::vector<JobKind>& jobKinds();
/// Throws Error{NotFound} naming the kinds there are.
const JobKind& jobKind(const std::string& name);

/// Throws Error{InvalidInput} unless the text is auto, cpu, cuda or cuda:N.
void checkDevice(const std::string& device);

/// Checks that the spec has what its kind needs and nothing else, and completes its options. Throws
/// Error{InvalidInput}.
JobSpec completed(JobSpec spec);
/// completed(), of a job that is yet to be queued: refuses options that would change nothing, too.
JobSpec completedNew(JobSpec spec);

} // namespace up5::jobs
