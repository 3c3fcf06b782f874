// Waiting for runs: serves the queue, shows progress, cancels on Ctrl-C.
#pragma once

#include <string>
#include <vector>

#include "program.h"

namespace up5::cli {

/// Serves the workspace's queue until all `runs` have ended; Ctrl-C cancels them and waits for their ends, a
/// second one leaves at once. When the terminal is closed it leaves at once, too, and cancels nothing. Says
/// on standard error how each run that did not succeed ended. Leaves a host behind when jobs are still
/// waiting or running. Returns 0, the exit code of the first run that did not succeed, or that of "cancelled"
/// when it left.
int waitForRuns(Program& program, const std::vector<std::string>& runs);

} // namespace up5::cli
