// The runs a search wants, given what those it has had so far found.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jobs/sweep/nsga2_search.h"
#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_runs.h"

namespace up5::jobs {

/// What a run of a search came to.
struct SearchResult {
    bool isOver = false;                      ///< it is not going to change any more
    std::optional<ValidationFigures> figures; ///< missing unless it succeeded
};

/// Every run tried so far and those of the present generation, in the order in which the search wants them. A
/// setting whose runs all came to nothing counts as leaking everything and hitting nothing; otherwise its
/// figures are means over the seeds that succeeded. Where the whole first generation came to nothing, there
/// is nothing to go on from, and it is all that is wanted.
std::vector<WantedRun> searchRuns(const SweepPlan& plan,
                                  const std::function<SearchResult(const WantedRun&)>& resultOf);

/// A stored run of a search.
struct SearchChild {
    std::string run;
    store::RunState state = store::RunState::Queued;
    std::optional<ValidationFigures> figures; ///< of one that succeeded
};

/// Runs that came to nothing and are left at that: later generations were chosen without them, and would be
/// others, beyond the runs that the search may take, if they succeeded now. `searched` runs of the search are
/// stored; `childOf` says which one is the wanted one.
std::set<std::string>
settledFailures(const SweepPlan& plan, std::size_t searched,
                const std::function<std::optional<SearchChild>(const WantedRun&)>& childOf);

} // namespace up5::jobs
