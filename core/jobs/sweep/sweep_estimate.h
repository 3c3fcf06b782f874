// How many runs a sweep takes and for how long, before it starts.
#pragma once

#include <optional>

#include "jobs/sweep/sweep_plan.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

struct SweepEstimate {
    int runs = 0;       ///< of the job itself; of a search at most so many
    int companions = 0; ///< to compare with
    int present = 0;    ///< of both, those that are there already and are not repeated
    int known = 0;      ///< of those to be run, those whose time is estimated
    /// Of the runs whose time is estimated, one after the other; nullopt when there is none.
    std::optional<double> seconds;

    int toRun() const { return runs + companions - present; }
};

/// A run takes as long as finished ones of the same kind, data set and device whose options are equal but for
/// those the sweep varies: the mean over those that differ in the fewest of these. Of a search, the mean over
/// all that differ in these alone. Mixtures must be of as many prompts. Throws as checkPlan() and
/// withAttributesOfPrompts().
SweepEstimate estimateSweep(const SweepPlan& plan, store::Store& store);

} // namespace up5::jobs
