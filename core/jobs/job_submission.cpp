#include "jobs/job_submission.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "jobs/job_kinds.h"
#include "jobs/options/baseline_options.h"
#include "jobs/options/mixture_options.h"
#include "jobs/run_plan.h"
#include "jobs/starting_options.h"
#include "jobs/sweep/sweep_plan.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

bool hasGpu() {
    std::error_code error;
    const std::filesystem::directory_iterator cards("/proc/driver/nvidia/gpus", error);
    return !error && cards != std::filesystem::directory_iterator();
}

store::RunRow requireUsable(store::Store& store, const std::string& id, const char* role,
                            const std::vector<std::string>& kinds) {
    const std::optional<store::RunRow> run = store.runs().find(id);
    if (!run) {
        throw Error(ErrorCode::NotFound,
                    std::string("There is no run ") + id + " to be used as " + role + ".");
    }
    if (std::count(kinds.begin(), kinds.end(), run->kind) == 0) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The run {} is of kind {}; as {} a run of kind {} is needed.", id, run->kind,
                                role, fmt::join(kinds, " or ")));
    }
    const bool waitingOrDone = !store::isEnded(run->state) || run->state == store::RunState::Succeeded;
    if (!waitingOrDone || run->deleted) {
        throw Error(ErrorCode::InvalidInput, "The run " + id + " cannot be used as " + role + ": it is " +
                                                 (run->deleted ? "in the bin" : store::toString(run->state)) +
                                                 ".");
    }
    return *run;
}

store::RunRow requirePrompt(store::Store& store, const JobSpec& spec, const std::string& id,
                            const std::vector<std::string>& kinds) {
    store::RunRow prompt = requireUsable(store, id, "prompt", kinds);
    if (prompt.backboneRun != spec.backboneRun) {
        throw Error(ErrorCode::InvalidInput, "The prompt run " + id + " belongs to the backbone run " +
                                                 prompt.backboneRun + ", not to " + spec.backboneRun + ".");
    }
    return prompt;
}

/// The run a job starts from: a backbone, or for a baseline that treats a frozen one a run of that model.
store::RunRow requireBackbone(store::Store& store, const JobSpec& spec) {
    store::RunRow run = requireUsable(store, spec.backboneRun, "backbone", {jobKind(spec.kind).backboneKind});
    if (spec.kind == "baseline") {
        BaselineOptions::requirePlainRun(spec, specOf(store, spec.backboneRun));
    }
    return run;
}

/// A subset can be chosen of a mixture's attributes only. `prompt` is nullptr for the untreated model.
void checkRemoved(const JobSpec& spec, const store::RunRow* prompt) {
    const auto removed = spec.options.value("remove", std::string());
    if (prompt != nullptr && prompt->kind == "mixture") {
        chosenSubset(prompt->attributes, removed);
    } else if (!removed.empty()) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("Option remove is \"{}\", but {}. It chooses attributes of a mixture; leave it "
                        "out or give a mixture as the prompt.",
                        removed,
                        prompt == nullptr ? "no prompt is given"
                                          : "the prompt run " + prompt->id + " is no mixture"));
    }
}

/// One attribute a prompt, in the order of the prompts.
void takeAttributesOfPrompts(JobSpec& spec, store::Store& store) {
    std::vector<std::string> attributes;
    for (const std::string& id : spec.mixedPrompts) {
        const store::RunRow prompt = requirePrompt(store, spec, id, {"cfp"});
        const std::string attribute = prompt.attributes.front();
        if (attribute.find_first_of("+,") != std::string::npos) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("A mixture names its subsets by attributes with + and commas between them, "
                            "but one is called \"{}\". Import the data set with another name for it.",
                            attribute));
        }
        if (specOf(store, id).options.value("injection", std::string("kv")) != "kv") {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("The prompt run {} has injection=input; a mixture combines keys and values "
                            "of attentions, so choose prompts with injection=kv.",
                            id));
        }
        const auto known = std::find(attributes.begin(), attributes.end(), attribute);
        if (known != attributes.end()) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("The prompt runs {} and {} both treat {}; a mixture needs one prompt an "
                                    "attribute. Leave one of them out.",
                                    spec.mixedPrompts[static_cast<std::size_t>(known - attributes.begin())],
                                    id, attribute));
        }
        attributes.push_back(attribute);
    }
    if (!spec.attributes.empty() && spec.attributes != attributes) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The mixture's attributes are those of its prompts, {}, but {} are given. Leave "
                        "them out.",
                        fmt::join(attributes, ", "), fmt::join(spec.attributes, ", ")));
    }
    spec.attributes = std::move(attributes);
    MixtureOptions::check(spec); // its weights are of attributes
}

