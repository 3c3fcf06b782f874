#include "ui/results/leak_content.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "jobs/probe_targets.h"
#include "ui/results/estimate_text.h"
#include "ui/results/probe_words.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::ComparisonPoint;
using report::ProbeFigure;
using report::TargetFigures;

namespace {

struct LeakText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Leak)
};

constexpr int kProbeColor = 0;     // blue
constexpr int kStrongestColor = 1; // vermilion
constexpr int kNeutralColor = -1;
constexpr double kLeakSmallestSpan = 0.2;
constexpr double kLineRow = 0.85;   // rows of room under the last one for the name of each line
constexpr double kSameBand = 0.005; // bands whose ends differ by less are drawn as one
constexpr double kHalfRow = 0.42;
constexpr std::size_t kLabelledRows = 12; // with more, only headlines carry their figures: others would be
                                          // written over whiskers

/// One probe as a row of the panel.
struct Row {
    const TargetFigures* target = nullptr;
    std::string method;
    metrics::Estimate auc;
    std::optional<metrics::Estimate> hard;
    bool headline = false, strongest = false, collapsed = false;
};

/// What a run stored of each target; runs of older versions have the two representations only.
std::vector<TargetFigures> targetsOf(const ComparisonPoint& point) {
    if (!point.targets.empty()) {
        return point.targets;
    }
    std::vector<TargetFigures> targets;
    for (const auto& [key, auc, collapsed] :
         {std::tuple("user_span", &point.auc, point.collapsed),
          std::tuple("all_tokens", &point.aucAllTokens, point.collapsedAllTokens)}) {
        if (*auc) {
            targets.push_back({key, {}, *auc, collapsed});
            for (const ProbeFigure& figure : point.probes) {
                if (figure.target == key && figure.estimate.value == (*auc)->value) {
                    targets.back().method = figure.probe;
                }
            }
        }
    }
    return targets;
}

std::vector<Row> rowsOf(const ComparisonPoint& point, const std::vector<TargetFigures>& targets,
                        const std::set<std::string>& expanded) {
    std::vector<Row> rows;
    for (const TargetFigures& target : targets) {
        if (target.auc) {
            const bool strongest = point.aucStrongest && point.strongestTarget == target.target &&
                                   point.strongestMethod == target.method;
            rows.push_back(
                {&target, target.method, *target.auc, target.hard, true, strongest, target.collapsed});
        }
        for (const ProbeFigure& figure : point.probes) {
            const bool isHeadline = target.auc && figure.probe == target.method;
            if (figure.target == target.target && !isHeadline &&
                (expanded.count(target.target) || !target.auc)) {
                rows.push_back(
                    {&target, figure.probe, figure.estimate, figure.hard, false, false, figure.collapsed});
            }
        }
    }
    return rows;
}

QString rowName(const Row& row) {
    const QString method = methodName(row.method);
    if (!row.headline) {
        return method;
    }
    return row.method.empty() ? targetName(row.target->target)
                              : u"%1: %2"_s.arg(targetName(row.target->target), method);
}

QString descriptionOf(const Row& row, bool canExpand) {
    QStringList lines = {
        LeakText::tr("%1 probe on: %2").arg(methodName(row.method), targetName(row.target->target)),
        targetMeaning(row.target->target), LeakText::tr("AUC %1").arg(estimateText(row.auc)),
        LeakText::tr("%1 test users").arg(row.auc.n)};
    if (row.hard) {
        lines << LeakText::tr("AUC of the answered words alone: %1").arg(estimateText(*row.hard));
    }
    if (row.strongest) {
        lines << LeakText::tr("headline: strongest of all, chosen on validation users");
    } else if (row.headline) {
        lines << LeakText::tr("strongest on this target, chosen on validation users");
    }
    if (row.headline && row.target->null) {
        lines << LeakText::tr("shuffled labels: %1").arg(estimateText(*row.target->null));
    }
    if (row.headline && row.target->pValue) {
        lines << LeakText::tr("p = %1 (%2 shuffles of the labels)")
                     .arg(QString::number(row.target->pValue->value, 'g', 2),
                          QString::number(row.target->pValue->n));
    }
    if (row.headline && row.target->detectable) {
        lines << LeakText::tr("smallest detectable AUC: %1").arg(*row.target->detectable, 0, 'f', 3);
    }
    if (row.collapsed) {
        lines << LeakText::tr(
            "collapsed: its scores hardly differ or it never beat the class shares; a low AUC "
            "says nothing");
    }
    if (canExpand) {
        lines << LeakText::tr("Enter or double click shows or hides the other probes");
    }
    lines.removeAll(QString());
    return lines.join(u'\n');
}

ChartMark markOf(const Row& row, double y, bool canExpand) {
    ChartMark mark;
    mark.key = QString::fromStdString(row.target->target + "/" + row.method);
    mark.x = row.auc.value;
    mark.y = y;
    if (!std::isnan(row.auc.low) && !std::isnan(row.auc.high)) {
        mark.xInterval = {row.auc.low, row.auc.high};
    }
    mark.color = row.strongest                             ? kStrongestColor
                 : row.target->target == jobs::kRawHistory ? kNeutralColor
                                                           : kProbeColor;
    mark.shape = row.strongest ? MarkShape::Diamond : MarkShape::Circle;
    mark.hollow = !row.headline;
    mark.dimmed = row.collapsed;
    mark.label = estimateText(row.auc);
    mark.description = descriptionOf(row, canExpand);
    return mark;
}

