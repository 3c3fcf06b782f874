// "Baselines": the other recommenders beside P5, what they were given and what they reach.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/baseline_points.h"
#include "report/comparison_rows.h"
#include "report/numbers.h"
#include "report/published.h"
#include "report/sections.h"

namespace up5::report {

namespace {

/// Training allowed to a model: what its options say.
std::string budgetOf(const ReportData& data, const ComparisonRow& row) {
    const ReportedRun* run = findReported(data, row.runs.front());
    if (run == nullptr || row.baseline == jobs::BaselineFamily::Counting) {
        return "–";
    }
    const nlohmann::json& options = run->record.options;
    const double minutes = options.value("max_minutes", 0.0);
    return fmt::format("{} epochs at most{}{}", options.value("epochs", 0),
                       minutes > 0 ? fmt::format(", {} min", minutes) : "",
                       options.value("tune", std::string("no")) == "yes" ? ", tuned" : ", not tuned");
}

Table baselineTable(const ReportData& data, const ReportedDataset& dataset,
                    const std::vector<ComparisonRow>& rows) {
    Table table;
    table.caption =
        fmt::format("{}: baselines on the same targets and candidates as P5, test users", dataset.name);
    table.columns = {{"Model", false, 20}, {"Attribute"}, {"Family"}, {"Budget"}};
    for (const char* task : {"direct", "sequential"}) {
        for (const int k : {1, 10}) {
            table.columns.push_back({fmt::format("hit@{}, {}, %", k, task), true});
        }
    }
    table.columns.push_back({"AUC, user vector", true});
    table.columns.push_back({"AUC, strongest", true});
    for (const ComparisonRow& row : rows) {
        std::vector<Cell> cells = {{row.label + (row.warnings.empty() ? "" : " ⚠"), {}, row.runs.front()},
                                   {row.attribute.empty() ? "–" : row.attribute},
                                   {jobs::toString(*row.baseline)},
                                   {budgetOf(data, row)}};
        for (const char* task : {"direct", "sequential"}) {
            for (const int k : {1, 10}) {
                cells.push_back(shareCell(row.rankingFigure("hit@k", task, k)));
            }
        }
        cells.push_back(areaCell(row.auc, row.collapsed));
        cells.push_back(areaCell(row.aucStrongest, row.collapsedStrongest));
        table.rows.push_back({std::move(cells)});
    }
    return table;
}

} // namespace

Section baselineSection(const ReportData& data) {
    Section section{"baselines", "Baselines", {}};
    for (const ReportedDataset& dataset : data.datasets) {
        std::vector<ComparisonPoint> points;
        for (const Audit& audit : data.audits) {
            if (audit.dataset == dataset.hash) {
                points.insert(points.end(), audit.points.begin(), audit.points.end());
            }
        }
        std::vector<ComparisonRow> rows = comparisonRows(points, RowGrouping::Settings);
        addSanityWarnings(rows, points, publishedDataset(dataset.format));
        BulletList warnings;
        std::set<std::string> said;
        for (const ComparisonRow& row : rows) { // of P5, too
            for (const std::string& warning : row.warnings) {
                if (said.insert(row.label + warning).second) {
                    warnings.items.push_back({row.label + ": " + warning, row.runs});
                }
            }
        }
        std::erase_if(rows, [](const ComparisonRow& row) { return !row.baseline; });
        if (rows.empty()) {
            continue;
        }
        section.blocks.push_back(baselineTable(data, dataset, rows));
        if (!warnings.items.empty()) {
            section.blocks.push_back(std::move(warnings));
        }
    }
    return section;
}

} // namespace up5::report
