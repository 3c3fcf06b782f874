// Whether two runs may be compared user by user: same data set, split and candidates.
#pragma once

#include <string>

#include "report/run_record.h"

namespace up5::report {

/// Throws Error{InvalidInput} that names both runs and what differs: a run that did not succeed, the same run
/// twice, other data sets, other splits.
void requireComparable(const RunRecord& a, const RunRecord& b);

/// Throws Error{InvalidInput} unless both ranked this task's test items among the same candidates.
void requireSameCandidates(const RunRecord& a, const RunRecord& b, const std::string& task);

} // namespace up5::report
