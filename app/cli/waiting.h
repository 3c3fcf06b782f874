// Waiting for runs: serves the queue, shows progress, cancels on Ctrl-C.
#pragma once

#include <string>
#include <vector>

#include "program.h"

namespace up5::cli {

/// Serves the workspace's queue until all `runs` have ended; Ctrl-C cancels them and waits for their ends, a
/// second one leaves at once. Says on standard error how each run that did not succeed ended. Leaves a host
/// behind when others' jobs are still waiting. Returns 0, or the exit code of the first run that did not
/// succeed.
int waitForRuns(Program& program, const std::vector<std::string>& runs);

} // namespace up5::cli
