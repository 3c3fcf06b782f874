// `up5 demo`: the whole audit on the data set that comes with the program.
#include <CLI/CLI.hpp>

#include <cmath>

#include "base/atomic_file.h"
#include "commands.h"
#include "data/shipped_datasets.h"
#include "demo_plan.h"
#include "jobs/job_kinds.h"
#include "program.h"
#include "report/comparison.h"
#include "report/report.h"
#include "store/run_repository.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

QString percentText(const metrics::Estimate* share) {
    return share == nullptr ? QStringLiteral("–") : QString::number(100 * share->value, 'f', 1);
}

QString areaText(const std::optional<metrics::Estimate>& auc, bool collapsed) {
    if (!auc) {
        return QStringLiteral("–");
    }
    QString text = QString::number(auc->value, 'f', 3);
    if (!std::isnan(auc->low)) {
        text += QStringLiteral(" (%1–%2)").arg(auc->low, 0, 'f', 3).arg(auc->high, 0, 'f', 3);
    }
    return collapsed ? text + Text::tr(", probe collapsed") : text;
}

/// The one table: model, λ, hit@1, hit@10, AUCs with intervals, best possible AUC.
QString resultTable(const std::vector<report::ComparisonPoint>& points) {
    const bool hasStrongest = report::headlineChoice(points) == report::AucChoice::Strongest;
    std::vector<TextTable::Column> columns = {{Text::tr("Model")},
                                              {Text::tr("λ"), true},
                                              {Text::tr("hit@1 %"), true},
                                              {Text::tr("hit@10 %"), true}};
    if (hasStrongest) {
        columns.push_back({Text::tr("AUC, strongest probe")});
    }
    columns.insert(
        columns.end(),
        {{Text::tr("AUC, user span")}, {Text::tr("AUC, all tokens")}, {Text::tr("Best possible AUC"), true}});
    TextTable table(std::move(columns));
    for (const report::ComparisonPoint& point : points) {
        const QString model = point.baseline                              ? qt(point.label)
                              : point.family == report::Family::Untreated ? Text::tr("untreated")
                              : point.family == report::Family::Random    ? Text::tr("random prompt")
                              : point.family == report::Family::Control   ? Text::tr("control")
                                                                          : Text::tr("CFP");
        std::vector<QString> cells = {model,
                                      std::isnan(point.lambda) ? QString() : QString::number(point.lambda),
                                      percentText(point.rankingFigure("hit@k", "sequential", 1)),
                                      percentText(point.rankingFigure("hit@k", "sequential", 10))};
        if (hasStrongest) {
            cells.push_back(areaText(point.aucStrongest, point.collapsedStrongest));
        }
        cells.insert(
            cells.end(),
            {areaText(point.auc, point.collapsed), areaText(point.aucAllTokens, point.collapsedAllTokens),
             point.bestPossibleAuc ? QString::number(*point.bestPossibleAuc, 'f', 3) : QStringLiteral("–")});
        table.add(std::move(cells));
    }
    return table.toString();
}

jobs::JobSpec importSpec() {
    jobs::JobSpec spec;
    spec.kind = "import";
    const std::filesystem::path folder = data::demoDataset();
    spec.paths = {folder.string()};
    spec.options =
        jobs::jobKind(spec.kind).options->resolve({{"mapping", readFile(folder / "mapping.json")}});
    return spec;
}

void writeReports(Program& program, const std::vector<std::string>& runs) {
    const std::filesystem::path folder = program.workspace().root / "reports";
    std::filesystem::create_directories(folder);
    report::ReportRequest request;
    request.runs = runs;
    request.title = "Audit of the demonstration data";
    for (const std::string format : {"html", "pdf"}) {
        const std::filesystem::path file = folder / ("demo." + format);
        report::writeReport(program.store(), program.workspace().root, request, format, file);
        print(Text::tr("Report: %1").arg(qt(file.string())));
    }
}

int demo(Program& program) {
    note(Text::tr("Workspace: %1").arg(qt(program.workspace().root.string())));
    const std::string imported = program.host().submit(importSpec());
    if (const int code = waitForRuns(program, {imported}); code != 0) {
        return code;
    }
    const DemoPlan plan = demoPlan(program.store().runs().find(imported)->dataset);
    const std::string backbone = program.host().submit(plan.backbone);
    if (const int code = waitForRuns(program, {backbone}); code != 0) {
        return code;
    }
    std::vector<std::string> runs;
    for (jobs::JobSpec spec : plan.audit) {
        spec.backboneRun = backbone;
        runs.push_back(program.host().submit(spec));
    }
    if (const int code = waitForRuns(program, runs); code != 0) {
        return code;
    }
    report::ComparisonFilter filter;
    filter.attribute = plan.attribute;
    filter.runs = runs;
    print(Text::tr(
              "Leak of %1 and quality of the recommendations (test users, sequential task, 95 % intervals):")
              .arg(qt(plan.attribute)));
    print(resultTable(report::comparisonPoints(program.store(), program.workspace().datasets(), filter)));
    writeReports(program, runs);
    return 0;
}

} // namespace

void addDemo(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "demo",
        utf8(Text::tr(
            "Audit the demonstration data: import, backbone, probes, CFP at three λ, table and report "
            "(less than five minutes on two cores)")));
    command->callback([&program] { program.action = [&program] { return demo(program); }; });
}

} // namespace up5::cli
