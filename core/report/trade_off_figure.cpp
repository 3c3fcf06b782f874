#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "report/figure_style.h"
#include "report/figures.h"
#include "report/numbers.h"
#include "report/pareto.h"
#include "report/trade_off_panel.h"

namespace up5::report {

namespace {

constexpr int kTradeOffWidth = 760;
constexpr int kHeight = 400;
constexpr int kLegendColumns = 4;
constexpr double kLegendRow = 19; // pixels

struct Content {
    std::vector<TradeOffPanel> panels;
    int k = 0;
};

QString labelOf(const ComparisonPoint& point) {
    if (point.baseline) {
        return QString::fromStdString(point.label.substr(0, point.label.find(',')));
    }
    switch (chartGroup(point.family, point.baseline)) {
    case ChartGroup::Untreated:
        return QStringLiteral("untreated");
    case ChartGroup::Random:
        return QStringLiteral("random");
    case ChartGroup::Control:
        return QStringLiteral("λ 0");
    default:
        return QStringLiteral("λ %1").arg(point.lambda);
    }
}

QString groupTitle(ChartGroup group) {
    switch (group) {
    case ChartGroup::Untreated:
        return QStringLiteral("untreated");
    case ChartGroup::Random:
        return QStringLiteral("random prompt");
    case ChartGroup::Control:
        return QStringLiteral("λ = 0 control");
    case ChartGroup::Matching:
        return QStringLiteral("matching baseline");
    case ChartGroup::Sequential:
        return QStringLiteral("sequential baseline");
    case ChartGroup::Counting:
        return QStringLiteral("counting baseline");
    case ChartGroup::Cfp:
        break;
    }
    return QStringLiteral("CFP");
}

/// States on the Pareto front of hits and leak.
void addFront(TradeOffPanel& panel) {
    std::vector<TradeOff> tradeOffs;
    for (const TradeOffMark& mark : panel.marks) {
        tradeOffs.push_back({mark.leak, mark.quality, mark.collapsed});
    }
    const std::vector<FrontState> states = paretoFront(tradeOffs);
    for (std::size_t i = 0; i < states.size(); ++i) {
        panel.marks[i].state = states[i];
    }
}

TradeOffPanel panelOf(const Audit& audit, int k, const std::string& task, const QString& title,
                      AucChoice choice) {
    TradeOffPanel panel;
    panel.title = title;
    std::vector<std::string> labelled;
    for (const ComparisonPoint& point : audit.points) {
        const metrics::Estimate* quality = point.rankingFigure("hit@k", task, k);
        const std::optional<metrics::Estimate>& auc = aucOf(point, choice);
        if (quality == nullptr || !auc || std::isnan(auc->value)) {
            continue;
        }
        const bool first = std::find(labelled.begin(), labelled.end(), point.setting) == labelled.end();
        labelled.push_back(point.setting);
        panel.marks.push_back({first ? labelOf(point) : QString(), chartGroup(point.family, point.baseline),
                               *auc, *quality, collapsedOf(point, choice), false,
                               point.family == Family::Fair});
        panel.best = point.bestPossibleAuc;
    }
    std::vector<ChartValue> shares;
    for (const TradeOffMark& mark : panel.marks) {
        shares.push_back(
            {mark.group, 100 * mark.quality.value, 100 * mark.quality.low, 100 * mark.quality.high});
    }
    const std::vector<bool> below = belowFrame(shares, kLeastShares);
    for (std::size_t i = 0; i < panel.marks.size(); ++i) {
        panel.marks[i].belowFrame = below[i];
    }
    addFront(panel);
    return panel;
}

/// An entry of the legend: its sign, drawn about a point, and what it means.
struct LegendItem {
    QString text;
    std::function<void(QPainter&, QPointF)> draw;
};

std::vector<LegendItem> legendOf(const Content& content) {
    std::vector<LegendItem> items;
    const auto hasMark = [&](const auto& fits) {
        return std::any_of(content.panels.begin(), content.panels.end(), [&](const TradeOffPanel& panel) {
            return std::any_of(panel.marks.begin(), panel.marks.end(), fits);
        });
    };
    const auto addMark = [&](const QString& text, Shape shape, const QColor& colour, Fill fill) {
        items.push_back({text, [=](QPainter& painter, QPointF centre) {
                             drawMark(painter, shape, centre, kMarkPixels, colour, fill);
                         }});
    };
    for (const ChartGroup group : kChartGroups) {
        if (hasMark([&](const TradeOffMark& mark) { return mark.group == group; })) {
            addMark(groupTitle(group), shapeOf(group), colourOf(group), Fill::Solid);
        }
    }
    if (hasMark([](const TradeOffMark& mark) { return mark.treated; })) {
        items.push_back({QStringLiteral("ring: treated baseline"),
                         [](QPainter& painter, QPointF centre) { drawRing(painter, centre, kMarkPixels); }});
    }
    if (std::ranges::any_of(content.panels,
                            [](const TradeOffPanel& panel) { return panel.marks.size() > 1; })) {
        items.push_back({QStringLiteral("Pareto front"), [](QPainter& painter, QPointF centre) {
                             painter.setPen(QPen(ink::kMuted, 1.4));
                             painter.drawLine(centre - QPointF(6, 0), centre + QPointF(6, 0));
                         }});
    }
    if (hasMark([](const TradeOffMark& mark) { return mark.collapsed; })) {
        addMark(QStringLiteral("hollow: probe collapsed"), Shape::Circle, ink::kMuted, Fill::Hollow);
    }
    return items;
}

int legendRows(const Content& content) {
    return (static_cast<int>(legendOf(content).size()) + kLegendColumns - 1) / kLegendColumns;
}

/// Height of what the legend takes beyond its first row.
double legendExtra(const Content& content) {
    return kLegendRow * std::max(0, legendRows(content) - 1);
}

void drawLegend(QPainter& painter, const Content& content) {
    painter.setFont(figureFont(12));
    const std::vector<LegendItem> items = legendOf(content);
    const double width = (kTradeOffWidth - 50.0) / kLegendColumns;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const double x = 50 + width * static_cast<double>(i % kLegendColumns);
        const double y = kLegendRow * static_cast<double>(i / kLegendColumns);
        items[i].draw(painter, QPointF(x + 6, y + 10));
        painter.setPen(ink::kText);
        painter.drawText(QRectF(x + 18, y, width - 18, 20), Qt::AlignVCenter, items[i].text);
    }
}

int rowsOf(const Content& content) {
    return (static_cast<int>(content.panels.size()) + 1) / 2;
}

/// Two panels side by side; an odd first one, the headline, has a row of its own.
QRectF placeOf(const Content& content, int panel) {
    const int count = static_cast<int>(content.panels.size());
    const int alone = count % 2;
    const bool isWide = panel < alone;
    const int row = isWide ? 0 : alone + (panel - alone) / 2;
    const double width = isWide ? kTradeOffWidth : kTradeOffWidth / 2.0;
    const double left = isWide ? 0 : width * ((panel - alone) % 2);
    return {left, legendExtra(content) + row * kHeight, width, static_cast<double>(kHeight)};
}

void paintTradeOff(QPainter& painter, const Content& content) {
    painter.setRenderHint(QPainter::Antialiasing);
    drawLegend(painter, content);
    for (int panel = 0; panel < static_cast<int>(content.panels.size()); ++panel) {
        const QRectF plot = placeOf(content, panel).adjusted(50, 56, -20, -44);
        paintTradeOffPanel(painter, content.panels[static_cast<std::size_t>(panel)], plot, content.k);
    }
}

std::string describe(const Content& content) {
    std::string text;
    for (const TradeOffPanel& panel : content.panels) {
        for (const TradeOffMark& mark : panel.marks) {
            if (!mark.label.isEmpty()) {
                text += fmt::format("{}{} ({}): AUC {}, hit@{} {} %", text.empty() ? "" : "; ",
                                    mark.label.toStdString(), panel.title.toStdString(),
                                    areaText(mark.leak.value), content.k, percent(mark.quality.value));
            }
        }
    }
    return text + ".";
}

} // namespace

