// Which runs of a grid are not worth starting any more.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_runs.h"

namespace up5::jobs {

/// Places in `wanted` of runs whose setting is dominated (dominatedSettings()); λ = 0 controls never are. The
/// runs of the plan begin at `first`, setting by setting, once for each seed; `figuresOf` gives those of a
/// run that succeeded.
std::set<std::size_t>
dominatedRuns(const SweepPlan& plan, const std::vector<WantedRun>& wanted, std::size_t first,
              const std::function<std::optional<ValidationFigures>(const WantedRun&)>& figuresOf);

} // namespace up5::jobs
