// The next settings of a search for less leak and more hits: NSGA-II (Deb et al. 2002) as pagmo has it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

/// Both are to be small.
struct Objectives {
    double leak = 0, misses = 0;
};

/// What is known of a setting (a value for each variable, in their order); nullopt when it was not tried yet.
using KnownObjectives = std::function<std::optional<Objectives>(const std::vector<double>& values)>;

struct SearchStep {
    /// Tried so far or missing, in the order in which they were first wanted.
    std::vector<std::vector<double>> settings;
    /// Settings that must be tried before the search can go on, each once; empty when it is over.
    std::vector<std::vector<double>> missing;
};

/// Plays the whole search from its seed over what is known, up to the first generation that has settings not
/// tried yet: nothing but results must be kept to go on, and the same results give the same search. It is
/// over when the next generation would exceed the `settings` that may be tried in all. Values are rounded to
/// three significant digits (whole numbers stay whole), so that children repeat no setting in new decimals.
SearchStep nextGeneration(const SweepSearch& search, std::uint64_t seed, int settings,
                          const KnownObjectives& known);

} // namespace up5::jobs
