#include "ui/results/group_content.h"

#include <cmath>
#include <limits>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "report/definitions.h"
#include "ui/results/estimate_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::GroupFigures;
using report::GroupMean;
using report::RankingMetric;

namespace {

struct GroupText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Groups)
};

constexpr int kGroupColor = 0;     // blue
constexpr int kReferenceColor = 2; // bluish green
constexpr double kClear = 0.05;    // level of the tests

bool isPercent(const RankingMetric& metric) {
    return metric.name == "hit@k";
}

double shown(const RankingMetric& metric, double value) {
    return isPercent(metric) ? 100 * value : value;
}

int decimalsOf(const RankingMetric& metric) {
    return isPercent(metric) ? 1 : 3;
}

QString pText(double p) {
    return p < 0.001 ? u"< 0.001"_s : QString::number(p, 'f', 3);
}

ChartMark markOf(const GroupMean& group, const GroupFigures& figures, const RankingMetric& metric,
                 GroupView view, double y) {
    const bool isSigned = view == GroupView::Change;
    ChartMark mark;
    mark.key = QString::fromStdString(group.group);
    mark.x = shown(metric, group.mean.value);
    mark.y = y;
    if (std::isfinite(group.mean.low) && std::isfinite(group.mean.high)) {
        mark.xInterval = {shown(metric, group.mean.low), shown(metric, group.mean.high)};
    }
    const bool isReference = group.group == figures.reference;
    mark.color = isReference ? kReferenceColor : kGroupColor;
    mark.shape = isReference ? MarkShape::Diamond : MarkShape::Circle;
    mark.dimmed = group.small;
    mark.hollow = group.small;
    mark.label = groupNumber(metric, group.mean.value, isSigned);
    QStringList lines = {mark.key,
                         u"%1 %2"_s.arg(isSigned ? GroupText::tr("Change of %1").arg(groupFigureTitle(metric))
                                                 : groupFigureTitle(metric),
                                        groupEstimate(metric, group.mean, isSigned)),
                         GroupText::tr("users: %1").arg(group.mean.n)};
    if (isReference) {
        lines << GroupText::tr("reference group");
    }
    if (group.small) {
        lines << GroupText::tr("fewer than %1 users: in no gap and no comparison").arg(report::kFewestUsers);
    }
    mark.description = lines.join(u'\n');
    return mark;
}

QString countsSentence(const GroupFigures& figures) {
    QString text;
    if (!figures.against.empty()) {
        text +=
            u' ' + GroupText::tr("Comparisons with the reference group: %1; p is adjusted for all (Holm).")
                       .arg(figures.against.size());
    }
    if (figures.unknown > 0) {
        text += u' ' + GroupText::tr("Users without a known value, left out: %1.").arg(figures.unknown);
    }
    return text;
}

QString qualitySentence(const GroupFigures& figures, const RankingMetric& metric) {
    if (!figures.gap) {
        return GroupText::tr("No gap can be told: fewer than two groups have %1 users.")
            .arg(report::kFewestUsers);
    }
    const QString gap =
        GroupText::tr("%1 is lowest for %2 and highest for %3, a gap of %4")
            .arg(groupFigureTitle(metric), QString::fromStdString(figures.gap->worst),
                 QString::fromStdString(figures.gap->best), groupEstimate(metric, figures.gap->gap, false));
    return (figures.gap->p < kClear
                ? GroupText::tr("%1: more than chance gives (p %2).")
                : GroupText::tr("%1: no more than chance may give between groups as these (p %2)."))
        .arg(gap, pText(figures.gap->p));
}

