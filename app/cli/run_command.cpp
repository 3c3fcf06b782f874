// `up5 run`: queues a job on a data set; a CFP run brings what it is compared with.
#include <CLI/CLI.hpp>

#include <memory>

#include "base/error.h"
#include "commands.h"
#include "data/dataset.h"
#include "jobs/background_host.h"
#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "jobs/run_plan.h"
#include "lookup.h"
#include "metric_table.h"
#include "program.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

struct RunArguments {
    std::string kind, dataset, backbone, prompt, name, device = "auto";
    std::vector<std::string> attributes, settings;
    std::uint64_t seed = jobs::JobSpec().seed;
    bool wait = false, noCompanions = false;
};

/// The set that is named, the backbone's, or the only one there is.
store::DatasetRow datasetFor(Program& program, const RunArguments& arguments) {
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

jobs::JobSpec specOf(Program& program, const RunArguments& arguments) {
    const jobs::JobKind& kind = jobs::jobKind(arguments.kind);
    if (kind.needsPaths) {
        throw Error(ErrorCode::InvalidInput, "Files are read with `up5 import PATH…`.");
    }
    const store::DatasetRow dataset = datasetFor(program, arguments);
    jobs::JobSpec spec;
    spec.kind = kind.name;
    spec.name = arguments.name;
    spec.dataset = dataset.hash;
    if (!arguments.backbone.empty()) {
        spec.backboneRun = program.store().runs().resolve(arguments.backbone).id;
    } else if (kind.needsBackbone) {
        spec.backboneRun = newestBackbone(program.store(), dataset).id;
    }
    if (!arguments.prompt.empty()) {
        spec.promptRun = program.store().runs().resolve(arguments.prompt).id;
    }
    const data::Dataset content = data::Dataset::open(program.workspace().datasets(), dataset.hash);
    for (const std::string& attribute : arguments.attributes) {
        spec.attributes.push_back(content.attribute(attribute).name);
    }
    spec.seed = arguments.seed;
    spec.device = arguments.device;
    spec.options = kind.options->resolve(parseSettings(arguments.settings));
    return jobs::completed(spec);
}

/// Submits and prints the id; the others go ahead in the queue.
std::vector<std::string> submit(Program& program, const jobs::JobSpec& spec, bool withCompanions) {
    std::vector<std::string> runs;
    if (spec.kind == "cfp" && withCompanions) {
        for (const jobs::JobSpec& companion : jobs::missingCompanions(spec, program.store())) {
            runs.push_back(program.host().submit(companion));
            note(Text::tr("Queued for comparison: %1 %2").arg(qt(companion.kind), qt(runs.back())));
        }
    }
    runs.push_back(program.host().submit(spec));
    print(qt(runs.back()));
    return runs;
}

int run(Program& program, const RunArguments& arguments) {
    const jobs::JobSpec spec = specOf(program, arguments);
    const std::vector<std::string> runs = submit(program, spec, !arguments.noCompanions);
    if (!arguments.wait) {
        jobs::leaveHostBehind(program.workspace());
        return 0;
    }
    const int code = waitForRuns(program, runs);
    const TextTable metrics = metricTable(program.store().runs().metrics(runs.back()));
    if (!metrics.isEmpty()) {
        print(metrics.toString());
    }
    return code;
}

} // namespace

void addRun(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "run",
        utf8(Text::tr("Queue a job: backbone, evaluate, probe, cfp or stability; prints the id of its run")));
    const auto arguments = std::make_shared<RunArguments>();
    command
        ->add_option("kind", arguments->kind, utf8(Text::tr("backbone, evaluate, probe, cfp or stability")))
        ->required();
    command->add_option(
        "--dataset", arguments->dataset,
        utf8(Text::tr("Name, hash or beginning of the hash; may be left out where only one is possible")));
    command->add_option(
        "--backbone", arguments->backbone,
        utf8(Text::tr("Run of the backbone (default: the newest finished one of the data set)")));
    command->add_option(
        "--prompt", arguments->prompt,
        utf8(Text::tr("cfp run whose prompt is evaluated, probed or compared, or that a cfp run "
                      "starts from (init=prompt)")));
    command
        ->add_option("--attribute", arguments->attributes,
                     utf8(Text::tr("Sensitive attribute; may be repeated")))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command
        ->add_option("--set", arguments->settings,
                     utf8(Text::tr("key=value; may be repeated; `up5 options KIND` lists the keys")))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--seed", arguments->seed, utf8(Text::tr("Seed of everything random in the run")))
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--device", arguments->device, utf8(Text::tr("auto, cpu, cuda or cuda:N")))
        ->capture_default_str();
    command->add_option("--name", arguments->name, utf8(Text::tr("Name shown to people")));
    command->add_flag("--wait", arguments->wait, utf8(Text::tr("Wait for its end and print its figures")));
    command->add_flag(
        "--no-companions", arguments->noCompanions,
        utf8(Text::tr("cfp: do not queue the untreated figures and the λ = 0 control it is compared "
                      "with, where they are missing")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return run(program, *arguments); };
    });
}

} // namespace up5::cli
