// A sweep of different jobs: a list in which one may build on the run of another that is not there yet.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/job_spec.h"

namespace up5::jobs {

struct SweepPlan;
struct WantedRun;

/// One job of a list, run with every seed of the sweep. In place of the id of a backbone, a prompt or a mixed
/// prompt stands "@" and the id of an earlier job: its run with the same seed.
struct PlannedJob {
    std::string id; ///< different for each job of the list, e.g. "cfp/gender"
    JobSpec job;
    bool once = false; ///< with the first seed only

    bool operator==(const PlannedJob&) const = default;
};

/// A job's place for the run of another.
std::string referenceTo(const std::string& id);
/// Whether it is that, not the id of a run.
bool isReference(const std::string& run);
/// Ids of the jobs that a spec builds on.
std::vector<std::string> referencesOf(const JobSpec& spec);

/// Runs that a spec builds on: backbone, prompt and mixed prompts, without references.
std::vector<std::string> runsBuiltOn(const JobSpec& spec);

/// Each job, complete, with each seed; all jobs with the first seed come first. `id` names the job.
std::vector<WantedRun> listedRuns(const SweepPlan& plan);

/// Puts runs in the place of references, as far as runs are known. `runOf` says which run is a wanted one
/// that refers to none (any more); nullopt when there is none yet.
void resolveReferences(std::vector<WantedRun>& wanted,
                       const std::function<std::optional<std::string>(const WantedRun&)>& runOf);

/// Refuses ids that are empty or repeat, references to no earlier job, kinds that take no part, and what
/// completedNew() refuses. Throws Error{InvalidInput}, Error{NotFound}.
void checkList(const std::vector<PlannedJob>& jobs);

/// A list of {id, job, once}.
nlohmann::json toJson(const std::vector<PlannedJob>& jobs);
/// Throws Error{Protocol} for another form.
std::vector<PlannedJob> plannedJobsFromJson(const nlohmann::json& json);

} // namespace up5::jobs