/// Of a mixture in a list some prompts of which are still to come; `known` has the attributes of the list's
/// earlier jobs.
void takeAttributesOfList(JobSpec& spec, const std::map<std::string, std::vector<std::string>>& known,
                          store::Store& store) {
    for (const std::string& prompt : spec.mixedPrompts) {
        const auto job = known.find(prompt);
        const std::vector<std::string> attributes =
            job != known.end() ? job->second : requirePrompt(store, spec, prompt, {"cfp"}).attributes;
        spec.attributes.insert(spec.attributes.end(), attributes.begin(), attributes.end());
    }
    MixtureOptions::check(spec);
}

} // namespace

std::string queueDevice(const JobSpec& spec) {
    if (!jobKind(spec.kind).usesDevice) {
        return {};
    }
    if (spec.kind == kSweepKind) {
        JobSpec job = spec;
        job.kind = planOf(spec).base.kind;
        return "sweep " + queueDevice(job);
    }
    if (spec.device == "cuda" || (spec.device == "auto" && hasGpu())) {
        return "cuda:0";
    }
    return spec.device == "auto" ? "cpu" : spec.device;
}

JobSpec checkedAgainst(JobSpec spec, store::Store& store, bool isAsked) {
    spec = isAsked ? completedNew(std::move(spec)) : completed(std::move(spec));
    if (spec.kind == kSweepKind) {
        const SweepPlan plan = planOf(spec);
        checkPlan(plan);
        for (const JobSpec& setting : sweepSettings(plan)) {
            if (referencesOf(setting).empty()) { // what builds on runs to come is checked when they are there
                checkedAgainst(setting, store, isAsked);
            }
        }
        const std::string filled =
            sweepSpec(withAttributesOfPrompts(plan, store), {}).options.at("plan").get<std::string>();
        if (filled != sweepSpec(plan, {}).options.at("plan").get<std::string>()) {
            spec.options["plan"] = filled;
        }
    }
    if (!spec.backboneRun.empty()) {
        const store::RunRow backbone = requireBackbone(store, spec);
        if (spec.dataset.empty()) {
            spec.dataset = backbone.dataset;
        } else if (spec.dataset != backbone.dataset) {
            throw Error(ErrorCode::InvalidInput, "The backbone run " + spec.backboneRun +
                                                     " was trained on another data set (" + backbone.dataset +
                                                     ") than the one given (" + spec.dataset + ").");
        }
    }
    std::optional<store::RunRow> prompt;
    if (!spec.promptRun.empty()) {
        // What is measured may be a mixture; training starts from a single prompt.
        const std::vector<std::string> kinds =
            spec.kind == "cfp" ? std::vector<std::string>{"cfp"} : std::vector<std::string>{"cfp", "mixture"};
        prompt = requirePrompt(store, spec, spec.promptRun, kinds);
    }
    checkRemoved(spec, prompt ? &*prompt : nullptr);
    if (!spec.mixedPrompts.empty()) {
        takeAttributesOfPrompts(spec, store);
    }
    if (!spec.dataset.empty() && !store.datasets().find(spec.dataset)) {
        throw Error(ErrorCode::NotFound,
                    "The workspace has no data set " + spec.dataset + ". Import it first.");
    }
    return spec;
}

SweepPlan withAttributesOfPrompts(SweepPlan plan, store::Store& store) {
    if (plan.jobs.empty()) {
        if (jobKind(plan.base.kind).mixesPrompts) {
            takeAttributesOfPrompts(plan.base, store);
        }
        return plan;
    }
    std::map<std::string, std::vector<std::string>> known;
    for (PlannedJob& planned : plan.jobs) {
        JobSpec& job = planned.job;
        if (jobKind(job.kind).mixesPrompts && job.attributes.empty()) {
            takeAttributesOfList(job, known, store);
        }
        known[referenceTo(planned.id)] = job.attributes;
    }
    plan.base = plan.jobs.front().job;
    return plan;
}

std::string submitJob(const JobSpec& asked, const Workspace& workspace, store::Store& store,
                      const std::string& sweep) {
    const JobSpec spec = checkedAgainst(asked, store, sweep.empty());
    if (spec.kind == "backbone" && !spec.paths.empty()) {
        requireFittingCheckpoint(spec, workspace);
    }
    store::RunRow run;
    run.id = newRunId();
    run.kind = spec.kind;
    run.name = spec.name;
    run.dataset = spec.dataset;
    run.backboneRun = spec.backboneRun;
    run.promptRun = spec.promptRun;
    run.mixedPrompts = spec.mixedPrompts;
    run.attributes = spec.attributes;
    run.seed = spec.seed;
    run.device = spec.device;
    run.spec = toJson(spec).dump();
    run.created = nowIso8601();
    // A folder without a row does no harm; a row without a folder could never run.
    const RunFolder folder = RunFolder::create(workspace, run.id, spec);
    try {
        store.runs().insert(run, queueDevice(spec), sweep);
    } catch (const Error&) {
        std::error_code ignored;
        std::filesystem::remove_all(folder.root, ignored);
        throw;
    }
    return run.id;
}

} // namespace up5::jobs
