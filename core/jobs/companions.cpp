#include "jobs/companions.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/job_submission.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

const std::string kProbePrefix = "probe.";

JobSpec untreated(const JobSpec& prompt, const char* kind) {
    JobSpec spec;
    spec.kind = kind;
    spec.dataset = prompt.dataset;
    spec.backboneRun = prompt.backboneRun;
    spec.seed = prompt.seed;
    spec.device = prompt.device;
    return spec;
}

JobSpec evaluation(const JobSpec& prompt) {
    JobSpec spec = untreated(prompt, "evaluate");
    spec.options = {{"task", "both"}, {"part", "test"}};
    return completed(spec);
}

/// The options of the probe after training are those of a probe of its own.
JobSpec probe(const JobSpec& prompt) {
    JobSpec spec = untreated(prompt, "probe");
    spec.attributes = prompt.attributes;
    for (const auto& [key, value] : prompt.options.items()) {
        if (key.starts_with(kProbePrefix)) {
            spec.options[key.substr(kProbePrefix.size())] = value;
        }
    }
    return completed(spec);
}

JobSpec control(const JobSpec& prompt) {
    JobSpec spec = prompt;
    spec.name.clear();
    spec.options["lambda"] = 0.0;
    return completed(spec);
}

bool sameOptions(const JobSpec& a, const JobSpec& b, const std::vector<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return a.options.at(key) == b.options.at(key); });
}

/// Whether a stored run serves as the companion.
bool serves(const JobSpec& stored, const JobSpec& wanted) {
    if (stored.kind != wanted.kind || stored.backboneRun != wanted.backboneRun || !stored.promptRun.empty()) {
        return false;
    }
    if (wanted.kind == "evaluate") {
        return sameOptions(stored, wanted, {"task", "part", "candidates", "norm", "users"});
    }
    if (wanted.kind == "probe") {
        return sameOptions(
            stored, wanted,
            {"test_share", "validation_share", "adversary_share", "user_seed", "method", "target"});
    }
    return stored.attributes == wanted.attributes && stored.mixedPrompts == wanted.mixedPrompts &&
           stored.seed == wanted.seed && stored.options == wanted.options;
}

/// A probe may read several attributes, and each may have been read by another run: leaves those that none
/// has.
void leaveUnprobed(JobSpec& probe, const std::vector<JobSpec>& present) {
    std::erase_if(probe.attributes, [&](const std::string& attribute) {
        return std::any_of(present.begin(), present.end(), [&](const JobSpec& stored) {
            return serves(stored, probe) &&
                   std::count(stored.attributes.begin(), stored.attributes.end(), attribute) == 1;
        });
    });
}

/// Specs of the runs that have succeeded or still can. A run whose options this version cannot read stands
/// beside nothing.
std::vector<JobSpec> usableSpecs(store::Store& store) {
    std::vector<JobSpec> specs;
    for (const store::RunRow& run : store.runs().all()) {
        if (store::isEnded(run.state) && run.state != store::RunState::Succeeded) {
            continue;
        }
        try {
            const JobSpec stored = jobSpecFromJson(nlohmann::json::parse(run.spec));
            JobSpec spec = completed(stored);
            // Specs are stored with all options. One that lacks some is of an older version, which did what
            // no option of today says: it attacked other targets and drew other users.
            if (spec.options == stored.options) {
                specs.push_back(std::move(spec));
            }
        } catch (const Error&) {
            continue;
        }
    }
    return specs;
}

} // namespace

bool hasCompanions(const std::string& kind) {
    return kind == "cfp" || kind == "mixture";
}

std::vector<JobSpec> missingCompanions(const JobSpec& asked, store::Store& store) {
    if (!hasCompanions(asked.kind)) {
        throw Error(ErrorCode::InvalidInput,
                    "Companions belong to a run of kind cfp or mixture, not " + asked.kind + ".");
    }
    // The attributes of a mixture are those of its prompts.
    const JobSpec prompt = asked.kind == "mixture" ? checkedAgainst(asked, store) : completed(asked);
    const std::vector<JobSpec> present = usableSpecs(store);
    std::vector<JobSpec> missing;
    const auto addUnlessPresent = [&](const JobSpec& spec) {
        if (std::none_of(present.begin(), present.end(),
                         [&](const JobSpec& stored) { return serves(stored, spec); })) {
            missing.push_back(spec);
        }
    };
    addUnlessPresent(evaluation(prompt));
    JobSpec untreatedProbe = probe(prompt);
    leaveUnprobed(untreatedProbe, present);
    if (!untreatedProbe.attributes.empty()) {
        missing.push_back(std::move(untreatedProbe));
    }
    if (prompt.options.at("lambda").get<double>() != 0) {
        addUnlessPresent(control(prompt));
    }
    return missing;
}

} // namespace up5::jobs