/// One band over all rows where the targets agree, else one beside the rows of each.
std::vector<ChartBand> bandsOf(const std::vector<Row>& rows) {
    std::vector<ChartBand> bands;
    bool agree = true;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& null = rows[i].target->null;
        if (!null || std::isnan(null->low) || std::isnan(null->high)) {
            agree = false;
            continue;
        }
        const double y = static_cast<double>(rows.size() - 1 - i);
        bands.push_back({{null->low, null->high}, Interval{y - kHalfRow, y + kHalfRow}});
        agree = agree && std::abs(null->low - bands.front().x.low) < kSameBand &&
                std::abs(null->high - bands.front().x.high) < kSameBand;
    }
    if (agree && !bands.empty()) {
        Interval all = bands.front().x;
        for (const ChartBand& band : bands) {
            all = {std::min(all.low, band.x.low), std::max(all.high, band.x.high)};
        }
        bands = {{all, std::nullopt}};
    }
    return bands;
}

std::vector<ReferenceLine> linesOf(const ComparisonPoint& point, const std::vector<TargetFigures>& targets) {
    std::vector<ReferenceLine> lines = {{ReferenceLine::Along::X, 0.5, LeakText::tr("guessing")}};
    for (const TargetFigures& target : targets) {
        if (target.target == jobs::kRawHistory && target.auc) {
            lines.push_back({ReferenceLine::Along::X, target.auc->value,
                             LeakText::tr("raw history %1").arg(target.auc->value, 0, 'f', 3)});
        }
    }
    if (point.bestPossibleAuc) {
        lines.push_back({ReferenceLine::Along::X, *point.bestPossibleAuc,
                         LeakText::tr("best possible %1").arg(*point.bestPossibleAuc, 0, 'f', 3)});
    }
    return lines;
}

std::vector<LegendEntry> legendOf(const std::vector<Row>& rows, bool hasBand) {
    std::vector<LegendEntry> legend;
    const auto some = [&](auto fits) { return std::any_of(rows.begin(), rows.end(), fits); };
    if (some([](const Row& row) { return row.strongest; })) {
        legend.push_back({LeakText::tr("strongest of all"), kStrongestColor, MarkShape::Diamond});
    }
    legend.push_back({LeakText::tr("strongest on its target"), kProbeColor});
    if (some([](const Row& row) { return !row.headline; })) {
        legend.push_back({LeakText::tr("other probe"), kProbeColor, MarkShape::Circle, true});
    }
    if (some([](const Row& row) { return row.collapsed; })) {
        legend.push_back({LeakText::tr("probe collapsed"), kNeutralColor, MarkShape::Circle, true, true});
    }
    if (hasBand) {
        LegendEntry band{LeakText::tr("shuffled labels, 95 %")};
        band.isBand = true;
        legend.push_back(band);
    }
    return legend;
}

bool hasMembers(const ComparisonPoint& point, const TargetFigures& target) {
    return std::any_of(point.probes.begin(), point.probes.end(), [&](const ProbeFigure& figure) {
        return figure.target == target.target && figure.probe != target.method;
    });
}

} // namespace

std::string targetOfKey(const QString& key) {
    return key.section(u'/', 0, 0).toStdString();
}

ChartContent leakContent(const ComparisonPoint& point, const std::set<std::string>& expanded) {
    const std::vector<TargetFigures> targets = targetsOf(point);
    const std::vector<Row> rows = rowsOf(point, targets, expanded);
    ChartContent content;
    std::vector<double> xs = {0.5};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        content.marks.push_back(
            markOf(rows[i], static_cast<double>(rows.size() - 1 - i), hasMembers(point, *rows[i].target)));
        ChartMark& mark = content.marks.back();
        if (rows.size() > kLabelledRows && !rows[i].headline) {
            mark.label.clear();
        }
        xs.push_back(mark.x);
        if (mark.xInterval) {
            xs.insert(xs.end(), {mark.xInterval->low, mark.xInterval->high});
        }
    }
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        content.y.categories.push_back(rowName(*row));
    }
    content.bands = bandsOf(rows);
    content.lines = linesOf(point, targets);
    for (const ReferenceLine& line : content.lines) {
        xs.push_back(line.value);
    }
    content.x = {LeakText::tr("Probe AUC of %1").arg(QString::fromStdString(point.attribute)),
                 axisRange(xs, kLeakSmallestSpan, 0, 1)};
    content.y.range = {-0.5 - kLineRow * static_cast<double>(content.lines.size()),
                       static_cast<double>(rows.size()) - 0.4, 1};
    content.legend = legendOf(rows, !content.bands.empty());
    content.summary = verdictSentence(point);
    content.emptyText = LeakText::tr("Not probed yet.");
    return content;
}

} // namespace up5::ui
