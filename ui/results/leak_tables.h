// The numbers behind the views of a leak panel.
#pragma once

#include <QtCore/QStringList>

#include "report/leak_map.h"
#include "report/published.h"

namespace up5::ui {

struct NumberTable {
    QStringList header;
    QList<QStringList> rows;
};

/// A row per probe.
NumberTable probeNumbers(const report::ComparisonPoint& point);
/// A row per model, position and layer.
NumberTable mapNumbers(const report::LeakMap& map);
/// A row per bar, with what differs from the paper's protocol.
NumberTable barNumbers(const std::vector<report::AttributeBar>& bars);

} // namespace up5::ui
