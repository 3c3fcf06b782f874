// `up5 runs`: every run of the workspace, newest first.
#include <CLI/CLI.hpp>

#include <map>
#include <memory>

#include <nlohmann/json.hpp>

#include "commands.h"
#include "jobs/sweep/sweep_plan.h"
#include "program.h"
#include "report/metric_json.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

QString stateText(const store::RunRow& run) {
    const QString state = qt(store::toString(run.state));
    if (run.state != store::RunState::Running || run.total <= 0) {
        return state;
    }
    if (run.kind == jobs::kSweepKind) {
        return Text::tr("%1 (%2 of %3)").arg(state).arg(run.done).arg(run.total);
    }
    return QStringLiteral("%1 (%2 %3 %)").arg(state, stageWord(run.stage)).arg(100 * run.done / run.total);
}

/// Ends of ids tell runs apart and are understood by `up5 show`.
QString sweepsText(const store::RunRow& run) {
    QStringList ends;
    for (const std::string& sweep : run.sweeps) {
        ends << qt(sweep.substr(sweep.rfind('-') + 1));
    }
    return ends.join(QStringLiteral(", "));
}

void printTable(Program& program, const std::vector<store::RunRow>& runs) {
    std::map<std::string, std::string> names;
    for (const store::DatasetRow& dataset : program.store().datasets().all()) {
        names[dataset.hash] = dataset.name;
    }
    TextTable table({{Text::tr("Run")},
                     {Text::tr("Kind")},
                     {Text::tr("State")},
                     {Text::tr("Data set")},
                     {Text::tr("Name")},
                     {Text::tr("Sweep")},
                     {Text::tr("Seed"), true},
                     {Text::tr("Device")}});
    for (const store::RunRow& run : runs) {
        table.add({qt(run.id), qt(run.kind), stateText(run), qt(names[run.dataset]), qt(run.name),
                   sweepsText(run), QString::number(run.seed), qt(run.device)});
    }
    print(table.toString());
}

int listRuns(Program& program, bool json) {
    const std::vector<store::RunRow> runs = program.store().runs().all();
    if (json) {
        nlohmann::json array = nlohmann::json::array();
        for (const store::RunRow& run : runs) {
            array.push_back(report::toJson(run));
        }
        print(qt(array.dump(2)));
    } else if (runs.empty()) {
        note(Text::tr("This workspace holds no run yet."));
    } else {
        printTable(program, runs);
    }
    return 0;
}

} // namespace

void addRuns(CLI::App& app, Program& program) {
    CLI::App* command =
        app.add_subcommand("runs", utf8(Text::tr("List the runs of the workspace, newest first")));
    const auto json = std::make_shared<bool>(false);
    command->add_flag(
        "--json", *json,
        utf8(Text::tr("As an array of {id, kind, state, dataset, name, sweeps, seed, device, created, "
                      "started, finished}")));
    command->callback(
        [&program, json] { program.action = [&program, json] { return listRuns(program, *json); }; });
}

} // namespace up5::cli
