// The runs a search wants, given what those it has had so far found.
#pragma once

#include <functional>
#include <optional>
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
/// figures are means over the seeds that succeeded.
std::vector<WantedRun> searchRuns(const SweepPlan& plan,
                                  const std::function<SearchResult(const WantedRun&)>& resultOf);

} // namespace up5::jobs
