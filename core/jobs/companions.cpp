#include "jobs/companions.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/run_plan.h"

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

JobSpec control(const JobSpec& cfp) {
    JobSpec spec = cfp;
    spec.name.clear();
    spec.options["lambda"] = 0.0;
    return completed(spec);
}

bool sameOptions(const JobSpec& a, const JobSpec& b, const std::vector<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return a.options.at(key) == b.options.at(key); });
}

std::vector<JobSpec> companionsOfOne(const JobSpec& cfp) {
    if (cfp.kind != "cfp") {
        throw Error(ErrorCode::InvalidInput, "Companions belong to a run of kind cfp, not " + cfp.kind + ".");
    }
    std::vector<JobSpec> wanted = {evaluation(cfp), probe(cfp)};
    if (cfp.options.at("lambda").get<double>() != 0) {
        wanted.push_back(control(cfp));
    }
    return wanted;
}

} // namespace

bool servesAs(const JobSpec& stored, const JobSpec& wanted) {
    if (stored.kind != wanted.kind || stored.backboneRun != wanted.backboneRun ||
        stored.promptRun != wanted.promptRun) {
        return false;
    }
    if (wanted.kind == "evaluate") {
        return sameOptions(stored, wanted, {"task", "part", "candidates", "norm", "score", "users"});
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

std::vector<JobSpec> companionsOf(std::vector<JobSpec> cfps) {
    std::transform(cfps.begin(), cfps.end(), cfps.begin(), completed);
    std::vector<JobSpec> companions;
    for (const JobSpec& cfp : cfps) {
        for (JobSpec& companion : companionsOfOne(cfp)) {
            const auto serves = [&](const JobSpec& other) { return servesAs(other, companion); };
            const bool isThere = std::any_of(companions.begin(), companions.end(), serves) ||
                                 std::any_of(cfps.begin(), cfps.end(), serves);
            if (!isThere) {
                companions.push_back(std::move(companion));
            }
        }
    }
    return companions;
}

std::vector<JobSpec> missingCompanions(const std::vector<JobSpec>& cfps, store::Store& store) {
    std::vector<JobSpec> wanted = companionsOf(cfps);
    const std::vector<StoredSpec> present = usableSpecs(store);
    std::erase_if(wanted, [&](const JobSpec& spec) {
        return std::any_of(present.begin(), present.end(),
                           [&](const StoredSpec& stored) { return servesAs(stored.spec, spec); });
    });
    return wanted;
}

} // namespace up5::jobs
