#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "report/figures.h"
#include "report/numbers.h"
#include "report/sections.h"
#include "report/sentences.h"

namespace up5::report {

namespace {

constexpr std::array kHits = {1, 3, 5, 10};
constexpr int kModelWidth = 20; // per cent of a table
constexpr int kVerdictWidth = 15;

/// The cells that name a model; `seed` empty for a mean.
std::vector<Cell> nameCells(const std::string& label, const std::string& seed, const std::string& run) {
    return {{label}, {seed, {}, run}};
}

std::string meanText(const SettingSummary& setting) {
    const auto models = static_cast<int>(setting.counted.size());
    return models == setting.seeds ? fmt::format("mean of {}", models)
                                   : fmt::format("mean of {}, seeds: {}", models, setting.seeds);
}

/// Repeats of a seed are shown, and said to be none of the mean's.
std::string seedText(const SettingSummary& setting, std::size_t position, const ComparisonPoint& point) {
    const bool counts =
        std::find(setting.counted.begin(), setting.counted.end(), position) != setting.counted.end();
    return std::to_string(point.seed) + (counts ? "" : ", repeated since");
}

/// Rows in the order of the settings: the mean first where several seeds share one, then every seed.
template <class PointCells, class MeanCells>
std::vector<TableRow> modelRows(const std::vector<ComparisonPoint>& points,
                                const std::vector<SettingSummary>& settings, PointCells pointCells,
                                MeanCells meanCells) {
    std::vector<TableRow> rows;
    const auto add = [&](std::vector<Cell> cells, std::vector<Cell> more, bool summary) {
        cells.insert(cells.end(), more.begin(), more.end());
        rows.push_back({std::move(cells), summary});
    };
    for (const SettingSummary& setting : settings) {
        const bool hasMean = setting.counted.size() > 1;
        if (hasMean) {
            add(nameCells(setting.label, meanText(setting), ""), meanCells(setting), true);
        }
        for (const std::size_t position : setting.points) {
            const ComparisonPoint& point = points[position];
            add(nameCells(hasMean ? "" : point.label, seedText(setting, position, point), point.run),
                pointCells(point), false);
        }
    }
    return rows;
}

/// One ranking figure of a point or, as a spread over seeds, of a setting.
const metrics::Estimate* figureOf(const ComparisonPoint& point, const char* name, const std::string& task,
                                  int k) {
    return point.rankingFigure(name, task, k);
}

const SeedSpread* figureOf(const SettingSummary& setting, const char* name, const std::string& task, int k) {
    return setting.rankingSpread(name, task, k);
}

/// The strongest probe's AUC, with what it read under it.
Cell strongestCell(const ComparisonPoint& point) {
    Cell cell = areaCell(point.aucStrongest, point.collapsedStrongest);
    if (point.aucStrongest) {
        cell.detail +=
            fmt::format("; {}, {}", methodTitle(point.strongestMethod), targetTitle(point.strongestTarget));
    }
    return cell;
}

/// Every AUC of a probe some of whose users the prompt's adversary had seen is marked.
Cell marked(Cell cell, const ComparisonPoint& point) {
    if (point.adversaryOverlap > 0) {
        cell.text += " †";
    }
    return cell;
}

/// The headline figures of every model; on test users with best possible AUC and verdict.
Table summaryTable(const Audit& audit, const std::vector<ComparisonPoint>& points, const std::string& caption,
                   bool verdicts) {
    Table table;
    const bool anyOverlap =
        std::ranges::any_of(points, [](const ComparisonPoint& point) { return point.adversaryOverlap > 0; });
    table.caption = captionOf(
        audit, caption + (anyOverlap ? "; † the prompt's adversary had seen some of the probe's users" : ""));
    table.columns = {{"Model", false, kModelWidth}, {"Seed"}, {"hit@1, %", true}, {"hit@10, %", true}};
    const bool hasStrongest = headlineChoice(points) == AucChoice::Strongest;
    if (hasStrongest) {
        table.columns.push_back({"AUC, strongest probe", true});
    }
    table.columns.push_back({"AUC, " + userSpanTitle(points), true});
    table.columns.push_back({"AUC, all tokens", true});
    if (verdicts) {
        table.columns.push_back({"Best possible AUC", true});
        table.columns.push_back({"Verdict", false, kVerdictWidth});
    }
    const auto cellsOf = [&](const auto& model, std::vector<Cell> aucs, Cell best, Cell verdict) {
        std::vector<Cell> cells = {shareCell(figureOf(model, "hit@k", "sequential", 1)),
                                   shareCell(figureOf(model, "hit@k", "sequential", 10))};
        cells.insert(cells.end(), aucs.begin() + (hasStrongest ? 0 : 1), aucs.end());
        if (verdicts) {
            cells.push_back(std::move(best));
            cells.push_back(std::move(verdict));
        }
        return cells;
    };
    table.rows = modelRows(
        points, summarise(points),
        [&](const ComparisonPoint& point) {
            return cellsOf(point,
                           {marked(strongestCell(point), point),
                            marked(areaCell(point.auc, point.collapsed), point),
                            marked(areaCell(point.aucAllTokens, point.collapsedAllTokens), point)},
                           {point.bestPossibleAuc ? areaText(*point.bestPossibleAuc) : "–"},
                           {point.attribute.empty() ? "not probed" : toString(point.verdict())});
        },
        [&](const SettingSummary& setting) {
            return cellsOf(
                setting,
                {areaCell(setting.aucStrongest), areaCell(setting.auc), areaCell(setting.aucAllTokens)}, {},
                {leaksText(setting.leaks, setting.family != Family::Untreated)});
        });
    return table;
}

template <class Model> std::vector<Cell> qualityCells(const Model& model, const std::string& task) {
    std::vector<Cell> cells;
    for (const int k : kHits) {
        cells.push_back(shareCell(figureOf(model, "hit@k", task, k)));
    }
    cells.push_back(shareCell(figureOf(model, "ndcg@k", task, 10)));
    cells.push_back(shareCell(figureOf(model, "mrr", task, 0)));
    return cells;
}

Table qualityTable(const Audit& audit, const std::string& task) {
    Table table;
    table.caption = captionOf(audit, task + " task, test users, per cent");
    table.columns = {{"Model", false, kModelWidth}, {"Seed"}};
    for (const int k : kHits) {
        table.columns.push_back({fmt::format("hit@{}", k), true});
    }
    table.columns.push_back({"NDCG@10", true});
    table.columns.push_back({"MRR", true});
    const auto cells = [&](const auto& model) { return qualityCells(model, task); };
    table.rows = modelRows(audit.points, audit.settings, cells, cells);
    return table;
}

void addFigure(std::vector<Block>& blocks, std::optional<Figure> figure) {
    if (figure) {
        blocks.push_back(std::move(*figure));
    }
}

} // namespace

std::string captionOf(const Audit& audit, const std::string& what) {
    return audit.attribute.empty() ? fmt::format("{}: {}", audit.datasetName, what)
                                   : fmt::format("{}, {}: {}", audit.datasetName, audit.attribute, what);
}

Section findingsSection(const ReportData& data) {
    Section section{"findings", "Findings", {}};
    for (const Audit& audit : data.audits) {
        std::vector<Sentence> sentences = findingSentences(audit);
        if (!sentences.empty()) {
            section.blocks.push_back(Paragraph{{{captionOf(audit, "what the probes read on test users.")}}});
            section.blocks.push_back(BulletList{std::move(sentences)});
        }
    }
    return section;
}

Section comparisonSection(const ReportData& data) {
    Section section{"comparison", "Models side by side", {}};
    for (const Audit& audit : data.audits) {
        section.blocks.push_back(summaryTable(
            audit, audit.points,
            "untreated, random prompt, λ = 0 control, CFP and baselines on test users, sequential task",
            true));
        addFigure(section.blocks, leakFigure(audit));
        const BeforeAfter models = beforeAfter(audit.points, audit.validation);
        for (const ComparisonPoint* point : {models.before, models.after}) {
            addFigure(section.blocks, point == nullptr ? std::nullopt : leakPanelFigure(*point));
        }
        if (const std::optional<LeakMap> map = leakMap(models.before, models.after)) {
            addFigure(section.blocks, leakMapFigure(*map));
        }
        for (const char* task : {"sequential", "direct"}) {
            addFigure(section.blocks, tradeOffFigure(audit, 10, task));
            addFigure(section.blocks, tradeOffFigure(audit, 1, task));
        }
    }
    return section;
}

Section qualitySection(const ReportData& data) {
    Section section{"quality", "Recommendation quality", {}};
    for (const Audit& audit : data.audits) {
        for (const std::string task : {"sequential", "direct"}) {
            const bool measured =
                std::any_of(audit.points.begin(), audit.points.end(), [&](const ComparisonPoint& point) {
                    return point.rankingFigure("hit@k", task, 10) != nullptr;
                });
            if (measured) {
                section.blocks.push_back(qualityTable(audit, task));
            }
        }
    }
    return section;
}

Section validationSection(const ReportData& data) {
    Section section{"validation", "Validation figures", {}};
    for (const Audit& audit : data.audits) {
        if (!audit.validation.empty()) {
            section.blocks.push_back(
                summaryTable(audit, audit.validation, "the same models on validation users", false));
        }
    }
    if (!section.blocks.empty()) {
        section.blocks.insert(
            section.blocks.begin(),
            Paragraph{{{"Settings are to be chosen by these figures; test figures are for reporting."}}});
    }
    return section;
}

} // namespace up5::report
