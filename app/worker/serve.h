// The resident worker: answers questions about a conditional prompt until its input ends.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "jobs/run_folder.h"

namespace up5::app {

/// Loads the prompt of the run folder, says that it is ready, then reads a request a line and writes a reply
/// a line (jobs/live_protocol.h). A request that cannot be answered gets a sentence; what is no request ends
/// it. Throws what loading throws, Error{Protocol}.
void serveLive(const jobs::Workspace& workspace, const std::filesystem::path& runFolder, std::istream& in,
               std::ostream& out);

} // namespace up5::app
