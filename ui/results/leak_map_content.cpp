#include "ui/results/leak_map_content.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "ui/results/probe_words.h"

namespace up5::ui {

namespace {

struct LeakMapText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::LeakMap)
};

} // namespace

HeatMapContent leakMapContent(const report::LeakMap& map) {
    HeatMapContent content{report::heatMapOf(map), {}};
    for (std::size_t row = 0; row < map.targets.size(); ++row) {
        content.map.rows[row] = targetName(map.targets[row]).toStdString();
    }
    for (int layer = 0; layer < map.layers; ++layer) {
        content.map.columns[static_cast<std::size_t>(layer)] = layerName(layer, map.layers).toStdString();
    }
    content.map.foot = LeakMapText::tr("Columns: encoder layers, 0 = embeddings").toStdString();
    QStringList sentences;
    for (const report::LeakMapSide& side : map.sides) {
        if (const auto peak = report::peakOf(side)) {
            sentences << LeakMapText::tr("%1: read best from %2, %3 (AUC %4).")
                             .arg(QString::fromStdString(side.label), targetName(map.targets[peak->target]),
                                  layerName(peak->layer, map.layers), QString::number(peak->auc, 'f', 3));
        }
    }
    content.summary = sentences.join(u' ');
    return content;
}

} // namespace up5::ui