std::optional<Figure> tradeOffFigure(const Audit& audit, int k, const std::string& task) {
    Content content;
    content.k = k;
    for (TradeOffPanel panel :
         {panelOf(audit, k, task, QStringLiteral("strongest probe"), AucChoice::Strongest),
          panelOf(audit, k, task, QString::fromStdString(userSpanTitle(audit.points)), AucChoice::UserSpan),
          panelOf(audit, k, task, QStringLiteral("all tokens"), AucChoice::AllTokens)}) {
        if (!panel.marks.empty()) {
            content.panels.push_back(std::move(panel));
        }
    }
    if (content.panels.empty()) {
        return std::nullopt;
    }
    Figure figure;
    figure.title = fmt::format("Leak of {} against hit@{}, {} task", audit.attribute, k, task);
    const bool someBelow = std::ranges::any_of(content.panels, [](const TradeOffPanel& panel) {
        return std::ranges::any_of(panel.marks, &TradeOffMark::belowFrame);
    });
    figure.description = fmt::format("Better is up and to the left. A mark per run with 95 % intervals{}. {}",
                                     someBelow ? "; the hits of marks with an arrow lie below the frame" : "",
                                     describe(content));
    figure.width = kTradeOffWidth;
    figure.height = rowsOf(content) * kHeight + static_cast<int>(legendExtra(content));
    figure.paint = [content](QPainter& painter) { paintTradeOff(painter, content); };
    return figure;
}

} // namespace up5::report
