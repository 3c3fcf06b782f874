#include "ui/results/trade_off_content.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "report/pareto.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::ChartGroup;
using report::ComparisonRow;
using report::Family;
using report::FrontState;

namespace {

struct TradeOffText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::TradeOff)
};

constexpr double kSmallestAucSpan = 0.1; // less would make noise look like an effect
constexpr double kSmallestHitSpan = 5;   // points of per cent
constexpr double kSmallestOtherSpan = 0.05;
constexpr double kBelowFrame = 0.1; // of the axis: height of marks that belong below it

/// A row that has both figures of the choice.
struct PlottedRow {
    const ComparisonRow* row = nullptr;
    metrics::Estimate auc, figure;
    bool collapsed = false; ///< a probe behind this AUC did
};

std::vector<PlottedRow> plottedRows(const std::vector<ComparisonRow>& rows, const TradeOffChoice& choice) {
    std::vector<PlottedRow> plotted;
    for (const ComparisonRow& row : rows) {
        const auto& auc = report::aucOf(row, choice.auc);
        const metrics::Estimate* figure =
            row.rankingFigure(choice.figure.name, choice.figure.task, choice.figure.k);
        if (auc && figure) {
            plotted.push_back({&row, *auc, *figure, report::collapsedOf(row, choice.auc)});
        }
    }
    return plotted;
}

std::optional<Interval> intervalOf(const metrics::Estimate& estimate, const auto& shown) {
    if (std::isnan(estimate.low) || std::isnan(estimate.high)) {
        return std::nullopt;
    }
    return Interval{shown(estimate.low), shown(estimate.high)};
}

double smallestSpan(const report::FigureChoice& choice) {
    return choice.name == "hit@k" ? kSmallestHitSpan : kSmallestOtherSpan;
}

void collect(double value, const std::optional<Interval>& interval, std::vector<double>& values) {
    values.push_back(value);
    if (interval) {
        values.insert(values.end(), {interval->low, interval->high});
    }
}

ChartGroup groupOf(const ComparisonRow& row) {
    return report::chartGroup(row.family, row.baseline);
}

QString markLabel(const ComparisonRow& row, bool hasSeveralLengths) {
    if (row.baseline) {
        return QString::fromStdString(row.label).section(u',', 0, 0);
    }
    if (row.family == Family::Untreated) {
        return {};
    }
    QString label = row.family == Family::Random ? TradeOffText::tr("random")
                                                 : u"λ %1"_s.arg(QString::number(row.lambda, 'g', 4));
    if (hasSeveralLengths) {
        label += u", n %1"_s.arg(row.prefixLength);
    }
    if (row.treated != std::vector{row.attribute}) {
        QStringList hidden;
        for (const std::string& attribute : row.treated) {
            hidden << QString::fromStdString(attribute);
        }
        label += TradeOffText::tr(", hides %1").arg(hidden.join(u", "_s));
    }
    return label;
}

bool hasBaselines(const std::vector<PlottedRow>& plotted) {
    return std::ranges::any_of(plotted,
                               [](const PlottedRow& point) { return point.row->baseline.has_value(); });
}

/// A small shape within the marks, where the marks' own tell attributes apart and there are families beside
/// P5 and its prompts.
std::optional<MarkShape> innerShape(ChartGroup group, const std::vector<PlottedRow>& plotted,
                                    const std::vector<std::string>& attributes) {
    return attributes.size() > 1 && hasBaselines(plotted) ? std::optional(groupShape(group)) : std::nullopt;
}

std::vector<LegendEntry> legendOf(const std::vector<PlottedRow>& plotted,
                                  const std::vector<std::string>& attributes, bool hasDominated) {
    std::vector<LegendEntry> legend;
    for (const ChartGroup group : report::kChartGroups) {
        if (std::any_of(plotted.begin(), plotted.end(),
                        [&](const PlottedRow& p) { return groupOf(*p.row) == group; })) {
            // With several attributes the shapes tell these apart.
            const MarkShape shape = attributes.size() > 1 ? MarkShape::Circle : groupShape(group);
            legend.push_back({groupName(group), groupColor(group), shape, false, false, false, false,
                              innerShape(group, plotted, attributes)});
        }
    }
    if (attributes.size() > 1) {
        for (std::size_t i = 0; i < attributes.size(); ++i) {
            legend.push_back({QString::fromStdString(attributes[i]), -1,
                              static_cast<MarkShape>(i % kMarkShapes), true, false, false});
        }
    }
    if (std::ranges::any_of(plotted, [](const PlottedRow& p) { return p.row->family == Family::Fair; })) {
        legend.push_back({TradeOffText::tr("treated baseline"),
                          -1,
                          MarkShape::Circle,
                          true,
                          false,
                          false,
                          false,
                          {},
                          true});
    }
    if (plotted.size() > 1) {
        legend.push_back({TradeOffText::tr("Pareto front"), -1, MarkShape::Circle, false, false, true});
    }
    if (hasDominated) {
        legend.push_back({TradeOffText::tr("dominated"), -1, MarkShape::Circle, false, true, false});
    }
    if (std::any_of(plotted.begin(), plotted.end(), [](const PlottedRow& p) { return p.collapsed; })) {
        legend.push_back({TradeOffText::tr("probe collapsed"), -1, MarkShape::Circle, true, false, false});
    }
    return legend;
}

