// "Groups": who gets the good recommendations, and who pays for a treatment.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/definitions.h"
#include "report/group_audit.h"
#include "report/numbers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

constexpr int kModelWidth = 18; // per cent of a table

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

Table qualityByGroup(const GroupAudit& audit) {
    Table table;
    table.caption = fmt::format("{}, {}: {} of the {} task by group, test users, worst group first",
                                audit.datasetName, audit.partition, figureName(audit), audit.question.task);
    table.columns = {
        {"Model", false, kModelWidth}, {"Group"},       {"Users", true},   {figureName(audit) + ", %", true},
        {"Difference, points", true},  {"Ratio", true}, {"p (Holm)", true}};
    for (const ModelGroups& model : audit.models) {
        const GroupFigures& figures = model.figures;
        bool first = true;
        for (const GroupMean& group : figures.groups) {
            TableRow row;
            row.cells = {first ? Cell{model.label, fmt::format("seed {}", model.seed), model.run} : Cell{},
                         {group.group},
                         {countText(group.mean.n)},
                         shareCell(&group.mean)};
            const auto found =
                std::find_if(figures.against.begin(), figures.against.end(),
                             [&](const GroupComparison& other) { return other.group == group.group; });
            if (found != figures.against.end()) {
                row.cells.insert(row.cells.end(), {pointsCell(found->difference), ratioCell(found->ratio),
                                                   Cell{pText(found->adjustedP)}});
            } else {
                row.cells.insert(row.cells.end(), {Cell{group.small                        ? "too few users"
                                                        : group.group == figures.reference ? "reference"
                                                                                           : "–"},
                                                   Cell{}, Cell{}});
            }
            table.rows.push_back(std::move(row));
            first = false;
        }
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
        {"Model", false, kModelWidth},           {"Group"},         {"Users", true}, {"Change, points", true},
        {"Against the reference, points", true}, {"p (Holm)", true}};
    for (const ModelGroups& model : audit.models) {
        if (!model.change) {
            continue;
        }
        bool first = true;
        for (const GroupMean& group : model.change->groups) {
            TableRow row;
            row.cells = {first ? Cell{model.label, fmt::format("seed {}", model.seed), model.run} : Cell{},
                         {group.group},
                         {countText(group.mean.n)},
                         pointsCell(group.mean)};
            const auto found =
                std::find_if(model.change->against.begin(), model.change->against.end(),
                             [&](const GroupComparison& other) { return other.group == group.group; });
            if (found != model.change->against.end()) {
                row.cells.push_back(pointsCell(found->difference));
                row.cells.push_back({pText(found->adjustedP)});
            } else {
                row.cells.push_back({group.small                              ? "too few users"
                                     : group.group == model.change->reference ? "reference"
                                                                              : "–"});
                row.cells.emplace_back();
            }
            table.rows.push_back(std::move(row));
            first = false;
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
        "(Holm), while the p of a gap is that of one model alone. Groups of fewer than {} users are listed, "
        "but in no gap and no comparison.",
        audit.datasetName, audit.partition, audit.comparisons, kFewestUsers);
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
