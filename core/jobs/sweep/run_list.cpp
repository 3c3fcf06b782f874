#include "jobs/sweep/run_list.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/json_members.h"
#include "jobs/sweep/sweep_runs.h"

namespace up5::jobs {

namespace {

constexpr char kReferenceMark = '@';

/// Every place of a spec that may refer to a run.
std::vector<std::string*> runPlaces(JobSpec& spec) {
    std::vector<std::string*> places = {&spec.backboneRun, &spec.promptRun};
    for (std::string& prompt : spec.mixedPrompts) {
        places.push_back(&prompt);
    }
    return places;
}

using KnownRuns = std::map<std::pair<std::string, std::uint64_t>, std::string>; ///< by job and seed

/// Those of other seeds are no runs of this one, but a job that is run once serves all.
void fillIn(WantedRun& wanted, const KnownRuns& known, const std::set<std::string>& once,
            std::uint64_t firstSeed) {
    for (std::string* place : runPlaces(wanted.spec)) {
        if (!isReference(*place)) {
            continue;
        }
        const std::string id = place->substr(1);
        const auto run = known.find({id, once.contains(id) ? firstSeed : wanted.spec.seed});
        if (run != known.end()) {
            *place = run->second;
        }
    }
}

[[noreturn]] void refuseList(const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, sentence);
}

} // namespace

std::string referenceTo(const std::string& id) {
    return kReferenceMark + id;
}

bool isReference(const std::string& run) {
    return run.starts_with(kReferenceMark);
}

std::vector<std::string> referencesOf(const JobSpec& spec) {
    JobSpec copy = spec;
    std::vector<std::string> ids;
    for (const std::string* place : runPlaces(copy)) {
        if (isReference(*place)) {
            ids.push_back(place->substr(1));
        }
    }
    return ids;
}

std::vector<std::string> runsBuiltOn(const JobSpec& spec) {
    JobSpec copy = spec;
    std::vector<std::string> runs;
    for (const std::string* place : runPlaces(copy)) {
        if (!place->empty() && !isReference(*place)) {
            runs.push_back(*place);
        }
    }
    return runs;
}

std::vector<WantedRun> listedRuns(const SweepPlan& plan) {
    std::vector<WantedRun> runs;
    for (const std::uint64_t seed : plan.seeds) {
        for (const PlannedJob& planned : plan.jobs) {
            if (planned.once && seed != plan.seeds.front()) {
                continue;
            }
            WantedRun wanted{completed(planned.job), false, planned.id, planned.once};
            wanted.spec.seed = seed;
            runs.push_back(std::move(wanted));
        }
    }
    return runs;
}

void resolveReferences(std::vector<WantedRun>& wanted,
                       const std::function<std::optional<std::string>(const WantedRun&)>& runOf) {
    KnownRuns known;
    std::set<std::string> once;
    std::uint64_t firstSeed = 0;
    bool isFirst = true;
    for (WantedRun& run : wanted) { // a reference is to an earlier one
        if (run.id.empty()) {
            continue;
        }
        if (std::exchange(isFirst, false)) {
            firstSeed = run.spec.seed;
        }
        if (run.once) {
            once.insert(run.id);
        }
        fillIn(run, known, once, firstSeed);
        if (referencesOf(run.spec).empty()) {
            if (std::optional<std::string> found = runOf(run)) {
                known[{run.id, run.spec.seed}] = std::move(*found);
            }
        }
    }
    for (WantedRun& run : wanted) {
        if (run.id.empty()) {
            fillIn(run, known, once, firstSeed);
        }
    }
}

void checkList(const std::vector<PlannedJob>& jobs) {
    std::set<std::string> seen;
    for (const PlannedJob& planned : jobs) {
        const JobKind& kind = jobKind(planned.job.kind);
        if (!kind.hasWorker || kind.needsPaths || !planned.job.paths.empty()) {
            refuseList("Jobs of kind " + kind.name + " that read files take no part in sweeps.");
        }
        for (const std::string& id : referencesOf(planned.job)) {
            if (!seen.contains(id)) {
                refuseList(fmt::format("The job {} of the sweep builds on the job {}, but no job before it "
                                       "is called so.",
                                       planned.id, id));
            }
        }
        if (planned.id.empty() || !seen.insert(planned.id).second) {
            refuseList(planned.id.empty() ? "A job of the sweep has no id."
                                          : "The sweep has two jobs called " + planned.id + ".");
        }
        completedNew(planned.job);
    }
}

nlohmann::json toJson(const std::vector<PlannedJob>& jobs) {
    nlohmann::json json = nlohmann::json::array();
    for (const PlannedJob& planned : jobs) {
        json.push_back({{"id", planned.id}, {"job", toJson(planned.job)}, {"once", planned.once}});
    }
    return json;
}

std::vector<PlannedJob> plannedJobsFromJson(const nlohmann::json& json) {
    if (!json.is_array()) {
        throw Error(ErrorCode::Protocol, "The jobs of a sweep must be a list.");
    }
    std::vector<PlannedJob> jobs;
    for (const nlohmann::json& entry : json) {
        JsonMembers members(entry, "A job of a sweep");
        PlannedJob planned;
        planned.id = members.text("id");
        planned.job = jobSpecFromJson(members.object("job"));
        planned.once = members.boolean("once");
        members.finish();
        jobs.push_back(std::move(planned));
    }
    return jobs;
}

} // namespace up5::jobs
