// Where in the network an attribute can be read, in the user's language, for the heat map.
#pragma once

#include "report/leak_map.h"
#include "ui/results/heat_map_view.h"

namespace up5::ui {

/// A row per target, a column per layer, a side per model; the summary says where each gives most away.
HeatMapContent leakMapContent(const report::LeakMap& map);

} // namespace up5::ui
