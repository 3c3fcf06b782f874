// "Groups": who gets the good recommendations, and who pays for a treatment.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "report/definitions.h"
#include "report/group_audit.h"
#include "report/numbers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

constexpr int kGroupModelWidth = 18; // per cent of a table
constexpr int kMostSmallGroups = 5;  // with a row each

std::string figureName(const GroupAudit& audit) {
    return metricTitle(audit.question.metric.name, audit.question.metric.k);
}

/// "+1.2", in percentage points.
std::string pointsText(double share) {
    return signedText(percent(share), share);
}

Cell pointsCell(const metrics::Estimate& estimate) {
    if (!std::isfinite(estimate.value)) {
        return {"–"};
    }
    const bool hasInterval = std::isfinite(estimate.low) && std::isfinite(estimate.high);
    return {pointsText(estimate.value),
            hasInterval ? pointsText(estimate.low) + " to " + pointsText(estimate.high) : ""};
}

Cell ratioCell(const metrics::Estimate& estimate) {
    if (!std::isfinite(estimate.value)) {
        return {"–"};
    }
    const bool hasInterval = std::isfinite(estimate.low) && std::isfinite(estimate.high);
    return {fmt::format("{:.2f}", estimate.value),
            hasInterval ? fmt::format("{:.2f}–{:.2f}", estimate.low, estimate.high) : ""};
}

std::string pText(double p) {
    return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p);
}

/// What stands where a group is not compared with the reference.
Cell whyNotCompared(const GroupMean& group, const GroupFigures& figures) {
    return {group.small ? "too few users" : group.group == figures.reference ? "reference" : "–"};
}

/// Adds the rows of a model's groups, worst first. `valueCell` gives the cell after the number of users,
/// `comparisonCells` those of a comparison with the reference; a row without one has the reason in the first
/// of them. More than kMostSmallGroups groups too small to tell share one row: of two attributes at once
/// there can be more of them than of all others, and what is known of each is in the CSV and the JSON.
template <class ValueCell, class ComparisonCells>
void addGroupRows(Table& table, const ModelGroups& model, const GroupFigures& figures, ValueCell valueCell,
                  ComparisonCells comparisonCells) {
    const std::size_t width = table.columns.size();
    const auto add = [&](std::vector<Cell> cells) {
        cells.resize(width);
        table.rows.push_back({std::move(cells)});
    };
    Cell name{model.label, fmt::format("seed {}", model.seed), model.run};
    const auto small = std::ranges::count_if(figures.groups, &GroupMean::small);
    const bool together = small > kMostSmallGroups;
    int users = 0;
    for (const GroupMean& group : figures.groups) {
        if (group.small && together) {
            users += group.mean.n;
            continue;
        }
        std::vector<Cell> cells = {
            std::exchange(name, {}), {group.group}, {countText(group.mean.n)}, valueCell(group.mean)};
        const auto found = std::ranges::find(figures.against, group.group, &GroupComparison::group);
        const std::vector<Cell> more = found != figures.against.end()
                                           ? comparisonCells(*found)
                                           : std::vector{whyNotCompared(group, figures)};
        cells.insert(cells.end(), more.begin(), more.end());
        add(std::move(cells));
    }
    if (together) {
        add({std::exchange(name, {}),
             {fmt::format("{} groups of fewer than {} users", small, kFewestUsers)},
             {countText(users)},
             {},
             {"too few users"}});
    }
}

Table qualityByGroup(const GroupAudit& audit) {
    Table table;
    table.caption = fmt::format("{}, {}: {} of the {} task by group, test users, worst group first",
                                audit.datasetName, audit.partition, figureName(audit), audit.question.task);
    table.columns = {{"Model", false, kGroupModelWidth},
                     {"Group"},
                     {"Users", true},
                     {figureName(audit) + ", %", true},
                     {"Difference, points", true},
                     {"Ratio", true},
                     {"p (Holm)", true}};
    for (const ModelGroups& model : audit.models) {
        const GroupFigures& figures = model.figures;
        addGroupRows(
            table, model, figures, [](const metrics::Estimate& mean) { return shareCell(&mean); },
            [](const GroupComparison& against) {
                return std::vector{pointsCell(against.difference), ratioCell(against.ratio),
                                   Cell{pText(against.adjustedP)}};
            });
        if (figures.gap) {
            table.rows.push_back({{{},
                                   {fmt::format("gap {} − {}", figures.gap->best, figures.gap->worst)},
                                   {countText(figures.gap->gap.n)},
                                   {},
                                   pointsCell(figures.gap->gap),
                                   {},
                                   {pText(figures.gap->p), "not adjusted"}},
                                  true});
        }
    }
    return table;
}

