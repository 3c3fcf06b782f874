// Reads the metric rows of one run as probe and ranking figures.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "report/comparison.h"
#include "report/run_record.h"

namespace up5::report {

/// low = high = NaN without a stored interval.
metrics::Estimate estimateOf(const store::MetricRow& row);

/// Ranking figures of one part, newest step each; empty when the run has none.
std::vector<RankingFigure> rankingFigures(const RunRecord& record, const std::string& split);

/// Attributes with a headline probe AUC in that part.
std::set<std::string> probedAttributes(const RunRecord& record, const std::string& split);

/// Fills everything the probes stored about `point`. Collapse flags are stored with the test figures and hold
/// for the probe, so they serve other parts as well.
void readProbeFigures(const RunRecord& record, const std::string& attribute, const std::string& split,
                      ComparisonPoint& point);

} // namespace up5::report
