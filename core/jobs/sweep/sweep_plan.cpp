#include "jobs/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/json_members.h"
#include "jobs/options/sweep_options.h"

namespace up5::jobs {

namespace {

constexpr std::size_t kMostRuns = 1'000;
const std::string kBackboneKey = "backbone";
const std::string kAttributeKey = "attribute";

[[noreturn]] void refusePlan(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, sentence);
}

void checkKey(const JobKind& kind, const std::string& key, std::set<std::string>& seen) {
    if (key != kBackboneKey && key != kAttributeKey) {
        kind.options->info(key);
    }
    const bool takesBackbone = kind.needsBackbone || kind.startsFromRun != nullptr;
    const bool takesAttribute = kind.needsAttribute || kind.takesAttributes;
    if ((key == kBackboneKey && !takesBackbone) || (key == kAttributeKey && !takesAttribute)) {
        refusePlan("A job of kind " + kind.name + " takes no " + key + ".");
    }
    if (!seen.insert(key).second) {
        refusePlan("The sweep sets " + key + " twice.");
    }
}

void checkAxes(const SweepPlan& plan, const JobKind& kind, std::set<std::string>& seen) {
    std::size_t settings = plan.seeds.size();
    const auto refuseTooMany = [&] {
        if (settings > kMostRuns) {
            refusePlan(fmt::format("The sweep has more than {} runs. Give fewer values.", kMostRuns));
        }
    };
    refuseTooMany();
    for (const std::vector<SweepValues>& axis : plan.axes) {
        if (axis.empty() || axis.front().empty()) {
            refusePlan("An axis of the sweep has no values.");
        }
        for (const auto& [key, value] : axis.front().items()) {
            checkKey(kind, key, seen);
        }
        std::set<std::string> different;
        for (const SweepValues& values : axis) {
            std::set<std::string> keys;
            for (const auto& [key, value] : values.items()) {
                keys.insert(key);
            }
            const bool same = values.size() == axis.front().size() &&
                              std::all_of(keys.begin(), keys.end(),
                                          [&](const std::string& key) { return axis.front().contains(key); });
            if (!same) {
                refusePlan("The points of a list must all set the same options, but one is " + values.dump() +
                           " and one " + axis.front().dump() + ".");
            }
            if (!different.insert(values.dump()).second) {
                refusePlan("The sweep has the value " + values.dump() + " twice.");
            }
        }
        settings *= axis.size();
        refuseTooMany();
    }
}

void checkVariable(const SearchVariable& variable, const JobKind& kind, std::set<std::string>& seen) {
    checkKey(kind, variable.key, seen);
    if (variable.key.starts_with("probe.") || variable.key == "validation_users") {
        refusePlan("A search may not move " + variable.key +
                   ": it decides how leak and hits are measured, not what they are.");
    }
    const OptionInfo& info = kind.options->info(variable.key);
    if (!info.defaultValue.is_number()) {
        refusePlan("A search moves numbers, but the option " + variable.key + " is none.");
    }
    if (!(variable.from < variable.to)) {
        refusePlan(fmt::format("The search moves {} from {} to {}, but the first must be the smaller one.",
                               variable.key, variable.from, variable.to));
    }
    if (variable.scale == SearchVariable::Scale::Log && variable.from <= 0) {
        refusePlan(fmt::format("On a logarithmic scale {} must stay above 0, but the search begins at {}.",
                               variable.key, variable.from));
    }
    if (info.defaultValue.is_number_integer() != (variable.scale == SearchVariable::Scale::Integer)) {
        refusePlan(fmt::format("{} is {}: its scale must be {}.", variable.key,
                               info.defaultValue.is_number_integer() ? "a whole number" : "a real number",
                               info.defaultValue.is_number_integer() ? "integer" : "linear or log"));
    }
    for (const double bound : {variable.from, variable.to}) {
        if (variable.scale == SearchVariable::Scale::Integer && bound != std::floor(bound)) {
            refusePlan(
                fmt::format("The search moves {} to {}, but it is a whole number.", variable.key, bound));
        }
        if ((info.min && bound < *info.min) || (info.max && bound > *info.max)) {
            refusePlan(fmt::format("The search moves {} to {}, but it must lie between {} and {}.",
                                   variable.key, bound, info.min.value_or(-1e300), info.max.value_or(1e300)));
        }
    }
}

void checkSearch(const SweepPlan& plan, const JobKind& kind, std::set<std::string>& seen) {
    const SweepSearch& search = *plan.search;
    if (kind.name != "cfp") {
        refusePlan("A search weighs leak against hits on validation users, which only jobs of kind cfp "
                   "store, not " +
                   kind.name + ".");
    }
    if (!plan.axes.empty()) {
        refusePlan("A sweep is either a grid or a search, not both.");
    }
    if (search.variables.empty()) {
        refusePlan("A search needs at least one option to move.");
    }
    for (const SearchVariable& variable : search.variables) {
        checkVariable(variable, kind, seen);
    }
    if (search.population < 8 || search.population % 4 != 0 ||
        search.population > static_cast<int>(kMostRuns)) {
        refusePlan(fmt::format("A generation has {} settings, but must have a multiple of 4 from 8 to {}.",
                               search.population, kMostRuns));
    }
    const int least = search.population * static_cast<int>(plan.seeds.size());
    if (search.runs < least || search.runs > static_cast<int>(kMostRuns)) {
        refusePlan(fmt::format("The search may take {} runs, but its first generation alone takes {} "
                               "({} settings, seeds: {}); at most {} are possible.",
                               search.runs, least, search.population, plan.seeds.size(), kMostRuns));
    }
    if (search.k != 1 && search.k != 3 && search.k != 5 && search.k != 10) {
        refusePlan(fmt::format("A search weighs hit@k with k 1, 3, 5 or 10, not {}.", search.k));
    }
}

nlohmann::json searchJson(const SweepSearch& search) {
    nlohmann::json variables = nlohmann::json::array();
    for (const SearchVariable& variable : search.variables) {
        variables.push_back({{"key", variable.key},
                             {"from", variable.from},
                             {"to", variable.to},
                             {"scale", toString(variable.scale)}});
    }
    return {
        {"variables", variables}, {"runs", search.runs}, {"population", search.population}, {"k", search.k}};
}

SweepSearch searchFromJson(const nlohmann::json& json) {
    JsonMembers members(json, "The search of a sweep");
    SweepSearch search;
    for (const nlohmann::json& entry : members.array("variables")) {
        JsonMembers variable(entry, "A variable of a search");
        search.variables.push_back({variable.text("key"), variable.number("from"), variable.number("to"),
                                    scaleFromString(variable.text("scale"))});
        variable.finish();
    }
    search.runs = static_cast<int>(members.integer("runs"));
    search.population = static_cast<int>(members.integer("population"));
    search.k = static_cast<int>(members.integer("k"));
    members.finish();
    return search;
}

nlohmann::json planJson(const SweepPlan& plan) {
    nlohmann::json json = {{"job", toJson(plan.base)}, {"axes", plan.axes}, {"seeds", plan.seeds}};
    if (plan.search) {
        json["search"] = searchJson(*plan.search);
    }
    return json;
}

std::vector<std::vector<SweepValues>> axesFromJson(const nlohmann::json& json) {
    std::vector<std::vector<SweepValues>> axes;
    for (const nlohmann::json& axis : json) {
        const bool fits =
            axis.is_array() && !axis.empty() && std::all_of(axis.begin(), axis.end(), [](const auto& values) {
                return values.is_object() && !values.empty();
            });
        if (!fits) {
            throw Error(ErrorCode::Protocol,
                        "An axis of a sweep must be a list of objects that set something, but is " +
                            axis.dump().substr(0, 80) + ".");
        }
        axes.emplace_back(axis.begin(), axis.end());
    }
    return axes;
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
    std::vector<JobSpec> settings = {plan.base};
    settings.front().seed = plan.seeds.front();
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

void checkPlan(const SweepPlan& plan) {
    const JobKind& kind = jobKind(plan.base.kind);
    if (!kind.hasWorker || kind.needsPaths || kind.mixesPrompts) {
        refusePlan("Jobs of kind " + kind.name + " take no part in sweeps.");
    }
    if (plan.seeds.empty() || std::set(plan.seeds.begin(), plan.seeds.end()).size() != plan.seeds.size()) {
        refusePlan(plan.seeds.empty() ? "A sweep needs at least one seed."
                                      : "A seed of the sweep is given twice.");
    }
    std::set<std::string> seen;
    checkAxes(plan, kind, seen);
    if (plan.search) {
        checkSearch(plan, kind, seen);
    }
    if (plan.stopDominated && (kind.name != "cfp" || plan.search)) {
        refusePlan("Only a grid of jobs of kind cfp can stop what is dominated: it decides by the leak and "
                   "hits on validation users that they store.");
    }
    sweepSettings(plan);
}

JobSpec sweepSpec(const SweepPlan& plan, const std::string& name) {
    JobSpec spec;
    spec.kind = kSweepKind;
    spec.name = name;
    spec.dataset = plan.base.dataset;
    spec.seed = plan.seeds.empty() ? plan.base.seed : plan.seeds.front();
    spec.device = plan.base.device;
    spec.options = {{"plan", planJson(plan).dump()},
                    {"companions", plan.companions},
                    {"stop_dominated", plan.stopDominated}};
    return spec;
}

SweepPlan planOf(const JobSpec& sweep) {
    const SweepOptions options = SweepOptions::table().read(sweep.options);
    const nlohmann::json json = nlohmann::json::parse(options.plan, nullptr, false);
    if (json.is_discarded()) {
        throw Error(ErrorCode::Protocol,
                    "The plan of a sweep must be JSON, but is \"" + options.plan.substr(0, 80) + "\".");
    }
    JsonMembers members(json, "The plan of a sweep");
    SweepPlan plan;
    plan.base = jobSpecFromJson(members.object("job"));
    plan.axes = axesFromJson(members.array("axes"));
    plan.seeds.clear();
    for (const nlohmann::json& seed : members.array("seeds")) {
        if (!seed.is_number_unsigned()) {
            throw Error(ErrorCode::Protocol, "A seed of a sweep is " + seed.dump() +
                                                 ", where a whole number of at least 0 is expected.");
        }
        plan.seeds.push_back(seed.get<std::uint64_t>());
    }
    if (json.contains("search")) {
        plan.search = searchFromJson(members.object("search"));
    }
    members.finish();
    plan.companions = options.companions;
    plan.stopDominated = options.stopDominated;
    if (plan.seeds.empty()) {
        throw Error(ErrorCode::Protocol, "The plan of a sweep has no seeds.");
    }
    return plan;
}

} // namespace up5::jobs
