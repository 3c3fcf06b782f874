// The leak panel: every probe of one model and attribute on one AUC axis, in rows by what they read.
#pragma once

#include <set>
#include <string>

#include "report/comparison.h"
#include "ui/results/chart_mark.h"

namespace up5::ui {

/// From top to bottom a row per target with its headline (the probe chosen on validation users, filled); the
/// strongest of all is a diamond. The other probes of a target, hollow, stand under it when its key is in
/// `expanded`. Shaded: where 95 % of probes fitted to shuffled labels land; lines: guessing, the raw history,
/// and on generated data the best possible AUC. Keys of marks are "target/method".
ChartContent leakContent(const report::ComparisonPoint& point, const std::set<std::string>& expanded = {});

/// Target in a mark's key.
std::string targetOfKey(const QString& key);

} // namespace up5::ui