QString changeSentence(const GroupFigures& change, const RankingMetric& metric) {
    if (!change.gap) {
        return GroupText::tr("Who pays cannot be told: fewer than two groups have %1 users.")
            .arg(report::kFewestUsers);
    }
    const auto changeOf = [&](const std::string& group) {
        return u"%1 (%2)"_s.arg(QString::fromStdString(group),
                                groupEstimate(metric, change.find(group)->mean, true));
    };
    const QString text =
        GroupText::tr(
            "Against the untreated model %1 changes least favourably for %2 and most favourably for "
            "%3")
            .arg(groupFigureTitle(metric), changeOf(change.gap->worst), changeOf(change.gap->best));
    return (change.gap->p < kClear ? GroupText::tr("%1: the groups do not pay alike (p %2).")
                                   : GroupText::tr("%1: that all pay alike is not ruled out (p %2)."))
        .arg(text, pText(change.gap->p));
}

} // namespace

QString groupFigureTitle(const RankingMetric& metric) {
    return QString::fromStdString(report::metricTitle(metric.name, metric.k));
}

QString groupNumber(const RankingMetric& metric, double value, bool isSigned) {
    return decimalText(shown(metric, value), decimalsOf(metric), isSigned);
}

QString groupEstimate(const RankingMetric& metric, const metrics::Estimate& estimate, bool isSigned) {
    return estimateText({shown(metric, estimate.value), shown(metric, estimate.low),
                         shown(metric, estimate.high), estimate.n},
                        decimalsOf(metric), isSigned);
}

ChartContent groupContent(const report::ModelGroups& model, const RankingMetric& metric, GroupView view) {
    ChartContent content;
    const bool isChange = view == GroupView::Change;
    content.emptyText = isChange
                            ? GroupText::tr("There is no change to show: this is the untreated model, or "
                                            "none was evaluated beside it.")
                            : GroupText::tr("No user of this run has a known value.");
    if (isChange && !model.change) {
        content.summary = content.emptyText;
        return content;
    }
    const GroupFigures& figures = isChange ? *model.change : model.figures;
    std::vector<double> xs;
    bool hasSmall = false;
    for (std::size_t i = 0; i < figures.groups.size(); ++i) {
        const auto y = static_cast<double>(figures.groups.size() - 1 - i);
        content.marks.push_back(markOf(figures.groups[i], figures, metric, view, y));
        const ChartMark& mark = content.marks.back();
        xs.push_back(mark.x);
        if (mark.xInterval) {
            xs.insert(xs.end(), {mark.xInterval->low, mark.xInterval->high});
        }
        hasSmall = hasSmall || figures.groups[i].small;
    }
    for (auto group = figures.groups.rbegin(); group != figures.groups.rend(); ++group) {
        content.y.categories.push_back(
            u"%1, n = %2"_s.arg(QString::fromStdString(group->group), QString::number(group->mean.n)));
    }
    const double scale = shown(metric, 1);
    content.lines.push_back({ReferenceLine::Along::X, isChange ? 0 : shown(metric, figures.all.value),
                             isChange ? GroupText::tr("no change") : GroupText::tr("all users")});
    xs.push_back(content.lines.front().value);
    const QString unit = isPercent(metric) ? (isChange ? GroupText::tr(", points") : u", %"_s) : QString();
    content.x = {
        (isChange ? GroupText::tr("Change of %1").arg(groupFigureTitle(metric)) : groupFigureTitle(metric)) +
            unit,
        axisRange(xs, 0.05 * scale, isChange ? -scale : 0, scale)};
    // Room under the last row for the name of the line.
    content.y.range = {-1.1, static_cast<double>(figures.groups.size()) - 0.4, 1};
    content.legend = {{GroupText::tr("group, with 95 % interval"), kGroupColor}};
    if (!figures.reference.empty()) {
        content.legend.push_back({GroupText::tr("reference group"), kReferenceColor, MarkShape::Diamond});
    }
    if (hasSmall) {
        content.legend.push_back({GroupText::tr("fewer than %1 users").arg(report::kFewestUsers), kGroupColor,
                                  MarkShape::Circle, true, true});
    }
    content.summary = (isChange ? changeSentence(figures, metric) : qualitySentence(figures, metric)) +
                      countsSentence(figures);
    return content;
}

} // namespace up5::ui
