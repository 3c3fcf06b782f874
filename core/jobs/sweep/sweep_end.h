// How a sweep ends, in words.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "jobs/sweep/sweep_runs.h"
#include "store/store.h"
#include "store/sweep_repository.h"

namespace up5::jobs {

struct SweepEnd {
    store::RunState state = store::RunState::Succeeded;
    std::string code, message; ///< empty of one that succeeded
};

/// Nothing is left to start. `childOf` gives the run that is a wanted one, nullptr when there is none;
/// `refused` names the places in `wanted` that could not be queued, and why; `settled` are failures that a
/// search leaves at that. A sweep has failed when any of its runs has.
SweepEnd sweepEnd(store::Store& store, const std::vector<WantedRun>& wanted,
                  const std::map<std::size_t, std::string>& refused, const std::set<std::string>& settled,
                  const std::function<const store::SweepChildRow*(const WantedRun&)>& childOf);

} // namespace up5::jobs
