// What may be claimed about one difference between two runs.
#pragma once

#include <string>

#include "report/run_comparison.h"

namespace up5::report {

/// A claim with size, interval, adjusted p and users where the adjusted p lies below kClaimLevel; else that
/// no difference was shown, and how small a one these users could not show. `a` and `b` name the runs.
std::string differenceSentence(const PairedDifference& difference, const std::string& a,
                               const std::string& b);

} // namespace up5::report
