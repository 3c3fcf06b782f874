// Options of `up5 run cfp`: the prompt, the adversary, the schedule and the audit afterwards (paper §5,
// Algorithm 1).
#pragma once

#include <string>

#include "jobs/options/adversarial_options.h"

namespace up5::jobs {

struct JobSpec;

/// Meanings, ranges and sources stand in the table (cfp_options.cpp).
struct CfpOptions : AdversarialOptions {
    int prefixLength = 5;
    std::string injection = "kv";
    std::string generator = "linear";
    std::string reweighter = "attention";
    std::string init = "normal";
    double outputScale = 0.3;
    double prefixDropout = 0.1;

    /// Whether the spec names a trained prompt to start from.
    bool startsFromPrompt() const { return init == "prompt"; }

    static const OptionSet<CfpOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}.
    static void check(const JobSpec& spec);
};

} // namespace up5::jobs
