#include "ui/results/leak_content.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::ComparisonPoint;
using report::ProbeFigure;

namespace {

struct LeakText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Leak)
};

constexpr int kUserSpanColor = 0;  // blue
constexpr int kAllTokensColor = 1; // vermilion
constexpr double kSmallestSpan = 0.2;

QString probeName(const std::string& probe) {
    return probe == "logistic" ? LeakText::tr("logistic") : QString::fromStdString(probe);
}

QString spanName(bool allTokens) {
    return allTokens ? LeakText::tr("all tokens") : LeakText::tr("user span");
}

QString number(double value) {
    return QString::number(value, 'f', 3);
}

QString estimateText(const metrics::Estimate& estimate) {
    return std::isnan(estimate.low) || std::isnan(estimate.high)
               ? number(estimate.value)
               : u"%1 [%2, %3]"_s.arg(number(estimate.value), number(estimate.low), number(estimate.high));
}

/// The headline repeats the figures of the probe that was chosen.
bool isHeadline(const ProbeFigure& figure, const ComparisonPoint& point) {
    const auto& chosen = figure.allTokens ? point.aucAllTokens : point.auc;
    return chosen && chosen->value == figure.estimate.value;
}

std::vector<const ProbeFigure*> rowsOf(const ComparisonPoint& point) {
    std::vector<const ProbeFigure*> rows;
    for (const bool allTokens : {false, true}) {
        for (const ProbeFigure& figure : point.probes) {
            if (figure.allTokens == allTokens) {
                rows.push_back(&figure);
            }
        }
    }
    return rows;
}

ChartMark markOf(const ProbeFigure& figure, const ComparisonPoint& point, double y) {
    ChartMark mark;
    const bool headline = isHeadline(figure, point);
    mark.key = QString::fromStdString(figure.probe) + (figure.allTokens ? u"/all"_s : u"/span"_s);
    mark.x = figure.estimate.value;
    mark.y = y;
    if (!std::isnan(figure.estimate.low) && !std::isnan(figure.estimate.high)) {
        mark.xInterval = {figure.estimate.low, figure.estimate.high};
    }
    mark.color = figure.allTokens ? kAllTokensColor : kUserSpanColor;
    mark.shape = figure.allTokens ? MarkShape::Square : MarkShape::Circle;
    mark.hollow = !headline;
    mark.dimmed = figure.collapsed;
    mark.label = estimateText(figure.estimate);
    QStringList lines = {
        LeakText::tr("%1 probe, %2").arg(probeName(figure.probe), spanName(figure.allTokens)),
        LeakText::tr("AUC %1").arg(estimateText(figure.estimate)),
        LeakText::tr("%1 test users").arg(figure.estimate.n)};
    if (headline) {
        lines << LeakText::tr("headline: chosen on validation users");
    }
    if (figure.collapsed) {
        lines << LeakText::tr("collapsed: it predicts one class for nearly everyone, a low AUC says nothing");
    }
    mark.description = lines.join(u'\n');
    return mark;
}

/// The representation a verdict rests on: of those for which it holds, the one with the larger AUC.
bool restsOnAllTokens(const ComparisonPoint& point) {
    const report::Verdict verdict = point.verdict();
    const bool holdsForSpan = report::verdictOf(point.auc, point.collapsed) == verdict;
    const bool holdsForAll = report::verdictOf(point.aucAllTokens, point.collapsedAllTokens) == verdict;
    return holdsForAll && (!holdsForSpan || point.aucAllTokens->value > point.auc->value);
}

} // namespace

QString verdictSentence(const ComparisonPoint& point) {
    const QString attribute = QString::fromStdString(point.attribute);
    const report::Verdict verdict = point.verdict();
    if (verdict == report::Verdict::Inconclusive) {
        return point.collapsed || point.collapsedAllTokens
                   ? LeakText::tr("Inconclusive: a probe of %1 collapsed, it predicts one class for nearly "
                                  "everyone. That is no sign that nothing leaks.")
                         .arg(attribute)
                   : LeakText::tr(
                         "Inconclusive: %1 was not measured with an interval on both the user span and all "
                         "tokens.")
                         .arg(attribute);
    }
    const bool allTokens = restsOnAllTokens(point);
    const metrics::Estimate& auc = allTokens ? *point.aucAllTokens : *point.auc;
    if (verdict == report::Verdict::LeakFound) {
        const QString sentence =
            LeakText::tr("Leak found: the strongest probe (%2) reads %1 with AUC %3; guessing gives 0.5.")
                .arg(attribute, spanName(allTokens), estimateText(auc));
        return (allTokens ? point.collapsedAllTokens : point.collapsed)
                   ? sentence + u' ' +
                         LeakText::tr("It predicts one class for nearly everyone, as a sound probe may where "
                                      "the other is rare; the order of its scores still tells them apart.")
                   : sentence;
    }
    return LeakText::
        tr("No leak found by these probes: the strongest one reads %1 with AUC %2. Up to %3 cannot be ruled "
           "out with %4 test users.")
            .arg(attribute, estimateText(auc), number(auc.high), QString::number(auc.n));
}

ChartContent leakContent(const ComparisonPoint& point) {
    ChartContent content;
    const std::vector<const ProbeFigure*> rows = rowsOf(point);
    std::vector<double> xs = {0.5};
    bool hasOther = false, hasCollapsed = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        content.marks.push_back(markOf(*rows[i], point, static_cast<double>(rows.size() - 1 - i)));
        const ChartMark& mark = content.marks.back();
        xs.push_back(mark.x);
        if (mark.xInterval) {
            xs.insert(xs.end(), {mark.xInterval->low, mark.xInterval->high});
        }
        hasOther = hasOther || mark.hollow;
        hasCollapsed = hasCollapsed || rows[i]->collapsed;
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        content.y.categories.push_back(
            u"%1, %2"_s.arg(probeName((*row)->probe), spanName((*row)->allTokens)));
    }
    content.lines.push_back({ReferenceLine::Along::X, 0.5, LeakText::tr("guessing")});
    if (point.bestPossibleAuc) {
        content.lines.push_back({ReferenceLine::Along::X, *point.bestPossibleAuc,
                                 LeakText::tr("best possible from the history")});
        xs.push_back(*point.bestPossibleAuc);
    }
    content.x = {LeakText::tr("Probe AUC of %1").arg(QString::fromStdString(point.attribute)),
                 axisRange(xs, kSmallestSpan, 0, 1)};
    // Room under the last row for the names of the lines.
    content.y.range = {-1.1, static_cast<double>(rows.size()) - 0.4, 1};
    content.legend = {
        {LeakText::tr("headline, chosen on validation users"), -1, MarkShape::Circle, false, false, false}};
    if (hasOther) {
        content.legend.push_back({LeakText::tr("other probe"), -1, MarkShape::Circle, true, false, false});
    }
    if (hasCollapsed) {
        content.legend.push_back({LeakText::tr("probe collapsed"), -1, MarkShape::Circle, true, true, false});
    }
    content.summary = verdictSentence(point);
    content.emptyText = LeakText::tr("Not probed yet.");
    return content;
}

} // namespace up5::ui
