// How alike recommended lists are, as a chart, the table behind it and the sentences that go with them.
#pragma once

#include "report/list_stability.h"
#include "ui/results/chart_mark.h"

class QStandardItemModel;

namespace up5::ui {

/// A mark and row per stored overlap: with the prompt against without, then between users matched on history
/// under the prompt and untreated. `run` is a stability run.
ChartContent overlapContent(const report::RunRecord& run);
/// The same rows, with kValueRole and kKeyRole.
void fillOverlapTable(QStandardItemModel& table, const report::RunRecord& run);

} // namespace up5::ui
