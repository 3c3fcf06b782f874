#include "jobs/job_kinds.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include <QtCore/QCoreApplication>
#include <fmt/format.h>

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "jobs/options/backbone_options.h"
#include "jobs/options/baseline_options.h"
#include "jobs/options/cfp_options.h"
#include "jobs/options/evaluate_options.h"
#include "jobs/options/import_options.h"
#include "jobs/options/mixture_options.h"
#include "jobs/options/probe_options.h"
#include "jobs/options/stability_options.h"
#include "jobs/options/sweep_options.h"
#include "jobs/starting_options.h"

namespace up5::jobs {

namespace {

[[noreturn]] void refuse(const JobSpec& spec, const std::string& sentence) {
    throw Error(ErrorCode::InvalidInput, "A job of kind " + spec.kind + " " + sentence);
}

void requireGiven(const JobSpec& spec, bool given, bool needed, const char* what) {
    if (needed && !given) {
        refuse(spec, std::string("needs ") + what + ".");
    }
}

void requireNotGiven(const JobSpec& spec, bool given, bool allowed, const char* what) {
    if (given && !allowed) {
        refuse(spec, std::string("takes no ") + what + ".");
    }
}

void checkPaths(const JobSpec& spec, const JobKind& kind) {
    requireGiven(spec, !spec.paths.empty(), kind.needsPaths, "at least one file or folder");
    requireNotGiven(spec, !spec.paths.empty(), kind.needsPaths || kind.takesCheckpoint, "files");
    if (kind.takesCheckpoint && spec.paths.size() > 1) {
        refuse(spec, fmt::format("starts from one checkpoint, but {} are given.", spec.paths.size()));
    }
    for (const std::string& path : spec.paths) {
        if (!std::filesystem::path(path).is_absolute()) {
            refuse(spec, "needs absolute paths, but one is " + path + ".");
        }
    }
}

void checkAttributes(const JobSpec& spec, const JobKind& kind) {
    requireGiven(spec, !spec.attributes.empty(), kind.needsAttribute, "a sensitive attribute");
    requireNotGiven(spec, !spec.attributes.empty(),
                    kind.needsAttribute || kind.takesAttributes || kind.mixesPrompts, "sensitive attributes");
    if (kind.singleAttribute && spec.attributes.size() > 1) {
        refuse(spec, fmt::format("takes exactly one sensitive attribute, but {} are given: {}.",
                                 spec.attributes.size(), fmt::join(spec.attributes, ", ")));
    }
    const std::set<std::string> different(spec.attributes.begin(), spec.attributes.end());
    if (different.size() != spec.attributes.size() || different.contains("")) {
        refuse(spec, fmt::format("needs different, non-empty attribute names, but has: {}.",
                                 fmt::join(spec.attributes, ", ")));
    }
}

void checkMixedPrompts(const JobSpec& spec, const JobKind& kind) {
    requireNotGiven(spec, !spec.mixedPrompts.empty(), kind.mixesPrompts, "list of prompts to mix");
    if (!kind.mixesPrompts) {
        return;
    }
    const std::size_t count = spec.mixedPrompts.size();
    if (count < 2 || count > kMostMixedPrompts) {
        refuse(spec, fmt::format("needs from 2 to {} prompts of different attributes, but has {}.",
                                 kMostMixedPrompts, count));
    }
    if (std::set(spec.mixedPrompts.begin(), spec.mixedPrompts.end()).size() != count) {
        refuse(spec,
               fmt::format("needs different prompts, but has: {}.", fmt::join(spec.mixedPrompts, ", ")));
    }
    if (!spec.attributes.empty() && spec.attributes.size() != count) {
        refuse(spec, fmt::format("removes the attributes of its {} prompts, but {} are given: {}.", count,
                                 spec.attributes.size(), fmt::join(spec.attributes, ", ")));
    }
}

std::vector<JobKind> makeKinds() {
    return {
        {.name = "import",
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options", "reads a data file into a data set"),
         .needsPaths = true,
         .usesDevice = false,
         .options = &ImportJobOptions::table()},
        {.name = "backbone",
         .summary =
             QT_TRANSLATE_NOOP("up5::jobs::Options", "trains a P5 backbone on a data set, from random "
                                                     "weights or from a checkpoint, or takes one as it is"),
         .needsDataset = true,
         .takesCheckpoint = true,
         .options = &BackboneOptions::table()},
        {.name = "evaluate",
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options",
                                      "ranks candidates with a backbone, untreated or with a prompt"),
         .needsBackbone = true,
         .takesPrompt = true,
         .options = &EvaluateOptions::table(),
         .check = &EvaluateOptions::check},
        {.name = "probe",
         .summary = QT_TRANSLATE_NOOP(
             "up5::jobs::Options",
             "measures how well sensitive attributes can be read out of a backbone's representations"),
         .needsBackbone = true,
         .needsAttribute = true,
         .takesPrompt = true,
         .options = &ProbeOptions::table()},
        {.name = "cfp",
         .summary = QT_TRANSLATE_NOOP(
             "up5::jobs::Options", "trains a counterfactually-fair prompt for one attribute and audits it"),
         .needsBackbone = true,
         .needsAttribute = true,
         .takesPrompt = true, // to start from
         .singleAttribute = true,
         .options = &CfpOptions::table(),
         .check = &CfpOptions::check,
         .requireEffect = &CfpOptions::requireEffect},
        {.name = "mixture",
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options",
                                      "trains a mixture of prompts that removes any subset of their "
                                      "attributes, and audits every subset"),
         .needsBackbone = true,
         .mixesPrompts = true,
         .options = &MixtureOptions::table(),
         .check = &MixtureOptions::check,
         .requireEffect = &AdversarialOptions::requireEffect},
        {.name = "stability",
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options",
                                      "measures whether recommended lists stay the same with a prompt, and "
                                      "between like users who differ in an attribute"),
         .needsBackbone = true,
         .needsAttribute = true,
         .takesPrompt = true,
         .singleAttribute = true,
         .options = &StabilityOptions::table()},
        {.name = "baseline",
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options",
                                      "trains another recommender, plain or with attributes removed, ranks "
                                      "the same candidates with it and audits it"),
         .needsDataset = true,
         .takesAttributes = true,
         .options = &BaselineOptions::table(),
         .check = &BaselineOptions::check,
         .requireEffect = &BaselineOptions::requireEffect,
         .startsFromRun = &BaselineOptions::startsFromRun,
         .backboneKind = "baseline"},
        {.name = "sweep",
         .summary = QT_TRANSLATE_NOOP("up5::jobs::Options",
                                      "runs a job with many settings and seeds, each as a run of its own"),
         .needsDataset = true,
         .hasWorker = false,
         .options = &SweepOptions::table()},
    };
}

} // namespace

