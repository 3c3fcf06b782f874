// The dot plot of groups of users and the sentence that goes with it.
#pragma once

#include "report/group_audit.h"
#include "ui/results/chart_mark.h"

namespace up5::ui {

/// What the dot plot shows of a model.
enum class GroupView {
    Quality, ///< each group's figure
    Change,  ///< each group's figure minus the untreated model's
};

/// "hit@10", "NDCG@10", "MRR".
QString groupFigureTitle(const report::RankingMetric& metric);
/// Shown number of a value: hits in per cent, else as it is; `isSigned` with a plus or true minus sign.
QString groupNumber(const report::RankingMetric& metric, double value, bool isSigned);
/// "19.9 [16.8, 23.3]"; only the value without an interval.
QString groupEstimate(const report::RankingMetric& metric, const metrics::Estimate& estimate, bool isSigned);

/// Rows from top to bottom as in the figures: worst first, small groups dimmed. A view that was not measured
/// gives an empty chart that says so.
ChartContent groupContent(const report::ModelGroups& model, const report::RankingMetric& metric,
                          GroupView view);

} // namespace up5::ui
