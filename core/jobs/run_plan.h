// Questions about stored runs that command line and window ask before they submit a job.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job_spec.h"
#include "store/rows.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// A stored run and what was asked of it.
struct StoredSpec {
    std::string run;
    store::RunState state = store::RunState::Queued;
    JobSpec spec; ///< complete
};

/// Runs that have succeeded or still can, newest first. A run whose options this version cannot read, or that
/// lacks some, is left out: one of an older version did what no option of today says.
std::vector<StoredSpec> usableSpecs(store::Store& store);

/// What was asked of a stored run. Throws Error{NotFound} or Error{Protocol}.
JobSpec specOf(store::Store& store, const std::string& runId);

/// The newest succeeded backbone of a data set (by hash).
std::optional<store::RunRow> newestBackbone(store::Store& store, const std::string& dataset);

/// The data set (hash) a run works on: its own, or that of its backbone. Throws Error{NotFound} when there is
/// no such run or no data set yet.
std::string datasetOfRun(store::Store& store, const std::string& runId);

} // namespace up5::jobs
