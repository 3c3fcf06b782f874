// `up5 sweep`: queues a job with many settings and seeds, as a grid, a list or a search.
#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "commands.h"
#include "job_arguments.h"
#include "jobs/background_host.h"
#include "jobs/job_kinds.h"
#include "jobs/option_text.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/sweep_estimate.h"
#include "jobs/sweep/sweep_text.h"
#include "lookup.h"
#include "program.h"
#include "store/run_repository.h"
#include "sweep_table.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

const std::string kListKind = "list"; ///< in place of a kind: different jobs

struct SweepArguments {
    JobArguments job;
    std::string name;
    std::vector<std::string> backbones, grid, points, search;
    std::string jobs;                         ///< a file
    bool hasDevice = false, hasSeeds = false; ///< whether --device and --seeds were given
    std::string seeds = std::to_string(jobs::JobSpec().seed);
    jobs::SweepSearch searching;
    bool wait = false, noCompanions = false, stopDominated = false, estimateOnly = false;
};

/// The jobs of a list say themselves what they work on and with which settings.
void requireOnlyListOptions(const SweepArguments& arguments) {
    const std::pair<const char*, bool> given[] = {{"--set", !arguments.job.settings.empty()},
                                                  {"--settings", !arguments.job.namedSettings.empty()},
                                                  {"--grid", !arguments.grid.empty()},
                                                  {"--point", !arguments.points.empty()},
                                                  {"--search", !arguments.search.empty()},
                                                  {"--stop-dominated", arguments.stopDominated},
                                                  {"--attribute", !arguments.job.attributes.empty()},
                                                  {"--backbone", !arguments.backbones.empty()},
                                                  {"--prompt", !arguments.job.prompts.empty()},
                                                  {"--dataset", !arguments.job.dataset.empty()}};
    for (const auto& [option, isGiven] : given) {
        if (isGiven) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("A list of jobs takes no {}: write it into the jobs of the file.", option));
        }
    }
}

/// The jobs of a file that somebody wrote by hand.
std::vector<jobs::PlannedJob> jobsIn(const std::string& file) {
    try {
        return jobs::plannedJobsFromJson(nlohmann::json::parse(readFile(file)));
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(ErrorCode::InvalidInput, fmt::format("{} is not valid JSON: {}.", file, error.what()));
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Protocol) {
            throw;
        }
        throw Error(ErrorCode::InvalidInput, fmt::format("{}: {}", file, error.what()));
    }
}

/// Every job of a list is run with every seed of it, so without --seeds its jobs must agree on one.
std::vector<std::uint64_t> seedsOf(const SweepArguments& arguments,
                                   const std::vector<jobs::PlannedJob>& planned) {
    if (arguments.hasSeeds) {
        return jobs::seedList(arguments.seeds);
    }
    const std::uint64_t seed = planned.front().job.seed;
    for (const jobs::PlannedJob& other : planned) {
        if (other.job.seed != seed) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{}: the job {} has the seed {}, the job {} the seed {}, but all jobs of "
                                    "a list are run with the same seeds. Give them one seed, or say which "
                                    "are meant with --seeds.",
                                    arguments.jobs, planned.front().id, seed, other.id, other.job.seed));
        }
    }
    return {seed};
}

/// Different jobs, written down in a file.
jobs::SweepPlan listFrom(const SweepArguments& arguments) {
    if (arguments.jobs.empty()) {
        throw Error(ErrorCode::InvalidInput, "A list of jobs is given as a file: --jobs FILE.");
    }
    requireOnlyListOptions(arguments);
    jobs::SweepPlan plan;
    plan.jobs = jobsIn(arguments.jobs);
    if (plan.jobs.empty()) {
        throw Error(ErrorCode::InvalidInput, "The file " + arguments.jobs + " lists no jobs.");
    }
    if (arguments.hasDevice) {
        for (jobs::PlannedJob& planned : plan.jobs) {
            planned.job.device = arguments.job.device;
        }
    }
    plan.base = plan.jobs.front().job;
    plan.seeds = seedsOf(arguments, plan.jobs);
    plan.companions = !arguments.noCompanions;
    jobs::checkPlan(plan);
    return plan;
}

