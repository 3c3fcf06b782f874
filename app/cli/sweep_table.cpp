#include "sweep_table.h"

#include <algorithm>
#include <cmath>

#include "jobs/companions.h"
#include "report/sweep_results.h"
#include "report/sweep_settings.h"
#include "report/verdict.h"

namespace up5::cli {

namespace {

QString estimateOf(const std::optional<metrics::Estimate>& figure, double factor, int decimals) {
    if (!figure || std::isnan(figure->value)) {
        return QStringLiteral("–");
    }
    const auto shown = [&](double value) { return QString::number(factor * value, 'f', decimals); };
    if (std::isnan(figure->low) || std::isnan(figure->high)) {
        return shown(figure->value);
    }
    return QStringLiteral("%1 (%2–%3)").arg(shown(figure->value), shown(figure->low), shown(figure->high));
}

QString stateOf(const report::SweepResultRow& row) {
    if (!row.state) {
        return Text::tr("not run");
    }
    const QString state = qt(store::toString(*row.state));
    return row.error.empty() ? state : state + QStringLiteral(": ") + qt(row.error);
}

QString kindOf(const std::string& id, bool isCompanion, bool isUntrained) {
    const QString kind = qt(id);
    return !isCompanion || !jobs::hasCompanions(id) ? kind
           : isUntrained                            ? Text::tr("%1, untrained").arg(kind)
                                                    : Text::tr("%1, control").arg(kind);
}

TextTable sweepTable(const report::SweepResults& results) {
    std::vector<TextTable::Column> columns = {{Text::tr("Run")}, {Text::tr("Kind")}};
    for (const std::string& key : results.keys) {
        columns.push_back({qt(key), true});
    }
    columns.insert(columns.end(), {{Text::tr("Seed"), true},
                                   {Text::tr("AUC, strongest probe")},
                                   {Text::tr("hit@1 %")},
                                   {Text::tr("hit@10 %")},
                                   {Text::tr("State")}});
    TextTable table(std::move(columns));
    for (const report::SweepResultRow& row : results.rows) {
        std::vector<QString> cells = {row.run.empty() ? QStringLiteral("–") : qt(row.run),
                                      kindOf(row.kind, row.isCompanion, row.isUntrained)};
        for (const std::string& value : row.values) {
            cells.push_back(qt(value));
        }
        cells.insert(cells.end(),
                     {QString::number(row.seed), estimateOf(row.auc, 1, 3), estimateOf(row.hit1, 100, 1),
                      estimateOf(row.hit10, 100, 1), stateOf(row)});
        table.add(std::move(cells));
    }
    return table;
}

QString spreadOf(const report::SeedSpread* spread, double factor, int decimals) {
    return spread == nullptr ? QStringLiteral("–")
                             : QStringLiteral("%1 ± %2")
                                   .arg(factor * spread->mean, 0, 'f', decimals)
                                   .arg(factor * spread->deviation, 0, 'f', decimals);
}

TextTable settingsTable(const std::vector<report::SweepSetting>& settings,
                        const std::vector<std::string>& keys) {
    std::vector<TextTable::Column> columns = {{Text::tr("Kind")}};
    for (const std::string& key : keys) {
        columns.push_back({qt(key), true});
    }
    columns.insert(columns.end(), {{Text::tr("Attribute")},
                                   {Text::tr("Seeds"), true},
                                   {Text::tr("AUC, strongest probe")},
                                   {Text::tr("hit@1 %")},
                                   {Text::tr("hit@10 %")},
                                   {Text::tr("Leak")}});
    TextTable table(std::move(columns));
    for (const report::SweepSetting& setting : settings) {
        std::vector<QString> cells = {kindOf(setting.kind, setting.isCompanion, setting.isUntrained)};
        for (const std::string& value : setting.values) {
            cells.push_back(qt(value));
        }
        const report::SettingSummary& summary = setting.summary;
        cells.insert(cells.end(),
                     {qt(summary.attribute), QString::number(summary.seeds),
                      spreadOf(setting.auc() ? &*setting.auc() : nullptr, 1, 3),
                      spreadOf(summary.rankingSpread("hit@k", "sequential", 1), 100, 1),
                      spreadOf(summary.rankingSpread("hit@k", "sequential", 10), 100, 1),
                      qt(report::leaksText(summary.leaks, summary.family != report::Family::Untreated))});
        table.add(std::move(cells));
    }
    return table;
}

} // namespace

QString estimateText(const jobs::SweepEstimate& estimate, bool isSearch) {
    QString text =
        isSearch ? Text::tr("At most %1 runs").arg(estimate.runs) : Text::tr("Runs: %1").arg(estimate.runs);
    if (estimate.companions > 0) {
        text += Text::tr(", to compare with: %1").arg(estimate.companions);
    }
    if (estimate.present > 0) {
        text += Text::tr(", of these already there: %1").arg(estimate.present);
    }
    text += QStringLiteral(". ");
    if (estimate.toRun() == 0) {
        return text + Text::tr("Nothing is left to run.");
    }
    if (!estimate.seconds) {
        return text + Text::tr("No estimate of the time yet: no run with like options has finished here.");
    }
    text += Text::tr("About %1").arg(durationText(*estimate.seconds));
    if (estimate.known < estimate.toRun()) {
        text += Text::tr(" for %1 of the %2 to run; for the others there is no estimate yet")
                    .arg(estimate.known)
                    .arg(estimate.toRun());
    }
    return text + u'.';
}

void printSweep(store::Store& store, const std::string& sweep) {
    const std::vector<report::RunRecord> records = report::loadRunRecords(store);
    const report::SweepResults results = report::sweepResults(store, records, sweep);
    print(sweepTable(results).toString());
    const bool hasMixtures = std::any_of(results.rows.begin(), results.rows.end(),
                                         [](const auto& row) { return row.kind == "mixture"; });
    if (hasMixtures) {
        print(Text::tr(
            "Figures of a mixture are those with all its attributes removed; its AUC is the mean over "
            "them, and so is that of the untreated probe."));
    }
    const std::vector<report::SweepSetting> settings = report::settingsOverSeeds(records, results);
    if (!settings.empty()) {
        print(QString());
        print(Text::tr("Settings over their seeds: mean ± standard deviation, and the seeds that leak"));
        print(settingsTable(settings, results.keys).toString());
    }
}

} // namespace up5::cli
