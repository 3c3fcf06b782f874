// A sweep's plan as the text that its spec holds.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "jobs/json_members.h"
#include "jobs/options/sweep_options.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

namespace {

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
    if (!plan.jobs.empty()) {
        json["jobs"] = toJson(plan.jobs);
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
    if (json.contains("jobs")) {
        plan.jobs = plannedJobsFromJson(members.array("jobs"));
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
