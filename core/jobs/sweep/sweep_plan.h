// What a sweep asks for: one job with many settings, given as axes of a grid or left to a search.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/job_spec.h"
#include "jobs/sweep/run_list.h"

namespace up5::jobs {

inline const std::string kSweepKind = "sweep";
/// Keys of SweepValues that are no options.
inline const std::string kBackboneKey = "backbone", kAttributeKey = "attribute";

/// A numeric option that a search may move between two bounds, both inclusive.
struct SearchVariable {
    enum class Scale { Linear, Log, Integer };
    std::string key;
    double from = 0, to = 1;
    Scale scale = Scale::Linear;

    bool operator==(const SearchVariable&) const = default;
};

/// A search for settings that leak less and recommend better at once, both on validation users.
struct SweepSearch {
    std::vector<SearchVariable> variables;
    int runs = 40;      ///< at most so many runs of the job, all seeds counted
    int population = 8; ///< settings of one generation; a multiple of 4, at least 8
    int k = 10;         ///< of hit@k; 1, 3, 5 or 10

    bool operator==(const SweepSearch&) const = default;
};

/// Values for some settings at one place of an axis, as a JSON object: keys of options, or "backbone" (run
/// id) or "attribute". An axis of a grid has one key; a list of points may set several at once.
using SweepValues = nlohmann::json;

struct SweepPlan {
    JobSpec base;                               ///< what all runs have in common
    std::vector<std::vector<SweepValues>> axes; ///< the settings are their product; none = the base alone
    std::vector<std::uint64_t> seeds = {JobSpec().seed};
    std::optional<SweepSearch> search; ///< at every setting of the axes there must be none: it varies alone
    /// Different jobs instead of one with many settings; `base` is then the first of them. Excludes axes and
    /// search.
    std::vector<PlannedJob> jobs;
    bool companions = true;
    bool stopDominated = false;
};

const char* toString(SearchVariable::Scale scale); ///< "linear", "log", "integer"
/// Throws Error{InvalidInput} for another text.
SearchVariable::Scale scaleFromString(const std::string& text);

/// Keys that the axes or the search set, each once, in their order. Of a list: "attribute" and the options in
/// which jobs of one kind differ.
std::vector<std::string> sweptKeys(const SweepPlan& plan);
/// The value a run has for such a key, as text.
std::string sweptValue(const JobSpec& spec, const std::string& key);

/// An axis over the values of one option.
template <class Values> std::vector<SweepValues> axisOver(const std::string& key, const Values& values) {
    std::vector<SweepValues> axis;
    for (const auto& value : values) {
        axis.push_back(nlohmann::json::object({{key, value}}));
    }
    return axis;
}

/// The base with the values set. Its data set is left to the backbone when that one changes.
JobSpec withValues(JobSpec base, const SweepValues& values);
/// A job with the seed of `seeds` first: one spec a setting, axes nested in their order, or one a job of a
/// list; complete. Throws Error{InvalidInput}.
std::vector<JobSpec> sweepSettings(const SweepPlan& plan);
/// Every setting with every seed; all settings with the first seed come first, so that there is an overview
/// early.
std::vector<JobSpec> sweepRuns(const SweepPlan& plan);

/// Refuses a plan that could not be run: a kind that takes no part in sweeps, options that do not exist or
/// are out of range, empty axes, a key set twice, bounds of a search that are none or lie outside their
/// option's range, a search with axes or over a kind other than cfp and mixture, a list with axes or search
/// or as checkList() says, prompts for every λ that would be trained once a λ, seeds that repeat, more than
/// 1,000 runs. Throws Error{InvalidInput},
/// Error{NotFound}.
void checkPlan(const SweepPlan& plan);

/// The spec of the sweep itself; its seed decides a search, its device is that of its runs.
JobSpec sweepSpec(const SweepPlan& plan, const std::string& name);
/// The plan in a sweep's spec, not checked further than that it can be read. Throws Error{Protocol} when it
/// cannot, Error{InvalidInput} for unknown options of the sweep.
SweepPlan planOf(const JobSpec& sweep);

} // namespace up5::jobs