/// States of all rows, each against those of the same attribute: AUCs of different attributes do not compare.
std::vector<FrontState> frontStates(const std::vector<PlottedRow>& plotted,
                                    const std::vector<std::string>& attributes) {
    std::vector<FrontState> states(plotted.size());
    for (const std::string& attribute : attributes) {
        std::vector<std::size_t> members;
        std::vector<report::TradeOff> tradeOffs;
        for (std::size_t i = 0; i < plotted.size(); ++i) {
            if (plotted[i].row->attribute == attribute) {
                members.push_back(i);
                tradeOffs.push_back({plotted[i].auc, plotted[i].figure, plotted[i].collapsed});
            }
        }
        const std::vector<FrontState> found = report::paretoFront(tradeOffs);
        for (std::size_t i = 0; i < members.size(); ++i) {
            states[members[i]] = found[i];
        }
    }
    return states;
}

/// Through the marks, wherever they are drawn.
ChartPath frontPath(const std::vector<PlottedRow>& plotted, const std::vector<FrontState>& states,
                    const std::string& attribute, const std::vector<ChartMark>& marks) {
    ChartPath path;
    path.stepped = true;
    path.color = -1;
    for (std::size_t i = 0; i < plotted.size(); ++i) {
        if (states[i] == FrontState::Front && plotted[i].row->attribute == attribute) {
            path.points.emplace_back(marks[i].x, marks[i].y);
        }
    }
    std::sort(path.points.begin(), path.points.end(), [](const QPointF& a, const QPointF& b) {
        return std::pair(a.x(), a.y()) < std::pair(b.x(), b.y());
    });
    return path;
}

/// For each row whether its figure is drawn at the frame's lower edge.
std::vector<bool> rowsBelowFrame(const std::vector<PlottedRow>& plotted, const auto& shown, double least) {
    std::vector<report::ChartValue> values;
    for (const PlottedRow& point : plotted) {
        values.push_back({groupOf(*point.row), shown(point.figure.value), shown(point.figure.low),
                          shown(point.figure.high)});
    }
    return report::belowFrame(values, least);
}

QString summaryOf(const std::vector<PlottedRow>& plotted, const std::vector<FrontState>& states,
                  const TradeOffChoice& choice, const auto& shown, int decimals) {
    if (plotted.empty()) {
        return TradeOffText::tr("No measured model matches the filters.");
    }
    // A collapsed probe's AUC is no measure of how little leaks.
    const auto least =
        std::min_element(plotted.begin(), plotted.end(), [](const PlottedRow& a, const PlottedRow& b) {
            return std::pair(a.collapsed, a.auc.value) < std::pair(b.collapsed, b.auc.value);
        });
    const auto best =
        std::max_element(plotted.begin(), plotted.end(), [](const PlottedRow& a, const PlottedRow& b) {
            return a.figure.value < b.figure.value;
        });
    const auto onFront = std::count(states.begin(), states.end(), FrontState::Front);
    const auto describe = [&](const PlottedRow& point) {
        return TradeOffText::tr("%1 (AUC %2, %3 %4)")
            .arg(QString::fromStdString(point.row->label), QString::number(point.auc.value, 'f', 3),
                 figureTitle(choice.figure), QString::number(shown(point.figure.value), 'f', decimals));
    };
    const QString summary =
        TradeOffText::tr("Figures of %1. Models compared: %2, on the Pareto front: %3; least leak: %4; "
                         "best recommendations: %5.")
            .arg(splitName(choice.split), QString::number(plotted.size()), QString::number(onFront),
                 least->collapsed ? TradeOffText::tr("not known, every probe collapsed") : describe(*least),
                 describe(*best));
    const bool someCollapsed = !least->collapsed && std::ranges::any_of(plotted, &PlottedRow::collapsed);
    return someCollapsed
               ? summary + u' ' +
                     TradeOffText::tr("Models whose probe collapsed count neither for the front nor "
                                      "for the least leak.")
               : summary;
}

} // namespace

