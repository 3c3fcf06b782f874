// A host of its own that goes on with the queue when a window or a command line ends.
#pragma once

#include "jobs/run_folder.h"

namespace up5::jobs {

/// Starts the `up5 host` beside this program: it serves the workspace until nothing waits or runs, or leaves
/// at once when another background host does so already. Its output goes to `host.log` of the workspace.
/// Throws Error{Io} when it cannot be started.
void leaveHostBehind(const Workspace& workspace);

} // namespace up5::jobs