std::optional<Table> changeByGroup(const GroupAudit& audit) {
    Table table;
    table.caption =
        fmt::format("{}, {}: who pays; change of {} against the untreated model, same users, worst "
                    "group first",
                    audit.datasetName, audit.partition, figureName(audit));
    table.columns = {
        {"Model", false, kGroupModelWidth},      {"Group"},         {"Users", true}, {"Change, points", true},
        {"Against the reference, points", true}, {"p (Holm)", true}};
    for (const ModelGroups& model : audit.models) {
        if (model.change) {
            addGroupRows(table, model, *model.change, pointsCell, [](const GroupComparison& against) {
                return std::vector{pointsCell(against.difference), Cell{pText(against.adjustedP)}};
            });
        }
    }
    return table.rows.empty() ? std::nullopt : std::optional(std::move(table));
}

/// "F 19.9 % (…)".
std::string meanText(const GroupFigures& figures, const std::string& group) {
    return group + " " + shareWithInterval(figures.find(group)->mean);
}

Sentence gapSentence(const GroupAudit& audit, const ModelGroups& model) {
    const GroupFigures& figures = model.figures;
    if (!figures.gap) {
        return {fmt::format("{}: no gap can be told, fewer than two groups have {} users.", model.label,
                            kFewestUsers),
                {model.run}};
    }
    const GroupGap& gap = *figures.gap;
    const bool shows = gap.p < 0.05;
    return {
        fmt::format("{}: {} is lowest for {} and highest for {}, a gap of {} points ({} to {}); {} (p of a "
                    "gap as large among groups drawn at random: {}).",
                    model.label, figureName(audit), meanText(figures, gap.worst), meanText(figures, gap.best),
                    percent(gap.gap.value), percent(gap.gap.low), percent(gap.gap.high),
                    shows ? "more than chance gives" : "no more than chance may give", pText(gap.p)),
        {model.run}};
}

std::optional<Sentence> changeSentence(const GroupAudit& audit, const ModelGroups& model) {
    if (!model.change || !model.change->gap) {
        return std::nullopt;
    }
    const GroupGap& gap = *model.change->gap;
    const auto changeOf = [&](const std::string& group) {
        const metrics::Estimate& mean = model.change->find(group)->mean;
        return fmt::format("{} {} points ({} to {})", group, pointsText(mean.value), pointsText(mean.low),
                           pointsText(mean.high));
    };
    return Sentence{
        fmt::format("{}: against the untreated model {} changes least favourably for {} and most favourably "
                    "for {}; {} (p {}).",
                    model.label, figureName(audit), changeOf(gap.worst), changeOf(gap.best),
                    gap.p < 0.05 ? "the groups do not pay alike"
                                 : "that the groups pay alike is not ruled out",
                    pText(gap.p)),
        {model.run, model.untreatedRun}};
}

Paragraph introduction(const GroupAudit& audit) {
    const int unknown = audit.models.front().figures.unknown;
    std::string text = fmt::format(
        "{}, {}: {} comparisons with the reference group were made; their p-values are adjusted together "
        "(Holm){}, while the p of a gap is that of one model alone. Groups of fewer than {} users are in "
        "no gap and no comparison.",
        audit.datasetName, audit.partition, audit.comparisons,
        permutationFloorText(kGroupPermutations, audit.comparisons), kFewestUsers);
    if (unknown > 0) {
        text += fmt::format(" {} ranked users without a known value are left out.", countText(unknown));
    }
    return {{{std::move(text)}}};
}

} // namespace

Section groupsSection(const ReportData& data) {
    Section section{"groups", "Groups", {}};
    for (const GroupAudit& audit : data.groups) {
        std::vector<Sentence> sentences;
        for (const ModelGroups& model : audit.models) {
            sentences.push_back(gapSentence(audit, model));
            if (std::optional<Sentence> change = changeSentence(audit, model)) {
                sentences.push_back(std::move(*change));
            }
        }
        section.blocks.push_back(introduction(audit));
        section.blocks.push_back(BulletList{std::move(sentences)});
        section.blocks.push_back(qualityByGroup(audit));
        if (std::optional<Table> table = changeByGroup(audit)) {
            section.blocks.push_back(std::move(*table));
        }
    }
    return section;
}

} // namespace up5::report
