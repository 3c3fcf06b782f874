// "Baselines": the other recommenders beside P5, what they were given and what they reach.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "report/baseline_points.h"
#include "report/comparison_rows.h"
#include "report/numbers.h"
#include "report/published.h"
#include "report/sections.h"

namespace up5::report {

namespace {

/// Baselines that rank other targets or candidates than P5 does, a sentence a difference.
std::vector<Sentence> otherProtocols(const std::vector<ComparisonPoint>& points) {
    std::vector<Sentence> sentences;
    for (const auto& [difference, runs] : protocolsBesideP5(points)) {
        sentences.push_back(
            {fmt::format("Some baselines rank other targets or candidates than P5, so their hits "
                         "do not compare with its: {}.",
                         difference),
             {runs.begin(), runs.end()}});
    }
    return sentences;
}

std::string baselineCaption(const ReportedDataset& dataset, bool hasP5, bool allShare) {
    return fmt::format("{}: baselines{}, test users", dataset.name,
                       !hasP5     ? ""
                       : allShare ? " on the same targets and candidates as P5"
                                  : ", not all on the targets and candidates of P5");
}

Table baselineTable(std::string caption, const std::vector<ComparisonRow>& rows) {
    Table table;
    table.caption = std::move(caption);
    table.columns = {{"Model", false, 20}, {"Attribute"}, {"Family"}};
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
                                   {jobs::toString(*row.baseline)}};
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

/// What training was allowed and what it took: a sentence a model, too long for a column. A plain model is
/// the same whatever attribute was probed.
std::vector<Sentence> budgets(const std::vector<ComparisonRow>& rows) {
    std::vector<Sentence> sentences;
    for (const ComparisonRow& row : rows) {
        if (!row.budget.isTrained) {
            continue;
        }
        const std::string attribute = row.family == Family::Fair ? ", " + row.attribute : "";
        Sentence sentence{fmt::format("{}{}: trained with {}.", row.label, attribute, budgetText(row.budget)),
                          row.runs};
        const bool isSaid = std::ranges::any_of(sentences, [&](const Sentence& known) {
            return known.text == sentence.text && known.runs == sentence.runs;
        });
        if (!isSaid) {
            sentences.push_back(std::move(sentence));
        }
    }
    return sentences;
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
        BulletList warnings, unknown, floor;
        if (const std::vector<std::string> labels = rowsWithoutFloor(rows, points); !labels.empty()) {
            floor.items.push_back(
                {fmt::format("⚠ No run of popularity ranks the same targets and candidates as {}, so nothing "
                             "says whether their hits are above that floor. Run the baseline popularity.",
                             fmt::join(labels, ", ")),
                 {}});
        }
        std::set<std::string> said;
        for (const ComparisonRow& row : rows) { // of P5, too
            for (const std::string& warning : row.warnings) {
                if (said.insert(row.label + warning).second) {
                    warnings.items.push_back({"⚠ " + row.label + ", " + warning, row.runs});
                }
            }
            if (!row.unknownRange.empty() && said.insert(row.label + row.unknownRange).second) {
                unknown.items.push_back({row.label + ": " + row.unknownRange + ".", row.runs});
            }
        }
        std::erase_if(rows, [](const ComparisonRow& row) { return !row.baseline; });
        if (rows.empty()) {
            continue;
        }
        const bool hasP5 = std::ranges::any_of(points, [](const auto& point) { return !point.baseline; });
        std::vector<Sentence> others = otherProtocols(points);
        section.blocks.push_back(baselineTable(baselineCaption(dataset, hasP5, others.empty()), rows));
        std::array lists = {BulletList{std::move(others)}, BulletList{budgets(rows)}, std::move(floor),
                            std::move(warnings), std::move(unknown)};
        for (BulletList& list : lists) {
            if (!list.items.empty()) {
                section.blocks.push_back(std::move(list));
            }
        }
    }
    return section;
}

} // namespace up5::report
