#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "jobs/probe_targets.h"
#include "report/figures.h"
#include "report/interval_chart.h"
#include "report/leak_map.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

const QString kAxisTitle = QStringLiteral("probe AUC on test users, 95 % interval");

std::optional<std::pair<double, double>> bandOf(const TargetFigures* figures) {
    if (figures == nullptr || !figures->null || std::isnan(figures->null->low)) {
        return std::nullopt;
    }
    return std::pair(figures->null->low, figures->null->high);
}

void addReferences(const ComparisonPoint& point, bool withCeiling, IntervalChart& chart) {
    chart.references.push_back({0.5, QStringLiteral("0.5: nothing read")});
    const TargetFigures* ceiling = point.figuresOf(jobs::kRawHistory);
    if (withCeiling && ceiling != nullptr && ceiling->auc) {
        chart.references.push_back(
            {ceiling->auc->value,
             QStringLiteral("raw history, no model %1").arg(ceiling->auc->value, 0, 'f', 3),
             Qt::DashDotLine});
    }
    if (point.bestPossibleAuc) {
        chart.references.push_back({*point.bestPossibleAuc,
                                    QStringLiteral("best possible %1").arg(*point.bestPossibleAuc, 0, 'f', 3),
                                    Qt::DotLine});
    }
}

bool hasHollow(const IntervalChart& chart) {
    return std::any_of(chart.rows.begin(), chart.rows.end(), [](const IntervalRow& row) {
        return std::any_of(row.marks.begin(), row.marks.end(),
                           [](const IntervalMark& mark) { return mark.fill == Fill::Hollow; });
    });
}

bool hasBand(const IntervalChart& chart) {
    return std::any_of(chart.rows.begin(), chart.rows.end(),
                       [](const IntervalRow& row) { return row.band.has_value(); });
}

std::string readingOf(const std::optional<metrics::Estimate>& auc, bool collapsed) {
    return areaCell(auc).text + (collapsed ? " (probe collapsed)" : "");
}

void addMark(const std::optional<metrics::Estimate>& auc, bool collapsed, Shape shape, const QColor& colour,
             IntervalRow& row) {
    if (auc) {
        row.marks.push_back({*auc, shape, colour, collapsed ? Fill::Hollow : Fill::Solid});
    }
}

/// "user span: mlp7" for a headline, "logistic" for another probe of the same target.
QString rowLabel(const std::string& target, const std::string& method, bool headline) {
    const std::string name = methodTitle(method);
    return QString::fromStdString(!headline        ? name
                                  : method.empty() ? targetTitle(target)
                                                   : targetTitle(target) + ": " + name);
}

void addTargetRows(const ComparisonPoint& point, const TargetFigures& target, IntervalChart& chart) {
    const bool ceiling = target.target == jobs::kRawHistory;
    bool first = true;
    const auto add = [&](const std::string& method, const metrics::Estimate& auc, bool headline,
                         bool collapsed) {
        const bool strongest = headline && point.aucStrongest && point.strongestTarget == target.target &&
                               point.strongestMethod == method;
        IntervalRow row{rowLabel(target.target, method, headline)};
        row.marks.push_back({auc, strongest ? Shape::Diamond : Shape::Circle,
                             strongest ? okabe::kVermillion
                             : ceiling ? ink::kMuted
                                       : okabe::kBlue,
                             headline && !collapsed ? Fill::Solid : Fill::Hollow});
        row.band = bandOf(&target);
        row.startsGroup = first;
        chart.rows.push_back(std::move(row));
        first = false;
    };
    if (target.auc) {
        add(target.method, *target.auc, true, target.collapsed);
    }
    for (const ProbeFigure& figure : point.probes) {
        if (figure.target == target.target && figure.probe != target.method) {
            add(figure.probe, figure.estimate, false, figure.collapsed);
        }
    }
}

} // namespace