const std::vector<JobKind>& jobKinds() {
    static const std::vector<JobKind> kinds = makeKinds();
    return kinds;
}

const JobKind& jobKind(const std::string& name) {
    std::vector<std::string> names;
    for (const JobKind& kind : jobKinds()) {
        if (kind.name == name) {
            return kind;
        }
        names.push_back(kind.name);
    }
    throw Error(ErrorCode::NotFound,
                fmt::format("There is no job kind \"{}\". Kinds are: {}.", name, fmt::join(names, ", ")));
}

void checkDevice(const std::string& device) {
    static const std::regex allowed("auto|cpu|cuda(:[0-9]{1,3})?");
    if (!std::regex_match(device, allowed)) {
        throw Error(ErrorCode::InvalidInput,
                    "The device is \"" + device + "\", but must be auto, cpu, cuda or cuda:N.");
    }
}

JobSpec completed(JobSpec spec) {
    const JobKind& kind = jobKind(spec.kind);
    const bool onBackbone = kind.needsBackboneFor(spec);
    requireGiven(spec, !spec.dataset.empty(), kind.needsDataset && !onBackbone, "a data set");
    requireNotGiven(spec, !spec.dataset.empty(), kind.needsDataset || onBackbone, "data set");
    requireGiven(spec, !spec.backboneRun.empty(), onBackbone,
                 kind.startsFromRun != nullptr ? "the run of the plain model that it starts from (--backbone)"
                                               : "a backbone run");
    requireNotGiven(spec, !spec.backboneRun.empty(), onBackbone, "backbone run");
    requireNotGiven(spec, !spec.promptRun.empty(), kind.takesPrompt, "prompt run");
    checkPaths(spec, kind);
    checkMixedPrompts(spec, kind);
    checkAttributes(spec, kind);
    checkDevice(spec.device);
    if (kind.takesCheckpoint && !spec.paths.empty()) {
        spec.options = withStartingPoint(spec.options, spec.paths.front());
    }
    spec.options = kind.options->check(spec.options);
    if (kind.check != nullptr) {
        kind.check(spec);
    }
    if (kind.takesCheckpoint && spec.paths.empty()) {
        requireNoStartingPoint(spec.options);
    }
    return spec;
}

JobSpec completedNew(JobSpec spec) {
    spec = completed(std::move(spec));
    if (const auto requireEffect = jobKind(spec.kind).requireEffect) {
        requireEffect(spec);
    }
    return spec;
}

} // namespace up5::jobs
