// Options of `up5 run evaluate`.
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct JobSpec;

struct EvaluateOptions {
    std::string task = "both";
    std::string part = "test";
    std::string candidates = "stored";
    std::string norm = "length";
    std::string score = "exact";
    int users = 0; ///< 0 = all
    int resamples = 1000;
    std::string remove; ///< of a mixture; empty = all its attributes

    static const OptionSet<EvaluateOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}.
    static void check(const JobSpec& spec);
};

} // namespace up5::jobs