std::optional<Figure> leakFigure(const Audit& audit) {
    IntervalChart chart;
    chart.axisTitle = kAxisTitle;
    const bool hasStrongest = headlineChoice(audit.points) == AucChoice::Strongest;
    chart.rowHeight = hasStrongest ? 44 : 34;
    const ComparisonPoint* last = nullptr;
    std::string description;
    for (const ComparisonPoint& point : audit.points) {
        if (!point.auc && !point.aucAllTokens && !point.aucStrongest) {
            continue;
        }
        const std::string label = fmt::format("{}, seed {}", point.label, point.seed);
        IntervalRow row{QString::fromStdString(label)};
        addMark(point.aucStrongest, point.collapsedStrongest, Shape::Diamond, okabe::kGreen, row);
        addMark(point.auc, point.collapsed, Shape::Circle, okabe::kBlue, row);
        addMark(point.aucAllTokens, point.collapsedAllTokens, Shape::Triangle, okabe::kVermillion, row);
        row.band = bandOf(point.figuresOf(point.strongestTarget));
        chart.rows.push_back(std::move(row));
        last = &point;
        description += fmt::format(
            "{}{}: {}{} on the {}, {} on all tokens", description.empty() ? "" : "; ", label,
            point.aucStrongest ? areaText(point.aucStrongest->value) + " for the strongest probe, " : "",
            readingOf(point.auc, point.collapsed), point.baseline ? "user vector" : "user span",
            readingOf(point.aucAllTokens, point.collapsedAllTokens));
    }
    if (chart.rows.empty()) {
        return std::nullopt;
    }
    addReferences(*last, false, chart);
    if (hasStrongest) {
        chart.legend.push_back({QStringLiteral("strongest probe"), okabe::kGreen, Shape::Diamond});
    }
    chart.legend.push_back(
        {QString::fromStdString(userSpanTitle(audit.points)), okabe::kBlue, Shape::Circle});
    chart.legend.push_back({QStringLiteral("all tokens"), okabe::kVermillion, Shape::Triangle});
    if (hasHollow(chart)) {
        chart.legend.push_back(
            {QStringLiteral("hollow: probe collapsed"), ink::kMuted, Shape::Circle, Fill::Hollow});
    }
    if (hasBand(chart)) {
        chart.legend.push_back(
            {QStringLiteral("shuffled labels, 95 %"), {}, Shape::Circle, Fill::Solid, true});
    }
    return intervalFigure(std::move(chart),
                          fmt::format("Leak of {} before and after treatment", audit.attribute),
                          "Probe AUC of each model. " + description + ".");
}

std::optional<Figure> leakPanelFigure(const ComparisonPoint& point) {
    if (point.targets.size() < 3) { // two representations stand in the figure of all models already
        return std::nullopt;
    }
    IntervalChart chart;
    chart.axisTitle = kAxisTitle;
    chart.rowHeight = 20;
    for (const TargetFigures& target : point.targets) {
        addTargetRows(point, target, chart);
    }
    addReferences(point, true, chart);
    chart.legend = {{QStringLiteral("strongest of all"), okabe::kVermillion, Shape::Diamond},
                    {QStringLiteral("chosen for its target"), okabe::kBlue, Shape::Circle},
                    {QStringLiteral("other or collapsed"), okabe::kBlue, Shape::Circle, Fill::Hollow}};
    if (hasBand(chart)) {
        chart.legend.push_back(
            {QStringLiteral("shuffled labels, 95 %"), {}, Shape::Circle, Fill::Solid, true});
    }
    return intervalFigure(
        std::move(chart),
        fmt::format("Every probe of {}: {}, seed {}", point.attribute, point.label, point.seed),
        verdictSentence(leakVerdict(point)));
}

std::optional<Figure> attributeFigure(const std::vector<AttributeBar>& bars) {
    if (bars.empty()) {
        return std::nullopt;
    }
    IntervalChart chart;
    chart.axisTitle = QStringLiteral("AUC of untreated models, bars from 0.5");
    std::string description, attribute;
    bool hasPublished = false;
    for (const AttributeBar& bar : bars) {
        hasPublished = hasPublished || bar.published;
        const std::string name =
            bar.published
                ? fmt::format("{}, paper{}", bar.name, bar.protocol.empty() ? "" : " (different protocol)")
                : bar.name;
        IntervalRow row{
            QString::fromStdString(attribute == bar.attribute ? name : bar.attribute + ": " + name)};
        row.marks.push_back({bar.auc, bar.published ? Shape::Square : Shape::Circle,
                             bar.published ? okabe::kOrange : okabe::kBlue,
                             bar.published && !bar.protocol.empty() ? Fill::Hollow : Fill::Solid, true});
        row.startsGroup = attribute != bar.attribute;
        attribute = bar.attribute;
        chart.rows.push_back(std::move(row));
        description += fmt::format("{}{}, {}: {}", description.empty() ? "" : "; ", bar.attribute, name,
                                   areaText(bar.auc.value));
    }
    chart.references.push_back({0.5, QStringLiteral("0.5: nothing read")});
    chart.legend.push_back({QStringLiteral("measured here"), okabe::kBlue, Shape::Circle});
    if (hasPublished) {
        chart.legend.push_back({QStringLiteral("printed in the paper; hollow: different protocol"),
                                okabe::kOrange, Shape::Square});
    }
    return intervalFigure(std::move(chart), "What untreated models give away, by attribute",
                          description + ".");
}

} // namespace up5::report
