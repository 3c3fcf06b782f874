// The command that does what a job does: shown in the window and in reports so that every run can be
// repeated.
#pragma once

#include <filesystem>
#include <string>

#include "jobs/job_spec.h"

namespace up5::jobs {

/// `up5 import …` or `up5 run KIND …` for a POSIX shell, quoted where needed. Options at their defaults are
/// left out, the seed is always there. `workspace` empty = the reader's UP5_WORKSPACE. Throws Error{NotFound}
/// for an unknown kind.
std::string commandLine(const JobSpec& spec, const std::filesystem::path& workspace = {});

/// One word for a POSIX shell, in single quotes unless it needs none.
std::string shellQuoted(const std::string& word);

} // namespace up5::jobs
