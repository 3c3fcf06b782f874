// Logging set-up of the three programs; everything logs through spdlog's default logger.
#pragma once

#include <string>

namespace up5 {

/// Sends log lines of level info and above to standard error; the level can be changed with the environment
/// variable UP5_LOG (trace, debug, info, warn, error). Call once at the start of main.
void setUpLogging(const std::string& program);

} // namespace up5
