// The data protocol of runs: which items are ranked for whom.
#pragma once

#include "report/run_record.h"

namespace up5::report {

/// Whether both runs ranked the same items for the same users: by the hashes of splits and candidates that
/// they announced, where they have candidates of the same kind, else by their options.
bool haveSameProtocol(const RunRecord& a, const RunRecord& b);

} // namespace up5::report
