// Options of `up5 run cfp`: the prompt, the adversary, the schedule and the audit afterwards (paper §5,
// Algorithm 1).
#pragma once

#include <string>

#include "jobs/options/adversarial_options.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (cfp_options.cpp).
struct CfpOptions : AdversarialOptions {
    int prefixLength = 5;
    std::string reweighter = "attention";
    std::string init = "normal";
    double outputScale = 0.3;
    double prefixDropout = 0.1;

    static const OptionSet<CfpOptions>& table();
};

} // namespace up5::jobs
