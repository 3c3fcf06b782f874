// `up5 reproduce`: one of the paper's experiments as a sweep, and ours beside its claims.
#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

#include "commands.h"
#include "data/dataset.h"
#include "job_arguments.h"
#include "jobs/background_host.h"
#include "jobs/job_kinds.h"
#include "jobs/sweep/recipe.h"
#include "jobs/sweep/sweep_text.h"
#include "program.h"
#include "report/recipe_results.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "sweep_table.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

struct ReproduceArguments {
    std::string recipe;
    JobArguments job;
    std::string seeds = "1,2,3";
    bool wait = false, estimateOnly = false;
};

QString statistics(const metrics::SeedStatistics& figure, double factor, int decimals) {
    if (std::isnan(figure.mean)) {
        return QStringLiteral("–");
    }
    const auto shown = [&](double value) { return QString::number(factor * value, 'f', decimals); };
    const QString mean = shown(figure.mean);
    return std::isnan(figure.low)
               ? mean
               : QStringLiteral("%1 (%2–%3)").arg(mean, shown(figure.low), shown(figure.high));
}

QString verdictText(report::ClaimVerdict verdict) {
    switch (verdict) {
    case report::ClaimVerdict::Agrees:
        return Text::tr("ours agrees");
    case report::ClaimVerdict::Contradicts:
        return Text::tr("ours goes the other way");
    case report::ClaimVerdict::NotDistinguishable:
        return Text::tr("ours shows no direction beyond its interval");
    case report::ClaimVerdict::TooFewSeeds:
        break;
    }
    return Text::tr("not known: fewer than two seeds with all values");
}

void printResults(const jobs::Recipe& recipe, const report::RecipeResults& results) {
    TextTable table({{Text::tr("Attribute")},
                     {qt(recipe.key), true},
                     {Text::tr("AUC, strongest probe")},
                     {Text::tr("hit@1 %")},
                     {Text::tr("Seeds"), true}});
    for (const report::RecipeRow& row : results.rows) {
        table.add({qt(row.attribute), qt(row.value), statistics(row.auc, 1, 3), statistics(row.hit1, 100, 1),
                   QString::number(row.auc.seeds)});
    }
    print(table.toString());
    print(Text::tr("Means over the seeds, in brackets their 95 % interval; test users, sequential task."));
    std::string claim;
    for (const report::RecipeTrend& trend : results.trends) {
        if (trend.claim.words != claim) {
            claim = trend.claim.words;
            print(QString());
            print(Text::tr("The paper: %1").arg(qt(claim)));
        }
        const bool isHit = trend.claim.figure != "auc";
        print(Text::tr("  %1: change from one value to the next %2; %3")
                  .arg(qt(trend.attribute), statistics(trend.slope, isHit ? 100 : 1, isHit ? 2 : 4),
                       verdictText(trend.verdict)));
    }
}

void printDifferences(const std::vector<std::string>& differences) {
    if (differences.empty()) {
        return;
    }
    print(QString());
    print(Text::tr("A different protocol than the paper's; figures do not compare one to one:"));
    for (const std::string& sentence : differences) {
        print(QStringLiteral("  ") + qt(sentence));
    }
}

/// The attributes asked for, or those of the paper that the data set has.
std::vector<std::string> attributesFor(Program& program, const jobs::Recipe& recipe,
                                       const jobs::JobSpec& base) {
    if (!base.attributes.empty()) {
        return base.attributes;
    }
    const data::Dataset content = data::Dataset::open(program.workspace().datasets(), base.dataset);
    std::vector<std::string> attributes;
    for (const std::string& name : recipe.attributes) {
        const bool isThere = std::any_of(content.attributes().begin(), content.attributes().end(),
                                         [&](const data::Attribute& known) { return known.name == name; });
        if (isThere) {
            attributes.push_back(name);
        } else {
            note(Text::tr("This data set has no attribute %1: left out.").arg(qt(name)));
        }
    }
    return attributes;
}

/// The newest sweep that asked for the same, taken up again where it did not succeed; a new one where there
/// is none.
std::string sweepFor(Program& program, const jobs::JobSpec& spec) {
    for (const store::RunRow& run : program.store().runs().ofKind(spec.kind)) {
        if (jobs::jobSpecFromJson(nlohmann::json::parse(run.spec)) == jobs::completed(spec)) {
            if (store::isEnded(run.state) && run.state != store::RunState::Succeeded) {
                program.host().resume(run.id);
            }
            return run.id;
        }
    }
    return program.host().submit(spec);
}

int reproduce(Program& program, const ReproduceArguments& arguments) {
    const jobs::Recipe recipe = jobs::recipeNamed(arguments.recipe);
    JobArguments job = arguments.job;
    job.kind = "cfp";
    const jobs::JobSpec base = jobSpecFrom(program, job);
    const jobs::SweepPlan plan =
        jobs::recipePlan(recipe, base, attributesFor(program, recipe, base), jobs::seedList(arguments.seeds));
    const QString estimate = estimateText(jobs::estimateSweep(plan, program.store()), false);
    note(Text::tr("The paper's Figure %1: %2.").arg(qt(recipe.figure), qt(recipe.title)));
    if (arguments.estimateOnly) {
        print(estimate);
        return 0;
    }
    note(estimate);
    const std::string id = sweepFor(program, jobs::sweepSpec(plan, recipe.name));
    print(qt(id));
    if (!arguments.wait) {
        jobs::leaveHostBehind(program.workspace());
        return 0;
    }
    const int code = waitForRuns(program, {id});
    printResults(recipe, report::recipeResults(recipe, report::sweepResults(program.store(), id)));
    const auto dataset = program.store().datasets().find(base.dataset);
    printDifferences(jobs::protocolDifferences(recipe, base, dataset ? dataset->name : base.dataset));
    return code;
}

} // namespace

void addReproduce(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "reproduce", utf8(Text::tr("Run one of the paper's experiments and compare with what it claims")));
    const auto arguments = std::make_shared<ReproduceArguments>();
    QStringList names;
    for (const std::string& name : jobs::recipeNames()) {
        names << qt(name);
    }
    command
        ->add_option("recipe", arguments->recipe,
                     utf8(Text::tr("The paper's figure: %1").arg(names.join(QStringLiteral(", ")))))
        ->required();
    command->add_option(
        "--backbone", arguments->job.backbone,
        utf8(Text::tr("Run of the backbone (default: the newest finished one of the data set)")));
    addJobOptions(*command, arguments->job);
    command->add_option("--seeds", arguments->seeds, utf8(Text::tr("One run a seed at every setting: 1,2,3")))
        ->capture_default_str();
    command->add_flag("--estimate-only", arguments->estimateOnly,
                      utf8(Text::tr("Say how many runs it takes and how long, and queue nothing")));
    command->add_flag("--wait", arguments->wait,
                      utf8(Text::tr("Wait for its end and print ours beside the paper's claims")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return reproduce(program, *arguments); };
    });
}

} // namespace up5::cli
