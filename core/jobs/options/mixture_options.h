// Options of `up5 run mixture`: the mixing module, the adversaries, and the audit of every subset afterwards
// (paper §5.2, Eqs. 8–9).
#pragma once

#include <string>

#include "jobs/options/adversarial_options.h"

namespace up5::jobs {

struct JobSpec;

/// Meanings, ranges and sources stand in the table (mixture_options.cpp).
struct MixtureOptions : AdversarialOptions {
    int outputLength = 15;
    std::string init = "identity";
    double prefixDropout = 0.1;
    double upward = 0;

    static const OptionSet<MixtureOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}.
    static void check(const JobSpec& spec);
};

} // namespace up5::jobs
