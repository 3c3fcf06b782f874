// The sweep of one of the paper's tables: its jobs written out for a data set and its attributes.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/sweep/recipe.h"

namespace up5::jobs {

namespace {

/// Options of a backbone that decide which items are ranked for whom: every model beside it shares them.
constexpr std::array kProtocolKeys = {"split",     "min_interactions", "test_history",
                                      "negatives", "negative_count",   "split_seed"};

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

nlohmann::json optionsFor(const RecipeJob& job, const JobKind& kind, const RecipeInputs& inputs) {
    nlohmann::json options = nlohmann::json::object();
    if (!kind.needsBackbone) { // a model of its own, on the targets and candidates of P5
        for (const char* key : kProtocolKeys) {
            if (hasOption(kind, key) && inputs.protocol.contains(key)) {
                options[key] = inputs.protocol.at(key);
            }
        }
    }
    for (const auto& [key, value] : job.options.items()) {
        options[key] = valueFor(inputs.paperDataset, value);
    }
    const auto settings = inputs.settings.find(job.kind);
    if (settings != inputs.settings.end()) {
        options.update(settings->second);
    }
    return kind.options->check(options);
}

std::string idFor(const RecipeJob& job, const std::string& attribute) {
    return job.attributes == RecipeJob::Attributes::Each ? job.id + "/" + attribute : job.id;
}

const RecipeJob& jobNamed(const Recipe& recipe, const std::string& id) {
    const auto found = std::find_if(recipe.jobs.begin(), recipe.jobs.end(),
                                    [&](const RecipeJob& job) { return job.id == id; });
    if (found == recipe.jobs.end()) {
        throw Error(ErrorCode::Internal, fmt::format("The recipe {} has no job {}.", recipe.name, id));
    }
    return *found;
}

PlannedJob plannedFor(const Recipe& recipe, const RecipeJob& job, const RecipeInputs& inputs,
                      const std::vector<std::string>& attributes) {
    const JobKind& kind = jobKind(job.kind);
    const std::string attribute = attributes.empty() ? std::string() : attributes.front();
    PlannedJob planned;
    planned.id = idFor(job, attribute);
    planned.once = job.once;
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
        const bool isThere = std::any_of(recipe.jobs.begin(), recipe.jobs.end(),
                                         [&](const RecipeJob& job) { return job.kind == kind; });
        if (!isThere) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("The recipe {} has no job of kind {}, so nothing can be set for it.",
                                    recipe.name, kind));
        }
    }
    if (inputs.attributes.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The recipe {} needs at least one attribute of the data set.", recipe.name));
    }
    SweepPlan plan;
    plan.seeds = seeds;
    for (const RecipeJob& job : recipe.jobs) {
        for (const std::vector<std::string>& attributes : attributeSets(job, inputs.attributes)) {
            plan.jobs.push_back(plannedFor(recipe, job, inputs, attributes));
        }
    }
    plan.companions = recipe.companions;
    plan.base = plan.jobs.front().job;
    checkPlan(plan);
    return plan;
}

} // namespace up5::jobs
