#include "jobs/job_submission.h"

#include "base/clock.h"
#include "base/error.h"
#include "jobs/job_kinds.h"
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

store::RunRow requireUsable(store::Store& store, const std::string& id, const char* role, const char* kind) {
    const std::optional<store::RunRow> run = store.runs().find(id);
    if (!run) {
        throw Error(ErrorCode::NotFound,
                    std::string("There is no run ") + id + " to be used as " + role + ".");
    }
    if (run->kind != kind) {
        throw Error(ErrorCode::InvalidInput, "The run " + id + " is of kind " + run->kind + "; as " + role +
                                                 " a run of kind " + kind + " is needed.");
    }
    const bool waitingOrDone = !store::isEnded(run->state) || run->state == store::RunState::Succeeded;
    if (!waitingOrDone || run->deleted) {
        throw Error(ErrorCode::InvalidInput, "The run " + id + " cannot be used as " + role + ": it is " +
                                                 (run->deleted ? "in the bin" : store::toString(run->state)) +
                                                 ".");
    }
    return *run;
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

JobSpec checkedAgainst(JobSpec spec, store::Store& store) {
    spec = completed(std::move(spec));
    if (spec.kind == kSweepKind) {
        const SweepPlan plan = planOf(spec);
        checkPlan(plan);
        for (const JobSpec& setting : sweepSettings(plan)) {
            checkedAgainst(setting, store);
        }
    }
    if (!spec.backboneRun.empty()) {
        const store::RunRow backbone = requireUsable(store, spec.backboneRun, "backbone", "backbone");
        if (spec.dataset.empty()) {
            spec.dataset = backbone.dataset;
        } else if (spec.dataset != backbone.dataset) {
            throw Error(ErrorCode::InvalidInput, "The backbone run " + spec.backboneRun +
                                                     " was trained on another data set (" + backbone.dataset +
                                                     ") than the one given (" + spec.dataset + ").");
        }
    }
    if (!spec.promptRun.empty()) {
        const store::RunRow prompt = requireUsable(store, spec.promptRun, "prompt", "cfp");
        if (prompt.backboneRun != spec.backboneRun) {
            throw Error(ErrorCode::InvalidInput, "The prompt run " + spec.promptRun +
                                                     " belongs to the backbone run " + prompt.backboneRun +
                                                     ", not to " + spec.backboneRun + ".");
        }
    }
    if (!spec.dataset.empty() && !store.datasets().find(spec.dataset)) {
        throw Error(ErrorCode::NotFound,
                    "The workspace has no data set " + spec.dataset + ". Import it first.");
    }
    return spec;
}

std::string submitJob(const JobSpec& asked, const Workspace& workspace, store::Store& store,
                      const std::string& sweep) {
    const JobSpec spec = checkedAgainst(asked, store);
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
