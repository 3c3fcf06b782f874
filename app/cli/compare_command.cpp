// `up5 compare`: paired differences of two runs on the same users.
#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

#include "commands.h"
#include "program.h"
#include "report/run_comparison.h"
#include "text.h"

namespace up5::cli {

namespace {

struct CompareArguments {
    std::string a, b;
    report::RunComparisonOptions options;
    bool json = false;
};

QString probability(double p) {
    return std::isnan(p) ? QStringLiteral("–") : QString::number(p, 'g', 3);
}

void printLeaks(const QString& run, const std::vector<report::SettingLeaks>& settings) {
    for (const report::SettingLeaks& setting : settings) {
        print(QStringLiteral("• %1, %2: %3.")
                  .arg(run, qt(setting.attribute), qt(report::leaksText(setting.leaks, setting.isTreated))));
    }
}

void printComparison(const report::RunComparison& comparison) {
    print(Text::tr("A: %1").arg(qt(comparison.a)));
    print(Text::tr("B: %1").arg(qt(comparison.b)));
    print(QString());
    TextTable table({{Text::tr("Figure")},
                     {Text::tr("Of")},
                     {Text::tr("A"), true},
                     {Text::tr("B"), true},
                     {Text::tr("B − A"), true},
                     {Text::tr("95 % interval")},
                     {Text::tr("p"), true},
                     {Text::tr("p, Holm"), true},
                     {Text::tr("Users"), true},
                     {Text::tr("Test")}});
    for (const report::PairedDifference& difference : comparison.differences) {
        const auto& change = difference.difference;
        table.add({qt(difference.figure),
                   qt(difference.attribute.empty() ? difference.task : difference.attribute),
                   fourDecimals(difference.a), fourDecimals(difference.b), fourDecimals(change.value),
                   QStringLiteral("%1 … %2").arg(fourDecimals(change.low), fourDecimals(change.high)),
                   probability(difference.p), probability(difference.adjusted), QString::number(change.n),
                   qt(difference.test)});
    }
    print(table.toString());
    print(QString());
    print(Text::tr("p-values are corrected by Holm for %n comparison(s).", nullptr, comparison.comparisons));
    for (const report::PairedDifference& difference : comparison.differences) {
        print(QStringLiteral("• ") + qt(difference.sentence));
    }
    printLeaks(Text::tr("A"), comparison.leaksA);
    printLeaks(Text::tr("B"), comparison.leaksB);
    for (const std::string& sentence : comparison.notes) {
        note(qt(sentence));
    }
}

int compare(Program& program, const CompareArguments& arguments) {
    const report::RunComparison comparison = report::compareRuns(
        program.store(), program.workspace().datasets(), arguments.a, arguments.b, arguments.options);
    if (arguments.json) {
        print(qt(report::toJson(comparison).dump(2)));
    } else {
        printComparison(comparison);
    }
    return 0;
}

} // namespace

void addCompare(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "compare",
        utf8(Text::tr("Compare two runs user by user: differences, tests, and what may be claimed")));
    const auto arguments = std::make_shared<CompareArguments>();
    const QString run = Text::tr("Run id, or an unambiguous beginning or end of it");
    command->add_option("a", arguments->a, utf8(run))->required();
    command->add_option("b", arguments->b, utf8(run))->required();
    command->add_option(
        "--only", arguments->options.only,
        utf8(Text::tr("Compare these figures only (hit@10, ndcg@10, mrr, probe_auc, …); choose "
                      "them before looking, since p-values are corrected for their number")));
    command
        ->add_option("--permutations", arguments->options.permutations,
                     utf8(Text::tr("Permutations of a test")))
        ->check(CLI::Range(99, 10'000'000));
    command
        ->add_option("--resamples", arguments->options.resamples,
                     utf8(Text::tr("Bootstrap resamples of an interval")))
        ->check(CLI::Range(100, 1'000'000));
    command->add_flag(
        "--json", arguments->json,
        utf8(Text::tr("As JSON: a, b, correction, comparisons, level, differences, notes, leaks")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return compare(program, *arguments); };
    });
}

} // namespace up5::cli