jobs::SweepPlan planFrom(Program& program, const SweepArguments& arguments) {
    if (arguments.job.kind == kListKind) {
        return listFrom(arguments);
    }
    if (!arguments.jobs.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "--jobs names the file of a list: `up5 sweep list --jobs FILE`.");
    }
    JobArguments job = arguments.job;
    const jobs::JobKind& kind = jobs::jobKind(job.kind);
    jobs::SweepPlan plan;
    std::vector<std::string> backbones;
    for (const std::string& backbone : arguments.backbones) {
        job.backbone = program.store().runs().resolve(backbone).id;
        backbones.push_back(job.backbone);
    }
    for (auto backbone = backbones.rbegin(); backbone != backbones.rend(); ++backbone) {
        job.backbone = *backbone; // the first one's data set is the sweep's; the others must fit, too
        plan.base = jobSpecFrom(program, job);
    }
    if (backbones.empty()) {
        plan.base = jobSpecFrom(program, job);
    }
    if (backbones.size() > 1) {
        plan.base.backboneRun.clear();
        plan.axes.push_back(jobs::axisOver(jobs::kBackboneKey, backbones));
    }
    if (kind.singleAttribute && plan.base.attributes.size() > 1) {
        plan.axes.push_back(jobs::axisOver(jobs::kAttributeKey, std::exchange(plan.base.attributes, {})));
    }
    for (const std::string& text : arguments.grid) {
        plan.axes.push_back(jobs::gridAxis(kind, text));
    }
    if (!arguments.points.empty()) {
        std::vector<jobs::SweepValues> list;
        for (const std::string& text : arguments.points) {
            list.push_back(jobs::listPoint(kind, text));
        }
        plan.axes.push_back(std::move(list));
    }
    if (!arguments.search.empty()) {
        plan.search = arguments.searching;
        for (const std::string& text : arguments.search) {
            plan.search->variables.push_back(jobs::searchVariable(kind, text));
        }
    }
    const auto settings = jobs::parseSettings(arguments.job.settings);
    for (const std::string& key : jobs::sweptKeys(plan)) {
        if (settings.contains(key)) {
            throw Error(ErrorCode::InvalidInput,
                        "The sweep varies " + key + ", so --set " + key + " says nothing.");
        }
    }
    plan.seeds = jobs::seedList(arguments.seeds);
    plan.companions = !arguments.noCompanions;
    plan.stopDominated = arguments.stopDominated;
    if (plan.axes.empty() && !plan.search && plan.seeds.size() == 1) {
        throw Error(ErrorCode::InvalidInput, "Say what varies with --grid, --point, --search or --seeds.");
    }
    jobs::checkPlan(plan);
    return plan;
}

int sweep(Program& program, const SweepArguments& arguments) {
    const jobs::SweepPlan plan = planFrom(program, arguments);
    const jobs::SweepEstimate estimate = jobs::estimateSweep(plan, program.store());
    if (arguments.estimateOnly) {
        print(estimateText(estimate, plan.search.has_value()));
        return 0;
    }
    note(estimateText(estimate, plan.search.has_value()));
    const std::string id = program.host().submit(jobs::sweepSpec(plan, arguments.name));
    print(qt(id));
    if (!arguments.wait) {
        jobs::leaveHostBehind(program.workspace());
        return 0;
    }
    const int code = waitForRuns(program, {id});
    printSweep(program.store(), id);
    return code;
}

void addSweepOptions(CLI::App& command, SweepArguments& arguments) {
    command
        .add_option("kind", arguments.job.kind,
                    utf8(Text::tr("cfp, mixture, backbone, baseline, evaluate, probe or stability; list: "
                                  "different jobs")))
        ->required();
    command.add_option(
        "--jobs", arguments.jobs,
        utf8(Text::tr("list: a file with a JSON list of {id, job, once}; \"@id\" in place of a "
                      "run is that of an earlier job")));
    addRepeated(
        command, "--grid", arguments.grid,
        utf8(Text::tr("key=value,value,…; repeated ones are multiplied (\";\" between values that are "
                      "lists or free text)")));
    addRepeated(command, "--point", arguments.points,
                utf8(Text::tr("\"key=value key=value …\": one place of a list; may be repeated")));
    CLI::Option* search = addRepeated(
        command, "--search", arguments.search,
        utf8(Text::tr("key=from:to[:log]: searches for less leak and more hits on validation users "
                      "(NSGA-II); may be repeated")));
    command
        .add_option("--runs", arguments.searching.runs,
                    utf8(Text::tr("Search: at most so many runs of the job")))
        ->capture_default_str()
        ->needs(search);
    command
        .add_option("--population", arguments.searching.population,
                    utf8(Text::tr("Search: settings of a generation, a multiple of 4")))
        ->capture_default_str()
        ->needs(search);
    command
        .add_option("--hits-at", arguments.searching.k, utf8(Text::tr("Search: k of hit@k: 1, 3, 5 or 10")))
        ->capture_default_str()
        ->needs(search);
    command
        .add_option(
            "--seeds", arguments.seeds,
            utf8(Text::tr(
                "One run a seed at every setting: 1,2,3; of a list, in place of the seed of its jobs")))
        ->capture_default_str();
    addRepeated(command, "--backbone", arguments.backbones,
                utf8(Text::tr("Run of the backbone; may be repeated, also for other data sets (default: the "
                              "newest finished one of the data set)")));
    addPromptOption(command, arguments.job);
    addJobOptions(command, arguments.job);
    command.add_option("--name", arguments.name, utf8(Text::tr("Name of the sweep, shown to people")));
    command.add_flag(
        "--stop-dominated", arguments.stopDominated,
        utf8(Text::tr("cfp, mixture: no further seeds of settings that leak more and hit less on validation "
                      "users than another one, beyond its intervals")));
    command.add_flag("--no-companions", arguments.noCompanions,
                     utf8(Text::tr("cfp, mixture: without the untreated figures, λ = 0 controls and random "
                                   "prompts to compare with")));
    command.add_flag("--estimate-only", arguments.estimateOnly,
                     utf8(Text::tr("Say how many runs it takes and how long, and queue nothing")));
    command.add_flag("--wait", arguments.wait, utf8(Text::tr("Wait for its end and print its runs")));
}

} // namespace

void addSweep(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "sweep",
        utf8(Text::tr("Queue a job with many settings and seeds; runs that are there already are not "
                      "repeated")));
    const auto arguments = std::make_shared<SweepArguments>();
    addSweepOptions(*command, *arguments);
    command->callback([&program, arguments, command] {
        arguments->hasDevice = command->count("--device") > 0;
        arguments->hasSeeds = command->count("--seeds") > 0;
        program.action = [&program, arguments] { return sweep(program, *arguments); };
    });
}

} // namespace up5::cli
