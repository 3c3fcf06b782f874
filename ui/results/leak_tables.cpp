#include "ui/results/leak_tables.h"

#include <cmath>

#include <QtCore/QCoreApplication>

#include "ui/results/attribute_content.h"
#include "ui/results/estimate_text.h"
#include "ui/results/probe_words.h"

namespace up5::ui {

namespace {

struct TableText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::LeakTable)
};

QString cellText(double value) {
    return std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'f', 3);
}

QString cellText(const std::optional<metrics::Estimate>& estimate) {
    return estimate ? estimateText(*estimate) : QStringLiteral("–");
}

} // namespace

NumberTable probeNumbers(const report::ComparisonPoint& point) {
    NumberTable table{{TableText::tr("Read from"), TableText::tr("Probe"), TableText::tr("AUC"),
                       TableText::tr("low"), TableText::tr("high"), TableText::tr("Users"),
                       TableText::tr("Chosen"), TableText::tr("Shuffled labels"), TableText::tr("p"),
                       TableText::tr("Remark")},
                      {}};
    for (const report::ProbeFigure& probe : point.probes) {
        const report::TargetFigures* figures = point.figuresOf(probe.target);
        const bool isChosen = figures != nullptr && figures->method == probe.probe;
        const bool isStrongest =
            point.strongestTarget == probe.target && point.strongestMethod == probe.probe;
        table.rows << QStringList{
            targetName(probe.target),
            methodName(probe.probe),
            cellText(probe.estimate.value),
            cellText(probe.estimate.low),
            cellText(probe.estimate.high),
            QString::number(probe.estimate.n),
            isStrongest ? TableText::tr("strongest of all")
            : isChosen  ? TableText::tr("yes")
                        : QString(),
            isChosen ? cellText(figures->null) : QString(),
            isChosen && figures->pValue ? QString::number(figures->pValue->value, 'g', 2) : QString(),
            probe.collapsed ? TableText::tr("collapsed") : QString()};
    }
    return table;
}

NumberTable mapNumbers(const report::LeakMap& map) {
    NumberTable table{{TableText::tr("Model"), TableText::tr("Read from"), TableText::tr("Layer"),
                       TableText::tr("AUC"), TableText::tr("low"), TableText::tr("high")},
                      {}};
    for (const report::LeakMapSide& side : map.sides) {
        for (std::size_t row = 0; row < map.targets.size(); ++row) {
            for (int layer = 0; layer < map.layers; ++layer) {
                if (const auto& cell = side.cells[row][static_cast<std::size_t>(layer)]) {
                    table.rows << QStringList{QString::fromStdString(side.label),
                                              targetName(map.targets[row]),
                                              layerName(layer, map.layers),
                                              cellText(cell->value),
                                              cellText(cell->low),
                                              cellText(cell->high)};
                }
            }
        }
    }
    return table;
}

NumberTable barNumbers(const std::vector<report::AttributeBar>& bars) {
    NumberTable table{{TableText::tr("Attribute"), TableText::tr("Probe"), TableText::tr("AUC"),
                       TableText::tr("low"), TableText::tr("high"), TableText::tr("Protocol")},
                      {}};
    for (const report::AttributeBar& bar : bars) {
        table.rows << QStringList{QString::fromStdString(bar.attribute),
                                  barName(bar),
                                  cellText(bar.auc.value),
                                  cellText(bar.auc.low),
                                  cellText(bar.auc.high),
                                  !bar.published         ? TableText::tr("measured here")
                                  : bar.protocol.empty() ? TableText::tr("agrees")
                                                         : QString::fromStdString(bar.protocol)};
    }
    return table;
}

} // namespace up5::ui
