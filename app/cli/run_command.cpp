// `up5 run`: queues a job on a data set; a prompt brings what it is compared with.
#include <CLI/CLI.hpp>

#include <memory>

#include "commands.h"
#include "job_arguments.h"
#include "jobs/background_host.h"
#include "jobs/companions.h"
#include "jobs/job_kinds.h"
#include "metric_table.h"
#include "mixture_table.h"
#include "program.h"
#include "store/run_repository.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

struct RunArguments {
    JobArguments job;
    std::string name;
    std::uint64_t seed = jobs::JobSpec().seed;
    bool wait = false, noCompanions = false;
};

/// Submits and prints the id; the others go ahead in the queue.
std::vector<std::string> submit(Program& program, const jobs::JobSpec& spec, bool withCompanions) {
    std::vector<std::string> runs;
    if (jobs::hasCompanions(spec.kind) && withCompanions) {
        for (const jobs::JobSpec& companion : jobs::missingCompanions({spec}, program.store())) {
            runs.push_back(program.host().submit(companion));
            note(Text::tr("Queued for comparison: %1 %2").arg(qt(companion.kind), qt(runs.back())));
        }
    }
    runs.push_back(program.host().submit(spec));
    print(qt(runs.back()));
    return runs;
}

int run(Program& program, const RunArguments& arguments) {
    jobs::JobSpec asked = jobSpecFrom(program, arguments.job);
    asked.name = arguments.name;
    asked.seed = arguments.seed;
    const jobs::JobSpec spec = jobs::completed(asked);
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
    printMixture(program.store(), runs.back());
    return code;
}

} // namespace

void addRun(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "run",
        utf8(Text::tr(
            "Queue a job: backbone, evaluate, probe, cfp, mixture, stability or baseline; prints the id "
            "of its run")));
    const auto arguments = std::make_shared<RunArguments>();
    command
        ->add_option("kind", arguments->job.kind,
                     utf8(Text::tr("backbone, evaluate, probe, cfp, mixture, stability or baseline")))
        ->required();
    command->add_option(
        "--checkpoint", arguments->job.checkpoint,
        utf8(Text::tr(
            "backbone: weights file or folder made elsewhere to start from (with --set epochs=0: taken "
            "as it is)")));
    command->add_option(
        "--backbone", arguments->job.backbone,
        utf8(Text::tr("Run of the backbone (default: the newest finished one of the data set); baseline with "
                      "model=s-sas or s-bert: the run of sasrec or bert4rec that it treats")));
    addPromptOption(*command, arguments->job);
    addJobOptions(*command, arguments->job);
    command->add_option("--seed", arguments->seed, utf8(Text::tr("Seed of everything random in the run")))
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--name", arguments->name, utf8(Text::tr("Name shown to people")));
    command->add_flag("--wait", arguments->wait, utf8(Text::tr("Wait for its end and print its figures")));
    command->add_flag(
        "--no-companions", arguments->noCompanions,
        utf8(Text::tr("cfp, mixture: do not queue the untreated figures, the λ = 0 control and the random "
                      "prompt it is compared with, where they are missing")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return run(program, *arguments); };
    });
}

} // namespace up5::cli
