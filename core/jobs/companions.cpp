#include "jobs/companions.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "jobs/job_kinds.h"
#include "jobs/job_submission.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/mixture_options.h"
#include "jobs/run_plan.h"

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

/// Prompts against different adversaries share it. A prompt for every λ is compared with one that was trained
/// with λ = 0 alone, and begins anew.
JobSpec control(const JobSpec& prompt) {
    JobSpec spec = prompt;
    spec.name.clear();
    spec.options = AdversarialOptions::withoutAdversary(spec.options);
    spec.options["lambda"] = 0.0;
    if (prompt.kind == "cfp" && CfpOptions::table().read(prompt.options).isConditional()) {
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

/// The prompt as it begins, with the seed of its training: what any prompt of this size does to a model.
/// Prompts that differ in their training alone share it.
JobSpec randomPrompt(const JobSpec& prompt) {
    JobSpec spec = prompt;
    spec.name.clear();
    spec.promptRun.clear();
    spec.options = AdversarialOptions::withoutTraining(spec.options);
    if (spec.options.value("init", std::string()) == "prompt") {
        spec.options.erase("init");
    }
    spec.options["lambda"] = 0.0;
    spec.options["batches"] = 0;
    return completed(spec);
}

bool isUntrained(const JobSpec& prompt) {
    return prompt.kind == "cfp" ? CfpOptions::table().read(prompt.options).isUntrained()
                                : MixtureOptions::table().read(prompt.options).isUntrained();
}

/// What has no training has no control: the prompt that it audits had one.
bool needsControl(const JobSpec& prompt) {
    const bool isControl = prompt.options.at("lambda").get<double>() == 0;
    if (prompt.kind != "cfp") {
        return !isControl;
    }
    const CfpOptions options = CfpOptions::table().read(prompt.options);
    return !options.isOnlyAudited() && (!isControl || options.isConditional());
}

bool needsRandomPrompt(const JobSpec& prompt) {
    return !isUntrained(prompt) &&
           !(prompt.kind == "cfp" && CfpOptions::table().read(prompt.options).isOnlyAudited());
}

bool sameOptions(const JobSpec& a, const JobSpec& b, const std::vector<std::string>& keys) {
    return std::all_of(keys.begin(), keys.end(),
                       [&](const std::string& key) { return a.options.at(key) == b.options.at(key); });
}

std::vector<JobSpec> companionsOfOne(const JobSpec& prompt) {
    if (!hasCompanions(prompt.kind)) {
        throw Error(ErrorCode::InvalidInput,
                    "Companions belong to a run of kind cfp or mixture, not " + prompt.kind + ".");
    }
    std::vector<JobSpec> wanted = {evaluation(prompt), probe(prompt)};
    if (needsControl(prompt)) {
        wanted.push_back(control(prompt));
    }
    if (needsRandomPrompt(prompt)) {
        wanted.push_back(randomPrompt(prompt));
    }
    return wanted;
}

/// The options that decide what a control or a random prompt is.
nlohmann::json decisive(const JobSpec& prompt) {
    return isUntrained(prompt) ? AdversarialOptions::withoutTraining(prompt.options)
                               : AdversarialOptions::withoutAdversary(prompt.options);
}

/// Whether a run is the companion but for the attributes it probes.
bool isLike(const JobSpec& stored, const JobSpec& wanted) {
    if (stored.kind != wanted.kind || stored.backboneRun != wanted.backboneRun ||
        stored.promptRun != wanted.promptRun) {
        return false;
    }
    if (wanted.kind == "evaluate") {
        return sameOptions(stored, wanted, {"task", "part", "candidates", "norm", "score", "users"});
    }
    if (wanted.kind == "probe") {
        return sameOptions(
            stored, wanted,
            {"test_share", "validation_share", "adversary_share", "user_seed", "method", "target"});
    }
    return stored.attributes == wanted.attributes && stored.mixedPrompts == wanted.mixedPrompts &&
           stored.seed == wanted.seed && isUntrained(stored) == isUntrained(wanted) &&
           decisive(stored) == decisive(wanted);
}

bool reads(const JobSpec& spec, const std::string& attribute) {
    return std::count(spec.attributes.begin(), spec.attributes.end(), attribute) == 1;
}

} // namespace

bool hasCompanions(const std::string& kind) {
    return kind == "cfp" || kind == "mixture";
}

bool servesAs(const JobSpec& stored, const JobSpec& wanted) {
    return isLike(stored, wanted) &&
           (wanted.kind != "probe" ||
            std::all_of(wanted.attributes.begin(), wanted.attributes.end(),
                        [&](const std::string& attribute) { return reads(stored, attribute); }));
}

std::vector<JobSpec> companionsOf(std::vector<JobSpec> prompts) {
    std::transform(prompts.begin(), prompts.end(), prompts.begin(), completed);
    std::vector<JobSpec> companions;
    for (const JobSpec& prompt : prompts) {
        for (JobSpec& companion : companionsOfOne(prompt)) {
            const auto serves = [&](const JobSpec& other) { return servesAs(other, companion); };
            const bool isThere = std::any_of(companions.begin(), companions.end(), serves) ||
                                 std::any_of(prompts.begin(), prompts.end(), serves);
            if (!isThere) { // a probe of several attributes does for those of single ones
                std::erase_if(companions, [&](const JobSpec& other) { return servesAs(companion, other); });
                companions.push_back(std::move(companion));
            }
        }
    }
    return companions;
}

std::vector<JobSpec> missingCompanions(std::vector<JobSpec> prompts, store::Store& store) {
    for (JobSpec& prompt : prompts) {
        prompt = checkedAgainst(std::move(prompt), store); // what is refused itself brings no companions
    }
    std::vector<JobSpec> wanted = companionsOf(std::move(prompts));
    const std::vector<StoredSpec> present = usableSpecs(store);
    for (JobSpec& spec : wanted) {
        // Each attribute of a probe may have been read by another run.
        std::erase_if(spec.attributes, [&](const std::string& attribute) {
            return spec.kind == "probe" &&
                   std::any_of(present.begin(), present.end(), [&](const StoredSpec& stored) {
                       return isLike(stored.spec, spec) && reads(stored.spec, attribute);
                   });
        });
    }
    std::erase_if(wanted, [&](const JobSpec& spec) {
        return std::any_of(present.begin(), present.end(),
                           [&](const StoredSpec& stored) { return servesAs(stored.spec, spec); });
    });
    return wanted;
}

} // namespace up5::jobs
