// Options of `up5 run mixture`: the mixing module, the adversaries, and the audit of every subset afterwards
// (paper §5.2, Eqs. 8–9).
#pragma once

#include <string>

#include "jobs/option_set.h"
#include "jobs/options/adversarial_options.h"
#include "jobs/options/probe_options.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (mixture_options.cpp).
struct MixtureOptions {
    double lambda = 10;
    int outputLength = 15;
    std::string init = "identity";
    double prefixDropout = 0.1;
    double upward = 0;
    AdversarialOptions training; ///< its keys stand beside the others, without a prefix
    ProbeOptions
        probe; ///< of the fresh probes after training; also fixes which users the adversaries may see

    static const OptionSet<MixtureOptions>& table();
};

} // namespace up5::jobs
