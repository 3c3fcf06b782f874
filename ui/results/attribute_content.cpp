#include "ui/results/attribute_content.h"

#include <cmath>

#include <QtCore/QCoreApplication>
#include <QtCore/QMap>
#include <QtCore/QStringList>

#include "ui/results/estimate_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;
using report::AttributeBar;

namespace {

struct AttributeText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::Attributes)
};

constexpr int kOwnColor = 0;       // blue
constexpr int kPublishedColor = 3; // orange
constexpr double kBarsSmallestSpan = 0.2;

ChartMark markOf(const AttributeBar& bar, double y) {
    ChartMark mark;
    mark.key = u"%1/%2/%3"_s.arg(QString::fromStdString(bar.attribute), QString::fromStdString(bar.name),
                                 bar.published ? u"paper"_s : u"own"_s);
    mark.x = bar.auc.value;
    mark.y = y;
    mark.barFrom = 0.5;
    if (!std::isnan(bar.auc.low) && !std::isnan(bar.auc.high)) {
        mark.xInterval = {bar.auc.low, bar.auc.high};
    }
    mark.color = bar.published ? kPublishedColor : kOwnColor;
    mark.shape = bar.published ? MarkShape::Square : MarkShape::Circle;
    mark.hollow = bar.published && !bar.protocol.empty();
    mark.label = QString::number(bar.auc.value, 'f', 3);
    QStringList lines = {QString::fromStdString(bar.attribute) + u": "_s + barName(bar),
                         AttributeText::tr("AUC %1").arg(estimateText(bar.auc))};
    if (bar.published) {
        lines << AttributeText::tr("printed in Table %1 of the paper").arg(bar.table);
        lines
            << (bar.protocol.empty()
                    ? AttributeText::tr("same protocol")
                    : AttributeText::tr("different protocol: %1").arg(QString::fromStdString(bar.protocol)));
    } else {
        lines << AttributeText::tr("%1 test users").arg(bar.auc.n);
    }
    mark.description = lines.join(u'\n');
    return mark;
}

QString summaryOf(const std::vector<AttributeBar>& bars) {
    const AttributeBar* most = nullptr;
    QStringList attributes;
    for (const AttributeBar& bar : bars) {
        const QString attribute = QString::fromStdString(bar.attribute);
        if (!attributes.contains(attribute)) {
            attributes << attribute;
        }
        if (!bar.published && (!most || bar.auc.value > most->auc.value)) {
            most = &bar;
        }
    }
    if (!most) {
        return AttributeText::tr("The untreated model was not probed yet.");
    }
    return AttributeText::tr("Untreated model, attributes probed: %1. It gives most away of %2 (AUC %3).")
        .arg(attributes.join(u", "_s), QString::fromStdString(most->attribute), estimateText(most->auc));
}

} // namespace

QString barName(const AttributeBar& bar) {
    const QMap<std::string, QString> names = {
        {"strongest probe", AttributeText::tr("strongest probe")},
        {"user span", AttributeText::tr("user span")},
        {"all tokens", AttributeText::tr("all tokens")},
        {"classifier", AttributeText::tr("classifier")},
        {"soft prompt", AttributeText::tr("soft prompt")},
        {"asked with history", AttributeText::tr("asked with history")},
        {"asked without history", AttributeText::tr("asked without history")},
    };
    const QString name = names.value(bar.name, QString::fromStdString(bar.name));
    return bar.published ? AttributeText::tr("%1, paper").arg(name) : name;
}

ChartContent attributeContent(const std::vector<AttributeBar>& bars) {
    ChartContent content;
    std::vector<double> xs = {0.5};
    bool hasPublished = false, hasOther = false;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        content.marks.push_back(markOf(bars[i], static_cast<double>(bars.size() - 1 - i)));
        const ChartMark& mark = content.marks.back();
        xs.push_back(mark.x);
        if (mark.xInterval) {
            xs.insert(xs.end(), {mark.xInterval->low, mark.xInterval->high});
        }
        hasPublished = hasPublished || bars[i].published;
        hasOther = hasOther || mark.hollow;
    }
    for (auto bar = bars.rbegin(); bar != bars.rend(); ++bar) {
        const bool isFirst = bar + 1 == bars.rend() || (bar + 1)->attribute != bar->attribute;
        content.y.categories.push_back(
            isFirst ? u"%1: %2"_s.arg(QString::fromStdString(bar->attribute), barName(*bar)) : barName(*bar));
    }
    content.lines.push_back({ReferenceLine::Along::X, 0.5, AttributeText::tr("guessing")});
    content.x = {AttributeText::tr("AUC of the untreated model"), axisRange(xs, kBarsSmallestSpan, 0, 1)};
    content.y.range = {-1.1, static_cast<double>(bars.size()) - 0.4, 1};
    content.legend.push_back({AttributeText::tr("measured here"), kOwnColor});
    if (hasPublished) {
        content.legend.push_back(
            {AttributeText::tr("printed in the paper"), kPublishedColor, MarkShape::Square});
    }
    if (hasOther) {
        content.legend.push_back(
            {AttributeText::tr("paper, different protocol"), kPublishedColor, MarkShape::Square, true});
    }
    content.summary = summaryOf(bars);
    content.emptyText = AttributeText::tr("The untreated model was not probed yet.");
    return content;
}

} // namespace up5::ui
