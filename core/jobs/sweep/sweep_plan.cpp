#include "jobs/sweep/sweep_plan.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "jobs/job_kinds.h"
#include "jobs/sweep/sweep_plan_checks.h"

namespace up5::jobs {

namespace {

/// Options in which the listed jobs of one kind differ.
std::vector<std::string> differingKeys(const std::vector<PlannedJob>& jobs) {
    std::map<std::pair<std::string, std::string>, std::set<std::string>> values; // by kind and key
    for (const PlannedJob& planned : jobs) {
        const nlohmann::json options = jobKind(planned.job.kind).options->check(planned.job.options);
        for (const auto& [key, value] : options.items()) {
            values[{planned.job.kind, key}].insert(value.dump());
        }
    }
    std::vector<std::string> keys;
    for (const auto& [place, different] : values) {
        if (different.size() > 1 && std::find(keys.begin(), keys.end(), place.second) == keys.end()) {
            keys.push_back(place.second);
        }
    }
    return keys;
}

} // namespace

const char* toString(SearchVariable::Scale scale) {
    switch (scale) {
    case SearchVariable::Scale::Linear:
        return "linear";
    case SearchVariable::Scale::Log:
        return "log";
    case SearchVariable::Scale::Integer:
        return "integer";
    }
    return "";
}

SearchVariable::Scale scaleFromString(const std::string& text) {
    for (const auto scale :
         {SearchVariable::Scale::Linear, SearchVariable::Scale::Log, SearchVariable::Scale::Integer}) {
        if (text == toString(scale)) {
            return scale;
        }
    }
    refusePlan("The scale of a search is \"" + text + "\", but must be linear, log or integer.");
}

std::vector<std::string> sweptKeys(const SweepPlan& plan) {
    std::vector<std::string> keys;
    if (!plan.jobs.empty()) {
        keys = differingKeys(plan.jobs);
        keys.insert(keys.begin(), kAttributeKey);
    }
    for (const std::vector<SweepValues>& axis : plan.axes) {
        for (const auto& [key, value] : axis.front().items()) {
            keys.push_back(key);
        }
    }
    if (plan.search) {
        for (const SearchVariable& variable : plan.search->variables) {
            keys.push_back(variable.key);
        }
    }
    return keys;
}

std::string sweptValue(const JobSpec& spec, const std::string& key) {
    if (key == kBackboneKey) {
        return spec.backboneRun;
    }
    if (key == kAttributeKey) {
        return fmt::format("{}", fmt::join(spec.attributes, ", "));
    }
    const auto value = spec.options.find(key);
    if (value == spec.options.end()) {
        return {};
    }
    return value->is_string()         ? value->get<std::string>()
           : value->is_number_float() ? fmt::format("{}", value->get<double>())
                                      : value->dump();
}

JobSpec withValues(JobSpec base, const SweepValues& values) {
    for (const auto& [key, value] : values.items()) {
        if (key == kBackboneKey || key == kAttributeKey) {
            if (!value.is_string()) {
                refusePlan("The sweep sets " + key + " to " + value.dump() + ", where a text is expected.");
            }
        }
        if (key == kBackboneKey) {
            base.backboneRun = value.get<std::string>();
            base.dataset.clear();
        } else if (key == kAttributeKey) {
            base.attributes = {value.get<std::string>()};
        } else {
            base.options[key] = value;
        }
    }
    return base;
}

std::vector<JobSpec> sweepSettings(const SweepPlan& plan) {
    std::vector<JobSpec> settings;
    if (plan.jobs.empty()) {
        settings.push_back(plan.base);
    }
    for (const PlannedJob& planned : plan.jobs) {
        settings.push_back(planned.job);
    }
    for (JobSpec& setting : settings) {
        setting.seed = plan.seeds.front();
    }
    for (const std::vector<SweepValues>& axis : plan.axes) {
        std::vector<JobSpec> finer;
        for (const JobSpec& setting : settings) {
            for (const SweepValues& values : axis) {
                finer.push_back(withValues(setting, values));
            }
        }
        settings = std::move(finer);
    }
    for (JobSpec& setting : settings) {
        setting = completed(std::move(setting));
    }
    return settings;
}

std::vector<JobSpec> sweepRuns(const SweepPlan& plan) {
    const std::vector<JobSpec> settings = sweepSettings(plan);
    std::vector<JobSpec> runs;
    for (const std::uint64_t seed : plan.seeds) {
        for (const JobSpec& setting : settings) {
            runs.push_back(setting);
            runs.back().seed = seed;
        }
    }
    return runs;
}

} // namespace up5::jobs
