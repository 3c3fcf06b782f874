#include "ui/results/mitigate_content.h"

#include <algorithm>

#include <QtCore/QCoreApplication>

#include "report/trade_off_estimate.h"

namespace up5::ui {

using report::ComparisonRow;
using report::Family;

namespace {

struct MitigateText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Mitigate)
};

QString lambdaText(double lambda) {
    return QString::number(lambda, 'g', 4);
}

QString sentenceOf(const std::optional<report::TradeOffEstimate>& estimate, const TradeOffChoice& choice,
                   const MitigatePoint& chosen) {
    const QString point =
        MitigateText::tr("λ = %1, n = %2").arg(lambdaText(chosen.lambda)).arg(chosen.prefixLength);
    if (!estimate) {
        return MitigateText::tr(
                   "%1: not measured with these settings, and there is no estimate, because λ does not lie "
                   "between two values measured with them at this prefix length.")
            .arg(point);
    }
    const int decimals = choice.figure.name == "hit@k" ? 1 : 3;
    const auto shown = [&](double value) {
        return QString::number(shownFigure(choice.figure, value), 'f', decimals);
    };
    const auto auc = [](double value) { return QString::number(value, 'f', 3); };
    const QString figures =
        MitigateText::tr("AUC %1 [%2, %3], %4 %5 [%6, %7]")
            .arg(auc(estimate->auc.value), auc(estimate->auc.low), auc(estimate->auc.high),
                 figureTitle(choice.figure), shown(estimate->figure.value), shown(estimate->figure.low),
                 shown(estimate->figure.high));
    QString sentence =
        estimate->measured
            ? MitigateText::tr("%1: measured on %2, %3.").arg(point, splitName(choice.split), figures)
            : MitigateText::tr("%1: estimate for %2, %3, interpolated between λ = %4 and λ = %5.")
                  .arg(point, splitName(choice.split), figures, lambdaText(estimate->below),
                       lambdaText(estimate->above));
    if (estimate->collapsed) {
        sentence += u' ' + MitigateText::tr("A probe collapsed: a low AUC says nothing about the leak.");
    }
    return sentence;
}

bool isSweep(const MitigatePoint& chosen) {
    return !chosen.sweptLambdas.empty();
}

/// What is known at the points of a sweep, as a line for each of its lengths, and in a sentence.
void addSweep(const std::vector<report::ComparisonPoint>& points, const TradeOffChoice& choice,
              const MitigatePoint& chosen, ChartContent& content) {
    int measured = 0, estimated = 0;
    for (const int length : chosen.sweptLengths) {
        const auto known = report::measuredLambdas(points, chosen.prompt, length, choice.figure, choice.auc);
        ChartPath range;
        range.emphasised = true;
        for (const double lambda : chosen.sweptLambdas) {
            if (const auto estimate = report::estimateAt(known, lambda)) {
                range.points.emplace_back(estimate->auc.value,
                                          shownFigure(choice.figure, estimate->figure.value));
                ++(estimate->measured ? measured : estimated);
            }
        }
        content.paths.push_back(std::move(range));
    }
    const auto total = chosen.sweptLambdas.size() * chosen.sweptLengths.size();
    content.summary =
        chosen.isSearch
            ? MitigateText::tr("Search within λ from %1 to %2, n from %3 to %4.")
                  .arg(lambdaText(chosen.sweptLambdas.front()), lambdaText(chosen.sweptLambdas.back()),
                       QString::number(chosen.sweptLengths.front()),
                       QString::number(chosen.sweptLengths.back()))
            : MitigateText::tr(
                  "Sweep of %1 points: λ from %2 to %3, n from %4 to %5. Measured: %6, estimated: %7.")
                  .arg(QString::number(total), lambdaText(chosen.sweptLambdas.front()),
                       lambdaText(chosen.sweptLambdas.back()), QString::number(chosen.sweptLengths.front()),
                       QString::number(chosen.sweptLengths.back()), QString::number(measured),
                       QString::number(estimated));
    if (measured + estimated > 0) {
        content.legend.push_back(
            {MitigateText::tr("range of the sweep"), 0, MarkShape::Circle, false, false, true});
    }
}

} // namespace

ChartContent mitigateContent(const std::vector<report::ComparisonPoint>& points, const TradeOffChoice& choice,
                             const MitigatePoint& chosen) {
    const std::vector<ComparisonRow> rows = report::comparisonRows(points, report::RowGrouping::Settings);
    ChartContent content = tradeOffContent(rows, choice);
    bool hasOthers = false;
    for (ChartMark& mark : content.marks) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const ComparisonRow& r) {
            return QString::fromStdString(r.key) == mark.key;
        });
        const std::vector<int> lengths =
            isSweep(chosen) ? chosen.sweptLengths : std::vector{chosen.prefixLength};
        const bool hasLength = std::find(lengths.begin(), lengths.end(), row->prefixLength) != lengths.end();
        mark.dimmed =
            row->family != Family::Untreated && !(hasLength && report::isWanted(*row, chosen.prompt));
        hasOthers = hasOthers || mark.dimmed;
    }
    std::erase_if(content.legend, [](const LegendEntry& entry) { return entry.dimmed || entry.isLine; });
    if (hasOthers) {
        content.legend.push_back(
            {MitigateText::tr("other settings or length"), -1, MarkShape::Circle, false, true, false});
    }

    const auto measured =
        report::measuredLambdas(points, chosen.prompt, chosen.prefixLength, choice.figure, choice.auc);
    ChartPath path;
    path.dashed = true;
    for (const report::MeasuredLambda& entry : measured) {
        path.points.emplace_back(entry.auc.value, shownFigure(choice.figure, entry.figure.value));
    }
    content.paths = {path};
    const auto estimate = report::estimateAt(measured, chosen.lambda);
    content.summary = sentenceOf(estimate, choice, chosen);
    if (isSweep(chosen)) {
        addSweep(points, choice, chosen, content);
    } else if (estimate) {
        const auto shown = [&](double value) { return shownFigure(choice.figure, value); };
        content.estimate =
            ChartEstimate{{estimate->auc.value, shown(estimate->figure.value)},
                          {estimate->auc.low, estimate->auc.high},
                          {shown(estimate->figure.low), shown(estimate->figure.high)},
                          estimate->measured ? MitigateText::tr("measured") : MitigateText::tr("estimate"),
                          estimate->measured};
    }
    content.emptyText =
        points.empty()
            ? MitigateText::tr("Nothing measured for this backbone and attribute yet. Train a point: the "
                               "untreated model, the λ = 0 control and a random prompt are measured with it.")
            : MitigateText::tr("The runs of this backbone and attribute hold no %1 of validation users, by "
                               "which settings are to be chosen. Compare shows their test figures.")
                  .arg(figureTitle(choice.figure).section(u',', 0, 0));
    return content;
}

} // namespace up5::ui
