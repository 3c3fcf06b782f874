// `up5 groups`: recommendation quality of groups of users, from the ranks a run has stored.
#include <CLI/CLI.hpp>

#include <cmath>
#include <memory>

#include "base/error.h"
#include "commands.h"
#include "data/dataset.h"
#include "jobs/run_plan.h"
#include "program.h"
#include "report/comparison_checks.h"
#include "report/definitions.h"
#include "report/group_audit.h"
#include "report/run_record.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

struct GroupsArguments {
    std::string run, against, metric = "hit@10";
    report::GroupQuestion question;
    bool json = false;
};

QString interval(const metrics::Estimate& estimate) {
    return std::isfinite(estimate.low) && std::isfinite(estimate.high)
               ? QStringLiteral("%1–%2").arg(fourDecimals(estimate.low), fourDecimals(estimate.high))
               : QString();
}

QString pText(double p) {
    return p < 0.001 ? QStringLiteral("<0.001") : QString::number(p, 'f', 3);
}

const report::GroupComparison* findComparison(const report::GroupFigures& figures, const std::string& group) {
    for (const report::GroupComparison& comparison : figures.against) {
        if (comparison.group == group) {
            return &comparison;
        }
    }
    return nullptr;
}

/// Worst group first, each against the reference.
TextTable groupTable(const report::ModelGroups& model, const QString& figure) {
    const report::GroupFigures& figures = model.figures;
    std::vector<TextTable::Column> columns = {
        {Text::tr("Group")},         {Text::tr("Users"), true},      {figure, true},
        {Text::tr("95 % interval")}, {Text::tr("Difference"), true}, {Text::tr("95 % interval")},
        {Text::tr("Ratio"), true},   {Text::tr("p (Holm)"), true}};
    if (model.change) {
        columns.push_back({Text::tr("Change"), true});
        columns.push_back({Text::tr("95 % interval")});
    }
    columns.push_back({Text::tr("Remark")});
    TextTable table(columns);
    for (const report::GroupMean& group : figures.groups) {
        std::vector<QString> cells = {qt(group.group), QString::number(group.mean.n),
                                      fourDecimals(group.mean.value), interval(group.mean)};
        const report::GroupComparison* comparison = findComparison(figures, group.group);
        if (comparison != nullptr) {
            cells.insert(cells.end(),
                         {fourDecimals(comparison->difference.value), interval(comparison->difference),
                          fourDecimals(comparison->ratio.value), pText(comparison->adjustedP)});
        } else {
            cells.insert(cells.end(), 4, QString());
        }
        if (model.change) {
            const report::GroupMean* change = model.change->find(group.group);
            cells.push_back(change == nullptr ? QString() : fourDecimals(change->mean.value));
            cells.push_back(change == nullptr ? QString() : interval(change->mean));
        }
        cells.push_back(group.small ? Text::tr("fewer than %1 users").arg(report::kFewestUsers)
                        : group.group == figures.reference ? Text::tr("reference")
                                                           : QString());
        table.add(std::move(cells));
    }
    return table;
}

void printGroups(const report::ModelGroups& model, const QString& figure) {
    const report::GroupFigures& figures = model.figures;
    print(groupTable(model, figure).toString());
    print(QString());
    if (figures.gap) {
        print(Text::tr("Largest gap: %1 above %2 by %3 (95 % interval %4, p of no gap %5).")
                  .arg(qt(figures.gap->best), qt(figures.gap->worst), fourDecimals(figures.gap->gap.value),
                       interval(figures.gap->gap), pText(figures.gap->p)));
    } else {
        print(Text::tr("No gap: fewer than two groups have %1 users.").arg(report::kFewestUsers));
    }
    print(Text::tr("Comparisons: %1. Users without a known group, left out: %2.")
              .arg(figures.against.size())
              .arg(figures.unknown));
}

int groups(Program& program, const GroupsArguments& arguments) {
    report::GroupQuestion question = arguments.question;
    question.metric = report::rankingMetricFromText(arguments.metric);
    const std::string run = program.store().runs().resolve(arguments.run).id;
    const std::string against =
        arguments.against.empty() ? "" : program.store().runs().resolve(arguments.against).id;
    const std::string dataset = jobs::datasetOfRun(program.store(), run);
    if (!against.empty() && against != run) {
        const std::vector<report::RunRecord> records = report::loadRunRecords(program.store());
        const report::RunRecord* treated = report::findRecord(records, run);
        const report::RunRecord* untreated = report::findRecord(records, against);
        if (treated == nullptr || untreated == nullptr) {
            throw Error(ErrorCode::NotFound, "Run " + (treated == nullptr ? run : against) +
                                                 " is in the bin; restore it to compare it.");
        }
        report::requireComparable(*untreated, *treated);
        report::requireSameCandidates(*untreated, *treated, question.task);
    }
    const report::ModelGroups model =
        report::groupsOfRun(program.store(), data::Dataset::open(program.workspace().datasets(), dataset),
                            run, against, question);
    if (arguments.json) {
        nlohmann::json object = report::toJson(model);
        object.update({{"task", question.task},
                       {"metric", question.metric.name},
                       {"k", question.metric.k},
                       {"attributes", question.attributes}});
        print(qt(object.dump(2)));
    } else {
        printGroups(model, qt(report::metricTitle(question.metric.name, question.metric.k)));
    }
    return 0;
}

} // namespace

void addGroups(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "groups", utf8(Text::tr("Compare a run's recommendation quality between groups of users")));
    const auto arguments = std::make_shared<GroupsArguments>();
    command
        ->add_option("run", arguments->run,
                     utf8(Text::tr("Run that ranked users' items (backbone, evaluate or cfp)")))
        ->required();
    command
        ->add_option("--attribute", arguments->question.attributes,
                     utf8(Text::tr("Sensitive attribute; given twice, the groups are those of both at once")))
        ->required()
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command
        ->add_option("--metric", arguments->metric,
                     utf8(Text::tr("hit@1, hit@3, hit@5, hit@10, NDCG@1 … NDCG@10 or MRR")))
        ->capture_default_str();
    command->add_option("--task", arguments->question.task, utf8(Text::tr("sequential or direct")))
        ->check(CLI::IsMember({"sequential", "direct"}))
        ->capture_default_str();
    command->add_option("--reference", arguments->question.reference,
                        utf8(Text::tr("Group the others are compared with (default: the largest)")));
    command->add_option("--against", arguments->against,
                        utf8(Text::tr("Untreated run of the same users: adds each group's change, treated "
                                      "minus untreated")));
    command->add_flag("--json", arguments->json,
                      utf8(Text::tr("As JSON: groups, gap, comparisons and change with intervals")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return groups(program, *arguments); };
    });
}

} // namespace up5::cli
