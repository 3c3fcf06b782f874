// `up5 show`: one run with its settings, figures, files and error.
#include <CLI/CLI.hpp>

#include <memory>

#include <nlohmann/json.hpp>

#include "commands.h"
#include "jobs/command_line.h"
#include "metric_table.h"
#include "mixture_table.h"
#include "program.h"
#include "report/metric_json.h"
#include "report/sweep_results.h"
#include "store/run_repository.h"
#include "sweep_table.h"
#include "text.h"

namespace up5::cli {

namespace {

struct ShowArguments {
    std::string run;
    bool json = false;
};

nlohmann::json toJson(Program& program, const store::RunRow& run) {
    nlohmann::json object = report::toJson(run);
    object["spec"] = nlohmann::json::parse(run.spec);
    object["metrics"] = nlohmann::json::array();
    for (const auto& metrics :
         {program.store().runs().metrics(run.id), program.store().runs().subsetMetrics(run.id)}) {
        for (const store::MetricRow& metric : metrics) {
            object["metrics"].push_back(report::toJson(metric));
        }
    }
    object["artifacts"] = nlohmann::json::array();
    for (const store::ArtifactRow& artifact : program.store().runs().artifacts(run.id)) {
        object["artifacts"].push_back(report::toJson(artifact));
    }
    if (run.kind == jobs::kSweepKind) {
        object["children"] = report::toJson(report::sweepResults(program.store(), run.id));
    }
    if (!run.errorMessage.empty()) {
        object["error"] = {{"code", run.errorCode}, {"message", run.errorMessage}};
    }
    return object;
}

void printRun(Program& program, const store::RunRow& run) {
    const auto line = [](const QString& name, const std::string& value) {
        if (!value.empty()) {
            print(name.leftJustified(12) + qt(value));
        }
    };
    line(Text::tr("Run"), run.id);
    line(Text::tr("Kind"), run.kind);
    line(Text::tr("Name"), run.name);
    line(Text::tr("State"), store::toString(run.state));
    line(Text::tr("Error"), run.errorMessage);
    line(Text::tr("Data set"), run.dataset);
    line(Text::tr("Backbone"), run.backboneRun);
    line(Text::tr("Prompt"), run.promptRun);
    for (const std::string& prompt : run.mixedPrompts) {
        line(Text::tr("Prompt"), prompt);
    }
    line(Text::tr("Seed"), std::to_string(run.seed));
    line(Text::tr("Device"), run.device);
    line(Text::tr("Created"), run.created);
    line(Text::tr("Started"), run.started);
    line(Text::tr("Finished"), run.finished);
    line(Text::tr("Log"), jobs::RunFolder{program.workspace().run(run.id)}.log().string());
    line(Text::tr("Command"), jobs::commandLine(jobs::jobSpecFromJson(nlohmann::json::parse(run.spec))));
    for (const std::string& sweep : run.sweeps) {
        line(Text::tr("Sweep"), sweep);
    }
    if (run.kind == jobs::kSweepKind) {
        print(QString());
        printSweep(program.store(), run.id);
        return;
    }
    const TextTable metrics = metricTable(program.store().runs().metrics(run.id));
    if (!metrics.isEmpty()) {
        print(QString());
        print(metrics.toString());
    }
    printMixture(program.store(), run.id);
    TextTable artifacts({{Text::tr("File")}, {Text::tr("Kind")}, {Text::tr("SHA-256")}});
    for (const store::ArtifactRow& artifact : program.store().runs().artifacts(run.id)) {
        artifacts.add({qt(artifact.path), qt(artifact.kind), qt(artifact.sha256)});
    }
    if (!artifacts.isEmpty()) {
        print(QString());
        print(artifacts.toString());
    }
}

int show(Program& program, const ShowArguments& arguments) {
    const store::RunRow run = program.store().runs().resolve(arguments.run);
    if (arguments.json) {
        print(qt(toJson(program, run).dump(2)));
    } else {
        printRun(program, run);
    }
    return 0;
}

} // namespace

void addShow(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand("show", utf8(Text::tr("Show one run: settings, figures, files")));
    const auto arguments = std::make_shared<ShowArguments>();
    command
        ->add_option("run", arguments->run,
                     utf8(Text::tr("Run id, or an unambiguous beginning or end of it")))
        ->required();
    command->add_flag(
        "--json", arguments->json,
        utf8(Text::tr("As JSON: that of `up5 runs` with spec, metrics, artifacts and error; of a "
                      "sweep, its children with settings, state and figures")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return show(program, *arguments); };
    });
}

} // namespace up5::cli
