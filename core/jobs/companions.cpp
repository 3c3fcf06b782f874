#include "jobs/companions.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/options/cfp_options.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

const std::string kProbePrefix = "probe.";

JobSpec untreated(const JobSpec& cfp, const char* kind) {
    JobSpec spec;
    spec.kind = kind;
    spec.dataset = cfp.dataset;
    spec.backboneRun = cfp.backboneRun;
    spec.seed = cfp.seed;
    spec.device = cfp.device;
    return spec;
}

JobSpec evaluation(const JobSpec& cfp) {
    JobSpec spec = untreated(cfp, "evaluate");
    spec.options = {{"task", "both"}, {"part", "test"}};
    return completed(spec);
}

/// The options of the probe after training are those of a probe of its own.
JobSpec probe(const JobSpec& cfp) {
    JobSpec spec = untreated(cfp, "probe");
    spec.attributes = cfp.attributes;
    for (const auto& [key, value] : cfp.options.items()) {
        if (key.starts_with(kProbePrefix)) {
            spec.options[key.substr(kProbePrefix.size())] = value;
        }
    }
    return completed(spec);
}

/// A prompt for every λ is compared with one that was trained with λ = 0 alone, and begins anew.
JobSpec control(const JobSpec& cfp) {
    JobSpec spec = cfp;
    spec.name.clear();
    spec.options["lambda"] = 0.0;
    if (CfpOptions::table().read(cfp.options).isConditional()) {
        for (const char* key : {"condition", "lambda_min", "lambda_max", "lambda_zero_share"}) {
            spec.options.erase(key);
        }
        if (!spec.promptRun.empty()) {
            spec.promptRun.clear();
            spec.options.erase("init");
        }
    }
    return completed(spec);
}

/// What has no training has no control: the prompt that it audits had one.
bool needsControl(const JobSpec& cfp) {
    const CfpOptions options = CfpOptions::table().read(cfp.options);
    return !options.isOnlyAudited() && (options.lambda != 0 || options.isConditional());
}

bool sameOptions(const JobSpec& a, const JobSpec& b, const std::vector<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return a.options.at(key) == b.options.at(key); });
}

/// Whether a stored run serves as the companion.
bool serves(const JobSpec& stored, const JobSpec& wanted) {
    if (stored.kind != wanted.kind || stored.backboneRun != wanted.backboneRun ||
        stored.promptRun != wanted.promptRun) {
        return false;
    }
    if (wanted.kind == "evaluate") {
        return sameOptions(stored, wanted, {"task", "part", "candidates", "norm", "users"});
    }
    if (wanted.kind == "probe") {
        const std::string& attribute = wanted.attributes.front();
        return std::count(stored.attributes.begin(), stored.attributes.end(), attribute) == 1 &&
               sameOptions(
                   stored, wanted,
                   {"test_share", "validation_share", "adversary_share", "user_seed", "method", "target"});
    }
    return stored.attributes == wanted.attributes && stored.seed == wanted.seed &&
           stored.options == wanted.options;
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

std::vector<JobSpec> missingCompanions(const JobSpec& asked, store::Store& store) {
    const JobSpec cfp = completed(asked);
    if (cfp.kind != "cfp") {
        throw Error(ErrorCode::InvalidInput, "Companions belong to a run of kind cfp, not " + cfp.kind + ".");
    }
    std::vector<JobSpec> wanted = {evaluation(cfp), probe(cfp)};
    if (needsControl(cfp)) {
        wanted.push_back(control(cfp));
    }
    const std::vector<JobSpec> present = usableSpecs(store);
    std::erase_if(wanted, [&](const JobSpec& spec) {
        return std::any_of(present.begin(), present.end(),
                           [&](const JobSpec& stored) { return serves(stored, spec); });
    });
    return wanted;
}

} // namespace up5::jobs