void fitAxes(ChartContent& content, const report::FigureChoice& choice) {
    std::vector<double> xs = {0.5}, ys;
    for (const ChartMark& mark : content.marks) {
        collect(mark.x, mark.xInterval, xs);
        if (!mark.belowFrame) {
            collect(mark.y, mark.yInterval, ys);
        }
    }
    content.x.range = axisRange(xs, kSmallestAucSpan, 0, 1);
    content.y.range = axisRange(ys, smallestSpan(choice), 0, choice.name == "hit@k" ? 100 : 1);
    for (ChartMark& mark : content.marks) {
        if (mark.belowFrame) {
            mark.y = content.y.range.min + kBelowFrame * (content.y.range.max - content.y.range.min);
        }
    }
}

ChartContent tradeOffContent(const std::vector<ComparisonRow>& rows, const TradeOffChoice& choice) {
    const bool isHit = choice.figure.name == "hit@k";
    const auto shown = [&](double value) { return shownFigure(choice.figure, value); };
    const auto plain = [](double value) { return value; };
    const std::vector<PlottedRow> plotted = plottedRows(rows, choice);

    std::set<std::string> attributeNames;
    std::set<int> lengths;
    for (const PlottedRow& point : plotted) {
        attributeNames.insert(point.row->attribute);
        if (point.row->prefixLength > 0) {
            lengths.insert(point.row->prefixLength);
        }
    }
    const std::vector<std::string> attributes(attributeNames.begin(), attributeNames.end());
    const std::vector<FrontState> states = frontStates(plotted, attributes);
    const std::vector<bool> below = rowsBelowFrame(plotted, shown, smallestSpan(choice.figure));

    ChartContent content;
    for (std::size_t i = 0; i < plotted.size(); ++i) {
        const PlottedRow& point = plotted[i];
        ChartMark mark;
        mark.key = QString::fromStdString(point.row->key);
        mark.x = point.auc.value;
        mark.y = shown(point.figure.value);
        mark.xInterval = intervalOf(point.auc, plain);
        mark.yInterval = intervalOf(point.figure, shown);
        mark.color = groupColor(groupOf(*point.row));
        const auto attribute = std::find(attributes.begin(), attributes.end(), point.row->attribute);
        mark.shape = attributes.size() > 1
                         ? static_cast<MarkShape>((attribute - attributes.begin()) % kMarkShapes)
                         : groupShape(groupOf(*point.row));
        mark.inner = innerShape(groupOf(*point.row), plotted, attributes);
        mark.ringed = point.row->family == Family::Fair;
        mark.dimmed = states[i] == FrontState::Dominated;
        mark.hollow = point.collapsed;
        mark.belowFrame = below[i];
        mark.label = markLabel(*point.row, lengths.size() > 1);
        if (mark.belowFrame) {
            mark.label += u": "_s + QString::number(mark.y, 'f', isHit ? 1 : 3);
        }
        mark.description = describeRow(*point.row, choice);
        if (states[i] == FrontState::NotDistinguishable) {
            mark.description += u'\n' + TradeOffText::tr("not distinguishable from the Pareto front");
        }
        content.marks.push_back(std::move(mark));
    }
    content.x.title = hasBaselines(plotted) && choice.auc == report::AucChoice::UserSpan
                          ? TradeOffText::tr("Probe AUC, user span or vector, %1 (0.5 = no leak)")
                                .arg(splitName(choice.split))
                          : aucTitle(choice);
    content.y.title = figureTitle(choice.figure);
    fitAxes(content, choice.figure);
    content.lines.push_back({ReferenceLine::Along::X, 0.5, TradeOffText::tr("guessing")});
    for (const std::string& attribute : attributes) {
        content.paths.push_back(frontPath(plotted, states, attribute, content.marks));
    }
    content.legend = legendOf(plotted, attributes,
                              std::find(states.begin(), states.end(), FrontState::Dominated) != states.end());
    content.summary = summaryOf(plotted, states, choice, shown, isHit ? 1 : 3);
    content.emptyText = TradeOffText::tr(
        "Nothing measured here yet: train a point on the Mitigate page, or choose other filters.");
    return content;
}

} // namespace up5::ui
