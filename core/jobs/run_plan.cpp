#include "jobs/run_plan.h"

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

store::RunRow requireRun(store::Store& store, const std::string& runId) {
    if (auto run = store.runs().find(runId)) {
        return *run;
    }
    throw Error(ErrorCode::NotFound, "There is no run " + runId + ".");
}

} // namespace

std::vector<StoredSpec> usableSpecs(store::Store& store) {
    std::vector<StoredSpec> specs;
    for (const store::RunRow& run : store.runs().all()) {
        if (store::isEnded(run.state) && run.state != store::RunState::Succeeded) {
            continue;
        }
        try {
            const JobSpec stored = jobSpecFromJson(nlohmann::json::parse(run.spec));
            JobSpec spec = completed(stored);
            // Specs are stored with all options.
            if (spec.options == stored.options) {
                specs.push_back({run.id, run.state, std::move(spec)});
            }
        } catch (const Error&) {
            continue;
        }
    }
    return specs;
}

JobSpec specOf(store::Store& store, const std::string& runId) {
    try {
        return jobSpecFromJson(nlohmann::json::parse(requireRun(store, runId).spec));
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(ErrorCode::Protocol, "The stored specification of the run " + runId +
                                             " is no valid JSON: " + error.what() + ".");
    }
}

std::optional<store::RunRow> newestBackbone(store::Store& store, const std::string& dataset) {
    for (const store::RunRow& run : store.runs().ofKind("backbone")) {
        if (run.dataset == dataset && run.state == store::RunState::Succeeded) {
            return run;
        }
    }
    return std::nullopt;
}

std::string datasetOfRun(store::Store& store, const std::string& runId) {
    const store::RunRow run = requireRun(store, runId);
    if (!run.dataset.empty()) {
        return run.dataset;
    }
    if (run.backboneRun.empty()) {
        throw Error(ErrorCode::NotFound, "The run " + runId + " has no data set yet.");
    }
    return datasetOfRun(store, run.backboneRun);
}

} // namespace up5::jobs
