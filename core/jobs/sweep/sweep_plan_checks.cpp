#include "jobs/sweep/sweep_plan_checks.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/mixture_options.h"
#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

namespace {

constexpr std::size_t kMostRuns = 1'000;

void checkKey(const JobKind& kind, const std::string& key, std::set<std::string>& seen) {
    if (key != kBackboneKey && key != kAttributeKey) {
        kind.options->info(key);
    }
    const bool takesBackbone = kind.needsBackbone || kind.startsFromRun != nullptr;
    const bool takesAttribute = kind.needsAttribute || kind.takesAttributes;
    if (kind.mixesPrompts && (key == kBackboneKey || key == kAttributeKey)) {
        refusePlan(fmt::format("The prompts of a mixture belong to one backbone and say which attributes it "
                               "removes, so a sweep cannot vary its {}. Make a sweep for each.",
                               key));
    }
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
    if (!hasValidationFigures(kind.name)) {
        refusePlan("A search weighs leak against hits on validation users, which only jobs of kind cfp and "
                   "mixture store, not " +
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
    for (const auto bound : {&SearchVariable::from, &SearchVariable::to}) {
        JobSpec corner = plan.base;
        for (const SearchVariable& variable : search.variables) {
            const bool isWhole = variable.scale == SearchVariable::Scale::Integer;
            corner.options[variable.key] =
                isWhole ? nlohmann::json(static_cast<int>(variable.*bound)) : nlohmann::json(variable.*bound);
        }
        completedNew(corner); // a search should not fail midway
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

/// Where every attribute of a mixture has a λ of its own, lambda decides nothing.
void checkVaried(const SweepPlan& plan, const std::set<std::string>& varied) {
    if (plan.base.kind != "mixture" || !varied.contains("lambda") || varied.contains("lambdas")) {
        return;
    }
    const auto named = MixtureOptions::table().read(plan.base.options).namedLambdas();
    const std::vector<std::string>& attributes = plan.base.attributes;
    const bool areAll =
        !attributes.empty() && std::all_of(attributes.begin(), attributes.end(),
                                           [&](const std::string& name) { return named.contains(name); });
    if (areAll) {
        refusePlan(
            "The sweep varies lambda, but lambdas gives every attribute of the mixture a weight of its "
            "own, so that all its runs would be alike. Leave one of them out.");
    }
}

/// A prompt that is trained for every λ is the same whichever λ it is then audited at.
void checkConditions(const SweepPlan& plan, const std::set<std::string>& varied) {
    if (plan.base.kind != "cfp" || !varied.contains("lambda")) {
        return;
    }
    std::set<std::string> trained; // what is trained, without the λ
    for (const JobSpec& setting : sweepSettings(plan)) {
        const CfpOptions options = CfpOptions::table().read(setting.options);
        if (!options.isConditional() || options.isOnlyAudited()) {
            continue;
        }
        JobSpec prompt = setting;
        prompt.options.erase("lambda");
        if (plan.search || !trained.insert(toJson(prompt).dump()).second) {
            refusePlan(
                "The sweep varies lambda, but with condition=lambda one prompt is trained for every λ, "
                "so that the same prompt would be trained for each of them. Train it once (`up5 run "
                "cfp --set condition=lambda`), then sweep lambda with --prompt RUN --set "
                "condition=lambda --set init=prompt --set batches=0, which audits it at each λ.");
        }
    }
}

void checkSeeds(const SweepPlan& plan) {
    if (plan.seeds.empty() || std::set(plan.seeds.begin(), plan.seeds.end()).size() != plan.seeds.size()) {
        refusePlan(plan.seeds.empty() ? "A sweep needs at least one seed."
                                      : "A seed of the sweep is given twice.");
    }
}

void checkListedPlan(const SweepPlan& plan) {
    checkSeeds(plan);
    if (!plan.axes.empty() || plan.search || plan.stopDominated) {
        refusePlan("A list of jobs has no axes and no search, and stops nothing as dominated.");
    }
    if (plan.jobs.size() * plan.seeds.size() > kMostRuns) {
        refusePlan(fmt::format("The sweep has more than {} runs. Give fewer jobs or seeds.", kMostRuns));
    }
    checkList(plan.jobs);
}

} // namespace

void refusePlan(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, sentence);
}

void checkPlan(const SweepPlan& plan) {
    const JobKind& kind = jobKind(plan.base.kind);
    if (!plan.jobs.empty()) {
        checkListedPlan(plan);
        return;
    }
    if (!kind.hasWorker || kind.needsPaths) {
        refusePlan("Jobs of kind " + kind.name + " take no part in sweeps.");
    }
    checkSeeds(plan);
    std::set<std::string> seen;
    checkAxes(plan, kind, seen);
    if (plan.search) {
        checkSearch(plan, kind, seen);
    }
    if (plan.stopDominated && (!hasValidationFigures(kind.name) || plan.search)) {
        refusePlan("Only a grid of jobs of kind cfp or mixture can stop what is dominated: it decides by the "
                   "leak and "
                   "hits on validation users that they store.");
    }
    if (plan.stopDominated && plan.seeds.size() == 1) {
        refusePlan(
            "To stop early what is dominated means to leave out further seeds of it, but the sweep has "
            "one seed alone. Give several seeds, or leave stop_dominated (--stop-dominated) out.");
    }
    for (JobSpec& setting : sweepSettings(plan)) {
        completedNew(std::move(setting));
    }
    checkVaried(plan, seen);
    checkConditions(plan, seen);
}

} // namespace up5::jobs
