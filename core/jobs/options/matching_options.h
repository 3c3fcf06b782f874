// Options of the matching baselines PMF and SimpleX, and of the filters that make them C-PMF and C-SX.
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (matching_options.cpp).
struct MatchingOptions {
    std::string pmfLoss = "bpr";
    std::string aggregator = "mean";
    double gamma = 0.5;
    int trainNegatives = 0; ///< 0 = the model's own
    double margin = -1;     ///< −1 = the model's own
    double negativeWeight = 10;
    // Filters.
    std::string filters = "combine";
    int discriminatorSteps = 10;
    int discriminatorUsers = 256;
    double discriminatorLearningRate = 1e-3;

    static const OptionSet<MatchingOptions>& table();
};

} // namespace up5::jobs
