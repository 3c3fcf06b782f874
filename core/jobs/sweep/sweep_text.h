// The axes and bounds of a sweep as the command line writes them.
#pragma once

#include <string>
#include <vector>

#include "jobs/job_kinds.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

/// "lambda=0,1,10" → one axis with these values. Values of options that are free text or lists have ";"
/// between them, since "," may be part of them. Throws Error{InvalidInput} for an unknown option, a bad or
/// repeated value, or a text of another form.
std::vector<SweepValues> gridAxis(const JobKind& kind, const std::string& text);
/// "reweighter=attention,none; lr_prefix=0.002,0.004" → an axis each. Besides options, "attribute" and
/// "backbone" may vary, where the kind takes them. A ";" before a word that is no such key belongs to the
/// values before it. Empty for a text without any. Throws as gridAxis().
std::vector<std::vector<SweepValues>> gridAxes(const JobKind& kind, const std::string& text);
std::string gridText(const JobKind& kind, const std::vector<SweepValues>& axis);

/// "lambda=1 prefix_length=5" → one place of an axis that sets several options at once.
SweepValues listPoint(const JobKind& kind, const std::string& text);
std::string pointText(const SweepValues& values);

/// "lambda=0.1:100:log", "prefix_length=1:30": without a scale it is linear, or integer for whole numbers.
SearchVariable searchVariable(const JobKind& kind, const std::string& text);
/// Several, with ";" between them; empty for a text without any. Throws as searchVariable().
std::vector<SearchVariable> searchVariables(const JobKind& kind, const std::string& text);
std::string searchText(const SearchVariable& variable);

/// "1,2,3". Throws Error{InvalidInput}.
std::vector<std::uint64_t> seedList(const std::string& text);

} // namespace up5::jobs
