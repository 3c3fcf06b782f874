// The sweep of one of the paper's tables: its jobs written out for a data set and its attributes.
#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/baseline_models.h"
#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "jobs/options/protocol_options.h"
#include "jobs/sweep/recipe.h"

namespace up5::jobs {

namespace {

bool hasOption(const JobKind& kind, const std::string& key) {
    const std::vector<OptionInfo>& infos = kind.options->infos();
    return std::any_of(infos.begin(), infos.end(), [&](const OptionInfo& info) { return info.key == key; });
}

/// A value that depends on the data set, or not.
nlohmann::json valueFor(const std::string& paperDataset, const nlohmann::json& value) {
    if (!value.is_object()) {
        return value;
    }
    return value.contains(paperDataset) ? value.at(paperDataset) : value.at("");
}

/// Whether an option of its kind means anything to a job: of the recommenders, each has its own.
bool takesOption(const RecipeJob& job, const std::string& key) {
    return job.kind != "baseline" || baselineModel(job.options.at("model").get<std::string>()).takes(key);
}

nlohmann::json optionsFor(const RecipeJob& job, const JobKind& kind, const RecipeInputs& inputs) {
    nlohmann::json options = nlohmann::json::object();
    if (!kind.needsBackbone) { // a model of its own, on the targets and candidates of P5
        for (const OptionInfo& info : ProtocolOptions::table().infos()) {
            if (hasOption(kind, info.key) && inputs.protocol.contains(info.key)) {
                options[info.key] = inputs.protocol.at(info.key);
            }
        }
    }
    for (const auto& [key, value] : job.options.items()) {
        options[key] = valueFor(inputs.paperDataset, value);
    }
    const auto settings = inputs.settings.find(job.kind);
    if (settings != inputs.settings.end()) {
        for (const auto& [key, value] : settings->second.items()) {
            if (takesOption(job, key)) {
                options[key] = value;
            }
        }
    }
    return kind.options->check(options);
}

std::string idFor(const RecipeJob& job, const std::string& attribute) {
    return job.attributes == RecipeJob::Attributes::Each ? job.id + "/" + attribute : job.id;
}

/// Options in which the recipe's jobs of this kind differ: what makes each of them that job. How a model is
/// probed does not, nor what another cannot be given.
std::set<std::string> distinctiveKeys(const Recipe& recipe, const std::string& kind) {
    std::set<std::string> keys;
    for (const RecipeJob& a : recipe.jobs) {
        for (const RecipeJob& b : recipe.jobs) {
            const bool follows = !a.companionOf.empty() || !b.companionOf.empty(); // other jobs' settings
            if (a.kind != kind || b.kind != kind || follows) {
                continue;
            }
            for (const auto& [key, value] : a.options.items()) {
                if (b.options.value(key, nlohmann::json()) != value && !key.starts_with("probe.") &&
                    takesOption(b, key)) {
                    keys.insert(key);
                }
            }
        }
    }
    return keys;
}

/// Throws Error{InvalidInput} for a kind that the recipe has no job of, or an option that tells its jobs
/// apart, that there is not, or that none of them takes.
void checkSettings(const Recipe& recipe, const std::string& kind, const nlohmann::json& settings) {
    const bool isThere = std::any_of(recipe.jobs.begin(), recipe.jobs.end(),
                                     [&](const RecipeJob& job) { return job.kind == kind; });
    if (!isThere) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The recipe {} has no job of kind {}, so nothing can be set for it.",
                                recipe.name, kind));
    }
    for (const std::string& key : distinctiveKeys(recipe, kind)) {
        if (settings.contains(key)) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("The recipe {0} has several jobs of kind {1} that differ in {2}, so "
                                    "{1}.{2}={3} would make them one. Leave it out.",
                                    recipe.name, kind, key, settings.at(key).dump()));
        }
    }
    for (const auto& [key, value] : settings.items()) {
        jobKind(kind).options->info(key); // there is such an option
        if (std::ranges::none_of(recipe.jobs, [&, &wanted = key](const RecipeJob& job) {
                return job.kind == kind && takesOption(job, wanted);
            })) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{1}.{2} is set to {3}, but none of the {1} jobs of the recipe {0} takes "
                                    "it. Leave it out.",
                                    recipe.name, kind, key, value.dump()));
        }
    }
}

const RecipeJob& jobNamed(const Recipe& recipe, const std::string& id) {
    const auto found = std::find_if(recipe.jobs.begin(), recipe.jobs.end(),
                                    [&](const RecipeJob& job) { return job.id == id; });
    if (found == recipe.jobs.end()) {
        throw Error(ErrorCode::Internal, fmt::format("The recipe {} has no job {}.", recipe.name, id));
    }
    return *found;
}

