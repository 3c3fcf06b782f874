// Options of `up5 run cfp`: the prompt, the adversary, the schedule and the audit afterwards (paper §5,
// Algorithm 1).
#pragma once

#include <string>

#include "jobs/option_set.h"
#include "jobs/options/adversarial_options.h"
#include "jobs/options/probe_options.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (cfp_options.cpp).
struct CfpOptions {
    double lambda = 10;
    int prefixLength = 5;
    std::string reweighter = "attention";
    std::string init = "normal";
    double outputScale = 0.3;
    double prefixDropout = 0.1;
    AdversarialOptions training; ///< its keys stand beside the others, without a prefix
    ProbeOptions probe; ///< of the fresh probe after training; also fixes which users the adversary may see

    static const OptionSet<CfpOptions>& table();
};

} // namespace up5::jobs
