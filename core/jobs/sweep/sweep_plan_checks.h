// Refuses what a sweep could not do; checkPlan() (sweep_plan.h) is the whole of it.
#pragma once

#include <string>

namespace up5::jobs {

/// Throws Error{InvalidInput}.
[[noreturn]] void refusePlan(const std::string& sentence);

} // namespace up5::jobs