const PlannedJob* findPlanned(const std::vector<PlannedJob>& jobs, const std::string& id) {
    const auto found = std::ranges::find(jobs, id, &PlannedJob::id);
    return found == jobs.end() ? nullptr : &*found;
}

/// nullopt where a prompt has none: one that is a control or random itself.
std::optional<JobSpec> companionIn(const JobSpec& prompt, RecipeJob::Companion which) {
    const bool isRandom = which == RecipeJob::Companion::Random;
    for (JobSpec& companion : companionsOf({prompt})) {
        if (companion.kind == prompt.kind && (companion.options.at("batches") == 0) == isRandom) {
            return std::move(companion);
        }
    }
    return std::nullopt;
}

/// Whether what it builds on or stands beside is planned.
bool hasItsPrompt(const Recipe& recipe, const RecipeJob& job, const std::vector<PlannedJob>& earlier,
                  const std::vector<std::string>& attributes) {
    const std::string attribute = attributes.empty() ? std::string() : attributes.front();
    if (!job.companionOf.empty()) {
        const PlannedJob* prompt = findPlanned(earlier, idFor(jobNamed(recipe, job.companionOf), attribute));
        return prompt != nullptr && companionIn(prompt->job, job.companion);
    }
    return job.prompt.empty() || findPlanned(earlier, idFor(jobNamed(recipe, job.prompt), attribute));
}

PlannedJob plannedFor(const Recipe& recipe, const RecipeJob& job, const RecipeInputs& inputs,
                      const std::vector<std::string>& attributes, const std::vector<PlannedJob>& earlier) {
    const JobKind& kind = jobKind(job.kind);
    const std::string attribute = attributes.empty() ? std::string() : attributes.front();
    PlannedJob planned;
    planned.id = idFor(job, attribute);
    planned.once = job.once;
    if (!job.companionOf.empty()) {
        const PlannedJob* prompt = findPlanned(earlier, idFor(jobNamed(recipe, job.companionOf), attribute));
        planned.job = *companionIn(prompt->job, job.companion);
        return planned;
    }
    planned.job.kind = job.kind;
    planned.job.dataset = inputs.dataset;
    planned.job.device = inputs.device;
    planned.job.attributes = attributes;
    planned.job.options = optionsFor(job, kind, inputs);
    if (!job.backbone.empty()) {
        planned.job.backboneRun = referenceTo(idFor(jobNamed(recipe, job.backbone), attribute));
    } else if (kind.needsBackbone) {
        planned.job.backboneRun = inputs.backboneRun;
    }
    if (!job.prompt.empty()) {
        planned.job.promptRun = referenceTo(idFor(jobNamed(recipe, job.prompt), attribute));
    }
    if (!job.mixes.empty()) {
        for (const std::string& mixed : attributes) {
            planned.job.mixedPrompts.push_back(referenceTo(idFor(jobNamed(recipe, job.mixes), mixed)));
        }
    }
    return planned;
}

/// Of each run of a job.
std::vector<std::vector<std::string>> attributeSets(const RecipeJob& job,
                                                    const std::vector<std::string>& attributes) {
    switch (job.attributes) {
    case RecipeJob::Attributes::None:
        break;
    case RecipeJob::Attributes::First:
        return {{attributes.front()}};
    case RecipeJob::Attributes::All:
        return {attributes};
    case RecipeJob::Attributes::Each: {
        std::vector<std::vector<std::string>> sets;
        for (const std::string& attribute : attributes) {
            sets.push_back({attribute});
        }
        return sets;
    }
    }
    return {{}};
}

} // namespace

SweepPlan tablePlan(const Recipe& recipe, const RecipeInputs& inputs,
                    const std::vector<std::uint64_t>& seeds) {
    for (const auto& [kind, settings] : inputs.settings) {
        checkSettings(recipe, kind, settings);
    }
    if (inputs.attributes.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The recipe {} needs at least one attribute of the data set.", recipe.name));
    }
    SweepPlan plan;
    plan.seeds = seeds;
    for (const RecipeJob& job : recipe.jobs) {
        for (const std::vector<std::string>& attributes : attributeSets(job, inputs.attributes)) {
            if (hasItsPrompt(recipe, job, plan.jobs, attributes)) {
                plan.jobs.push_back(plannedFor(recipe, job, inputs, attributes, plan.jobs));
            }
        }
    }
    plan.companions = recipe.companions;
    plan.base = plan.jobs.front().job;
    checkPlan(plan);
    return plan;
}

} // namespace up5::jobs
