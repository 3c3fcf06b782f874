// `up5 reproduce`: one of the paper's tables or figures as a sweep, and ours beside it.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "base/error.h"
#include "commands.h"
#include "job_arguments.h"
#include "jobs/background_host.h"
#include "jobs/option_text.h"
#include "jobs/sweep/recipe.h"
#include "jobs/sweep/sweep_text.h"
#include "lookup.h"
#include "paper_table_text.h"
#include "program.h"
#include "report/paper_curves.h"
#include "report/reproduction.h"
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
    std::string reference;
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

QString promptText(report::Family family) {
    return family == report::Family::Control  ? Text::tr("λ = 0 control")
           : family == report::Family::Random ? Text::tr("random prompt")
                                              : QStringLiteral("CFP");
}

QString figureTitle(const std::string& figure) {
    return figure == "auc"               ? Text::tr("AUC, strongest probe")
           : figure == "auc_classifier"  ? Text::tr("AUC, classifier")
           : figure == "auc_soft_prompt" ? Text::tr("AUC, soft prompt")
                                         : Text::tr("hit@1 %");
}

void printResults(const jobs::Recipe& recipe, const report::RecipeResults& results) {
    std::vector<TextTable::Column> columns = {
        {Text::tr("Attribute")}, {qt(recipe.key), true}, {Text::tr("Prompt")}};
    for (const std::string& figure : recipe.figures) {
        columns.push_back({figureTitle(figure)});
    }
    columns.push_back({Text::tr("Seeds"), true});
    TextTable table(std::move(columns));
    for (const report::RecipeRow& row : results.rows) {
        std::vector<QString> cells = {qt(row.attribute), row.value.empty() ? Text::tr("all") : qt(row.value),
                                      promptText(row.family)};
        for (std::size_t i = 0; i < row.figures.size(); ++i) {
            const bool isHit = report::isHitCurve(recipe.figures[i]);
            cells.push_back(statistics(row.figures[i], isHit ? 100 : 1, isHit ? 1 : 3));
        }
        cells.push_back(QString::number(row.figures.front().seeds));
        table.add(std::move(cells));
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
        const bool isHit = report::isHitCurve(trend.claim.figure);
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

/// --reference marks a table that is printed by this call; elsewhere it would say nothing.
void requireUseOfReference(const ReproduceArguments& arguments) {
    const jobs::Recipe recipe = jobs::recipeNamed(arguments.recipe);
    if (arguments.reference.empty()) {
        return;
    }
    if (!recipe.isTable()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("--reference marks the models of a table against one of them, but {} is a "
                                "figure. Leave it out.",
                                recipe.name));
    }
    if (!arguments.wait && !arguments.estimateOnly) {
        throw Error(ErrorCode::InvalidInput, "--reference marks the table that is printed with --wait or "
                                             "--estimate-only. Give one of them or leave it out.");
    }
}

/// Before anything is queued, not when all has run.
void requireKnownReference(Program& program, const report::Reproduction& reproduction,
                           const std::string& reference) {
    if (reference.empty()) {
        return;
    }
    const std::vector<std::string> titles = report::referenceTitles(reproduction, program.store());
    if (std::find(titles.begin(), titles.end(), reference) == titles.end()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Table {} has no model \"{}\" to mark the others against; it has {}. Models "
                                "that the paper's table has not come with their first figures.",
                                reproduction.recipe.table, reference, fmt::join(titles, ", ")));
    }
}

report::Reproduction reproductionFor(Program& program, const ReproduceArguments& arguments) {
    requireUseOfReference(arguments); // this and an unknown recipe are refused before all else
    JobArguments job = arguments.job;
    job.kind = "cfp";
    job.settings.clear(); // the recipe's jobs are not all of this kind
    job.namedSettings.clear();
    const jobs::JobSpec base = jobSpecFrom(program, job);
    report::ReproductionWish wish;
    wish.recipe = arguments.recipe;
    wish.dataset = base.dataset;
    wish.backbone = base.backboneRun;
    wish.attributes = base.attributes;
    wish.seeds = jobs::seedList(arguments.seeds);
    wish.device = base.device;
    report::addSettings(wish, jobs::parseSettings(arguments.job.settings), arguments.job.namedSettings);
    return report::reproductionOf(wish, program.store(), program.workspace().datasets());
}

/// Ours beside the paper's table or figure, from whatever the store has.
void printOurs(Program& program, const report::Reproduction& reproduction, const std::string& reference) {
    if (reproduction.recipe.isTable()) {
        printPaperTable(report::reproducedTable(reproduction, program.store(), program.workspace().datasets(),
                                                reference));
        return;
    }
    const report::PaperCurves curves = report::reproducedCurves(reproduction, program.store());
    printResults(curves.recipe, curves.results);
    printDifferences(curves.differences);
}

int reproduce(Program& program, const ReproduceArguments& arguments) {
    const report::Reproduction reproduction = reproductionFor(program, arguments);
    requireKnownReference(program, reproduction, arguments.reference);
    const jobs::Recipe& recipe = reproduction.recipe;
    for (const std::string& name : reproduction.leftOut) {
        note(Text::tr("This data set has no attribute %1: left out.").arg(qt(name)));
    }
    const QString estimate = estimateText(jobs::estimateSweep(reproduction.plan, program.store()), false);
    note(qt(report::reproductionTitle(recipe)) + u'.');
    if (arguments.estimateOnly) {
        print(estimate);
        print(QString());
        printOurs(program, reproduction, arguments.reference);
        return 0;
    }
    note(estimate);
    const std::string id = report::queueReproduction(reproduction, program.store(), program.host());
    print(qt(id));
    if (!arguments.wait) {
        jobs::leaveHostBehind(program.workspace());
        return 0;
    }
    const int code = waitForRuns(program, {id});
    printOurs(program, reproduction, arguments.reference);
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
                     utf8(Text::tr("The paper's table or figure: %1").arg(names.join(QStringLiteral(", ")))))
        ->required();
    command->add_option(
        "--backbone", arguments->job.backbone,
        utf8(Text::tr("Run of the backbone (default: the newest finished one of the data set)")));
    addJobOptions(*command, arguments->job);
    command->add_option("--seeds", arguments->seeds, utf8(Text::tr("One run a seed at every setting: 1,2,3")))
        ->capture_default_str();
    command->add_option(
        "--reference", arguments->reference,
        utf8(Text::tr(
            "Table: mark the others as above or below this model, e.g. \"C-PMF\" (default: the paper's "
            "own)")));
    command->add_flag(
        "--estimate-only", arguments->estimateOnly,
        utf8(Text::tr(
            "Say how many runs it takes and how long, show what is measured already, and queue nothing")));
    command->add_flag("--wait", arguments->wait,
                      utf8(Text::tr("Wait for its end and print ours beside the paper's figures or claims")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return reproduce(program, *arguments); };
    });
}

} // namespace up5::cli
