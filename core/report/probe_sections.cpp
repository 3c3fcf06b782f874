#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "report/numbers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

const std::string kAnswersTarget = "answers";
constexpr int kProbeModelWidth = 18; // per cent of a table

/// Answers of an asked model have probes of their own, so they stand in a table of their own.
enum class Kind { States, Answers };

bool isOf(const std::string& target, Kind kind) {
    return (target == kAnswersTarget) == (kind == Kind::Answers);
}

/// Probes that attacked targets of a kind, simple ones first.
std::vector<std::string> methodsOf(const Audit& audit, Kind kind) {
    std::set<std::pair<int, std::string>> methods;
    for (const ComparisonPoint& point : audit.points) {
        for (const ProbeFigure& figure : point.probes) {
            if (isOf(figure.target, kind)) {
                methods.insert({methodOrder(figure.probe), figure.probe});
            }
        }
    }
    std::vector<std::string> names;
    for (const auto& [order, name] : methods) {
        names.push_back(name);
    }
    return names;
}

/// Model and seed on the first row of a point, nothing on the others.
std::vector<Cell> nameCells(const ComparisonPoint& point, bool first) {
    return first ? std::vector<Cell>{{point.label}, {std::to_string(point.seed), {}, point.run}}
                 : std::vector<Cell>(2);
}

Cell bandCell(const std::optional<metrics::Estimate>& null) {
    return null ? Cell{areaText(null->value), areaText(null->low) + "–" + areaText(null->high)} : Cell{"–"};
}

std::string orDash(const std::optional<double>& value) {
    return value ? areaText(*value) : "–";
}

/// A row per model and target, a column per probe.
Table probeTable(const Audit& audit, Kind kind) {
    const std::vector<std::string> methods = methodsOf(audit, kind);
    Table table;
    table.caption = captionOf(audit, kind == Kind::States ? "AUC of every probe, test users"
                                                          : "AUC of the model's own answers, test users");
    table.columns = {{"Model", false, kProbeModelWidth}, {"Seed"}, {"Read from"}, {"chosen", true}};
    for (const std::string& method : methods) {
        table.columns.push_back({methodTitle(method), true});
    }
    for (const ComparisonPoint& point : audit.points) {
        bool first = true;
        for (const TargetFigures& figures : point.targets) {
            if (!isOf(figures.target, kind)) {
                continue;
            }
            std::vector<Cell> cells = nameCells(point, first);
            cells.push_back({targetTitle(figures.target)});
            cells.push_back(areaCell(figures.auc, figures.collapsed));
            for (const std::string& method : methods) {
                const ProbeFigure* probe = point.probeFigure(figures.target, method);
                cells.push_back(probe == nullptr ? Cell{"–"} : areaCell(probe->estimate, probe->collapsed));
            }
            table.rows.push_back({std::move(cells)});
            first = false;
        }
    }
    return table;
}

bool isBackedUp(const TargetFigures& figures) {
    return figures.null || figures.pValue || figures.detectable;
}

bool hasOtherDefinitions(const TargetFigures& figures) {
    return figures.f1Macro || figures.f1Micro || figures.ovoWeighted || figures.ovrMacro ||
           figures.ovrWeighted || figures.hard;
}

/// Rows for the targets that `has` something to show; nullopt when none has.
template <class Has, class CellsOf>
std::optional<Table> targetTable(const Audit& audit, const std::string& caption, std::vector<Column> columns,
                                 Has has, CellsOf cellsOf) {
    Table table;
    table.caption = captionOf(audit, caption);
    table.columns = {{"Model", false, kProbeModelWidth}, {"Seed"}, {"Read from"}};
    table.columns.insert(table.columns.end(), columns.begin(), columns.end());
    for (const ComparisonPoint& point : audit.points) {
        bool first = true;
        for (const TargetFigures& figures : point.targets) {
            if (!has(figures)) {
                continue;
            }
            std::vector<Cell> cells = nameCells(point, first);
            cells.push_back({targetTitle(figures.target)});
            for (Cell& cell : cellsOf(point, figures)) {
                cells.push_back(std::move(cell));
            }
            table.rows.push_back({std::move(cells)});
            first = false;
        }
    }
    return table.rows.empty() ? std::nullopt : std::optional(std::move(table));
}

std::optional<Table> chanceTable(const Audit& audit) {
    return targetTable(
        audit, "the chosen probes against shuffled labels",
        {{"chosen probe"}, {"AUC", true}, {"shuffled labels", true}, {"p", true}, {"detectable", true}},
        isBackedUp, [](const ComparisonPoint&, const TargetFigures& figures) {
            return std::vector<Cell>{
                {methodTitle(figures.method)},
                areaCell(figures.auc, figures.collapsed),
                bandCell(figures.null),
                {figures.pValue ? probabilityText(figures.pValue->value) : "–",
                 figures.pValue ? fmt::format("{} shuffles of the labels", countText(figures.pValue->n))
                                : ""},
                {orDash(figures.detectable)}};
        });
}

std::optional<Table> definitionTable(const Audit& audit) {
    return targetTable(audit, "the chosen probes by other definitions",
                       {{"AUC, one-vs-one macro or binary", true},
                        {"AUC, one-vs-one weighted", true},
                        {"AUC, one-vs-rest macro", true},
                        {"AUC, one-vs-rest weighted", true},
                        {"AUC, answered words", true},
                        {"F1 macro", true},
                        {"F1 micro", true},
                        {"majority share", true}},
                       hasOtherDefinitions, [](const ComparisonPoint& point, const TargetFigures& figures) {
                           return std::vector<Cell>{
                               areaCell(figures.auc),      areaCell(figures.ovoWeighted),
                               areaCell(figures.ovrMacro), areaCell(figures.ovrWeighted),
                               areaCell(figures.hard),     areaCell(figures.f1Macro),
                               areaCell(figures.f1Micro),  {orDash(point.majorityShare)}};
                       });
}

} // namespace

Section probesSection(const ReportData& data) {
    Section section{"probes", "Leak by probe", {}};
    for (const Audit& audit : data.audits) {
        for (const Kind kind : {Kind::States, Kind::Answers}) {
            if (!methodsOf(audit, kind).empty()) {
                section.blocks.push_back(probeTable(audit, kind));
            }
        }
        for (std::optional<Table>& table : std::vector{chanceTable(audit), definitionTable(audit)}) {
            if (table) {
                section.blocks.push_back(std::move(*table));
            }
        }
    }
    return section;
}

} // namespace up5::report
