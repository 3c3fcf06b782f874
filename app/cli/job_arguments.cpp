#include "job_arguments.h"

#include <filesystem>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "data/dataset.h"
#include "jobs/job_kinds.h"
#include "jobs/named_settings.h"
#include "jobs/option_text.h"
#include "jobs/run_plan.h"
#include "lookup.h"
#include "program.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

/// The set that is named, the backbone's, or the only one there is.
store::DatasetRow datasetFor(Program& program, const JobArguments& arguments) {
    if (!arguments.dataset.empty()) {
        return program.store().datasets().resolve(arguments.dataset);
    }
    if (!arguments.backbone.empty()) {
        const std::string backbone = program.store().runs().resolve(arguments.backbone).id;
        return program.store().datasets().resolve(jobs::datasetOfRun(program.store(), backbone));
    }
    const std::vector<store::DatasetRow> all = program.store().datasets().all();
    if (all.size() != 1) {
        throw Error(ErrorCode::InvalidInput,
                    "Say which data set is meant with --dataset; `up5 datasets` lists them.");
    }
    return all.front();
}

/// The options given: those of the named settings, with --set on top of them.
nlohmann::json optionsFrom(const jobs::JobKind& kind, const JobArguments& arguments) {
    nlohmann::json options = kind.options->parse(jobs::parseSettings(arguments.settings));
    return arguments.namedSettings.empty()
               ? options
               : jobs::overNamedSettings(kind.name, arguments.namedSettings, options);
}

/// A mixture takes all prompts; the other kinds put one in front of the backbone.
void addPrompts(Program& program, const jobs::JobKind& kind, const std::vector<std::string>& prompts,
                jobs::JobSpec& spec) {
    if (!kind.mixesPrompts && prompts.size() > 1) {
        throw Error(ErrorCode::InvalidInput, "A job of kind " + kind.name + " takes one --prompt, but " +
                                                 std::to_string(prompts.size()) +
                                                 " are given. Train a mixture of them first.");
    }
    for (const std::string& prompt : prompts) {
        const std::string id = program.store().runs().resolve(prompt).id;
        if (kind.mixesPrompts) {
            spec.mixedPrompts.push_back(id);
        } else {
            spec.promptRun = id;
        }
    }
}

} // namespace

CLI::Option* addRepeated(CLI::App& command, const char* name, std::vector<std::string>& values,
                         const std::string& help) {
    return command.add_option(name, values, help)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addJobOptions(CLI::App& command, JobArguments& arguments) {
    command.add_option(
        "--dataset", arguments.dataset,
        utf8(Text::tr("Name, hash or beginning of the hash; may be left out where only one is possible")));
    addRepeated(command, "--attribute", arguments.attributes,
                utf8(Text::tr("Sensitive attribute; may be repeated")));
    command.add_option(
        "--settings", arguments.namedSettings,
        utf8(Text::tr("Name of a set of settings that `up5 options KIND` lists, such as paper; "
                      "--set goes on from it")));
    addRepeated(command, "--set", arguments.settings,
                utf8(Text::tr("key=value; may be repeated; `up5 options KIND` lists the keys")));
    command.add_option("--device", arguments.device, utf8(Text::tr("auto, cpu, cuda or cuda:N")))
        ->capture_default_str();
}

void addPromptOption(CLI::App& command, JobArguments& arguments) {
    addRepeated(
        command, "--prompt", arguments.prompts,
        utf8(Text::tr("cfp run or mixture whose prompt is evaluated, probed or compared; mixture: cfp run "
                      "whose prompt is mixed, repeated for each; cfp with init=prompt: cfp run that it "
                      "starts from")));
}

jobs::JobSpec jobSpecFrom(Program& program, const JobArguments& arguments) {
    const jobs::JobKind& kind = jobs::jobKind(arguments.kind);
    if (kind.needsPaths) {
        throw Error(ErrorCode::InvalidInput, "Files are read with `up5 import PATH…`.");
    }
    if (!kind.hasWorker) {
        throw Error(ErrorCode::InvalidInput, "A sweep is started with `up5 sweep KIND …`.");
    }
    const store::DatasetRow dataset = datasetFor(program, arguments);
    jobs::JobSpec spec;
    spec.kind = kind.name;
    spec.dataset = dataset.hash;
    if (!arguments.backbone.empty()) {
        spec.backboneRun = program.store().runs().resolve(arguments.backbone).id;
    } else if (kind.needsBackbone) {
        spec.backboneRun = newestBackbone(program.store(), dataset).id;
    }
    addPrompts(program, kind, arguments.prompts, spec);
    const data::Dataset content = data::Dataset::open(program.workspace().datasets(), dataset.hash);
    for (const std::string& attribute : arguments.attributes) {
        spec.attributes.push_back(content.attribute(attribute).name);
    }
    spec.device = arguments.device;
    spec.options = optionsFrom(kind, arguments);
    if (arguments.checkpoint.empty()) {
        spec.options = kind.options->check(spec.options);
    } else { // the checkpoint has a say in what is not given
        spec.paths.push_back(std::filesystem::absolute(arguments.checkpoint).lexically_normal().string());
    }
    return spec;
}

} // namespace up5::cli
