#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/figure_style.h"
#include "report/figures.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr int kWidth = 760;
constexpr int kRowHeight = 34;
constexpr int kTop = 46;
constexpr int kBottom = 44;
constexpr int kLabelWidth = 230;

struct Row {
    QString label;
    std::optional<metrics::Estimate> userSpan, allTokens;
    bool collapsed = false, collapsedAllTokens = false;
};

struct Content {
    std::vector<Row> rows;
    std::optional<double> best;
    Axis axis;
    int height = 0;
};

void collect(const std::optional<metrics::Estimate>& estimate, std::vector<double>& values) {
    if (estimate) {
        for (const double value : {estimate->value, estimate->low, estimate->high}) {
            if (!std::isnan(value)) {
                values.push_back(value);
            }
        }
    }
}

void drawEstimate(QPainter& painter, const Axis& axis, double y,
                  const std::optional<metrics::Estimate>& estimate, bool collapsed, Shape shape,
                  const QColor& colour) {
    if (!estimate || std::isnan(estimate->value)) {
        return;
    }
    if (!std::isnan(estimate->low)) {
        painter.setPen(QPen(colour, 2));
        painter.drawLine(QPointF(axis.at(estimate->low), y), QPointF(axis.at(estimate->high), y));
    }
    drawMark(painter, shape, QPointF(axis.at(estimate->value), y), 11, colour,
             collapsed ? Fill::Hollow : Fill::Solid);
}

void drawReference(QPainter& painter, const Content& content, double value, const QString& text,
                   Qt::PenStyle style) {
    const double x = content.axis.at(value);
    painter.setPen(QPen(ink::kMuted, 1.2, style));
    painter.drawLine(QPointF(x, kTop - 6), QPointF(x, content.height - kBottom));
    painter.setFont(figureFont(11));
    painter.setPen(ink::kMuted);
    const double half = painter.fontMetrics().horizontalAdvance(text) / 2.0 + 1;
    const double middle = std::clamp(x, kLabelWidth + half, kWidth - half);
    painter.drawText(QRectF(middle - half, kTop - 22, 2 * half, 14), Qt::AlignCenter, text);
}

void drawLegend(QPainter& painter, const Content& content) {
    painter.setFont(figureFont(12));
    double x = kLabelWidth;
    const auto entry = [&](Shape shape, const QColor& colour, const QString& text, Fill fill = Fill::Solid) {
        drawMark(painter, shape, QPointF(x + 6, 10), 11, colour, fill);
        painter.setPen(ink::kText);
        painter.drawText(QRectF(x + 18, 0, 240, 20), Qt::AlignVCenter, text);
        x += 32 + painter.fontMetrics().horizontalAdvance(text);
    };
    entry(Shape::Circle, okabe::kBlue, QStringLiteral("user span"));
    entry(Shape::Triangle, okabe::kVermillion, QStringLiteral("all tokens"));
    if (std::any_of(content.rows.begin(), content.rows.end(),
                    [](const Row& row) { return row.collapsed || row.collapsedAllTokens; })) {
        entry(Shape::Circle, ink::kMuted, QStringLiteral("hollow: probe collapsed"), Fill::Hollow);
    }
}

void paintLeak(QPainter& painter, const Content& content) {
    painter.setRenderHint(QPainter::Antialiasing);
    drawLegend(painter, content);
    const double base = content.height - kBottom;
    painter.setFont(figureFont(11));
    for (const double tick : content.axis.ticks(7)) {
        const double x = content.axis.at(tick);
        painter.setPen(QPen(ink::kGrid, 1));
        painter.drawLine(QPointF(x, kTop), QPointF(x, base));
        painter.setPen(ink::kMuted);
        painter.drawText(QRectF(x - 30, base + 5, 60, 14), Qt::AlignCenter, QString::number(tick, 'g', 4));
    }
    painter.setPen(ink::kText);
    painter.drawText(QRectF(kLabelWidth, base + 22, kWidth - kLabelWidth - 20, 16), Qt::AlignCenter,
                     QStringLiteral("probe AUC on test users, 95 % interval"));
    drawReference(painter, content, 0.5, QStringLiteral("0.5: nothing read"), Qt::DashLine);
    if (content.best) {
        drawReference(painter, content, *content.best,
                      QStringLiteral("best possible %1").arg(*content.best, 0, 'f', 3), Qt::DotLine);
    }
    double y = kTop + kRowHeight / 2.0;
    for (const Row& row : content.rows) {
        painter.setFont(figureFont(12));
        painter.setPen(ink::kText);
        painter.drawText(QRectF(0, y - kRowHeight / 2.0, kLabelWidth - 12, kRowHeight),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextWordWrap, row.label);
        drawEstimate(painter, content.axis, y - 6, row.userSpan, row.collapsed, Shape::Circle, okabe::kBlue);
        drawEstimate(painter, content.axis, y + 6, row.allTokens, row.collapsedAllTokens, Shape::Triangle,
                     okabe::kVermillion);
        y += kRowHeight;
    }
}

std::string readingOf(const std::optional<metrics::Estimate>& auc, bool collapsed) {
    return areaCell(auc).text + (collapsed ? " (probe collapsed)" : "");
}

} // namespace

std::optional<Figure> leakFigure(const Audit& audit) {
    Content content;
    std::vector<double> values = {0.5};
    std::string description;
    for (const ComparisonPoint& point : audit.points) {
        if (!point.auc && !point.aucAllTokens) {
            continue;
        }
        const std::string label = fmt::format("{}, seed {}", point.label, point.seed);
        content.rows.push_back({QString::fromStdString(label), point.auc, point.aucAllTokens, point.collapsed,
                                point.collapsedAllTokens});
        content.best = point.bestPossibleAuc;
        collect(point.auc, values);
        collect(point.aucAllTokens, values);
        description += fmt::format(
            "{}{}: {} on the user span, {} on all tokens", description.empty() ? "" : "; ", label,
            readingOf(point.auc, point.collapsed), readingOf(point.aucAllTokens, point.collapsedAllTokens));
    }
    if (content.rows.empty()) {
        return std::nullopt;
    }
    if (content.best) {
        values.push_back(*content.best);
    }
    content.axis = axisAround(values, 0.1, kLabelWidth, kWidth - 20);
    content.height = kTop + kRowHeight * static_cast<int>(content.rows.size()) + kBottom;
    Figure figure;
    figure.title = fmt::format("Leak of {} before and after treatment", audit.attribute);
    figure.description = "Probe AUC of each model. " + description + ".";
    figure.width = kWidth;
    figure.height = content.height;
    figure.paint = [content](QPainter& painter) { paintLeak(painter, content); };
    return figure;
}

} // namespace up5::report
