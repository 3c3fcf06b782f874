// From a wish to a queued run: completes and checks a spec against the store, creates its folder and row.
#pragma once

#include <string>

#include "jobs/job_spec.h"
#include "jobs/run_folder.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// The waiting line of a job: empty for kinds that use no device; "auto" is the first GPU where the machine
/// has one, otherwise the CPU (the worker's hello corrects a wrong guess). Sweeps have a line of their own
/// beside each device's: one after the other.
std::string queueDevice(const JobSpec& spec);

/// completedNew(), and: the data set and the runs the job builds on exist, are of the right kind and have not
/// failed, and belong together; a missing data set is taken from the backbone, the attributes of a mixture
/// from its prompts. Of a sweep, the same of all its settings. Throws Error{InvalidInput}, Error{NotFound}.
/// `isAsked`: by somebody who can be told that an option changes nothing; false for runs of a sweep that is
/// under way, for which completed() is enough.
JobSpec checkedAgainst(JobSpec spec, store::Store& store, bool isAsked = true);

/// The plan with the attributes of its mixtures filled in: those of their prompts, stored ones or jobs of the
/// same list. Throws as checkedAgainst() of a mixture.
SweepPlan withAttributesOfPrompts(SweepPlan plan, store::Store& store);

/// Creates the run folder, then the queued row, as part of a sweep (run id) when one is given. Returns the
/// run id. Throws as checkedAgainst, Error{Io}.
std::string submitJob(const JobSpec& spec, const Workspace& workspace, store::Store& store,
                      const std::string& sweep = {});

} // namespace up5::jobs
