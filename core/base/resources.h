// Files compiled into the program from `resources/`: migrations, prompt templates, report styles.
#pragma once

#include <string>
#include <vector>

namespace up5 {

/// Content of a resource by its path below `resources/`, e.g. "migrations/0001_initial.sql".
/// Thread-safe. Throws Error{NotFound}.
std::string readResource(const std::string& name);

/// Sorted file names (without the folder) in a folder below `resources/`; empty when there is no such folder.
std::vector<std::string> resourceNames(const std::string& folder);

} // namespace up5
