// Runs of kind `baseline` as points of a comparison, beside P5 and its prompts.
#pragma once

#include <string>
#include <vector>

#include "report/comparison.h"
#include "report/run_record.h"

namespace up5::report {

/// Kind of the runs that train and audit a baseline.
inline const std::string kBaselineKind = "baseline";

/// What a run of a baseline measured of one attribute.
struct BaselineMeasurement {
    std::string attribute; ///< probed one; empty when nothing was probed
    std::string removed;   ///< key of the subset its figures are of; empty for those of the run as a whole
};

/// One for each attribute the run was given or probed for. A fair baseline that can remove any subset of its
/// attributes stands here with each single one removed, one that removes all at once with all. `split`:
/// "test" or "validation".
std::vector<BaselineMeasurement> baselineMeasurements(const RunRecord& record, const std::string& split);

/// Subsets of its attributes that a mixture or a fair baseline has figures of, smaller first; empty for
/// others.
std::vector<std::vector<std::string>> measuredSubsets(const RunRecord& record, const std::string& split);

/// The points of a baseline's run for a table: of one attribute or of each of several that were removed
/// together, or, for a plain model, of those of them that it was probed for (one without an attribute where
/// there is none). Empty when the run did not measure this.
std::vector<ComparisonPoint>
baselinePoints(const RunRecord& record, const std::vector<std::string>& attributes, const std::string& split);

/// The option `history` of a baseline's run, of a frozen one that of the run it rests on: 0 = the model's
/// own.
int shownHistory(const std::vector<RunRecord>& records, const RunRecord& record);

/// Fills what is special about such a run (model, family, subject, setting, label) and its figures.
void describeBaseline(const RunRecord& record, const BaselineMeasurement& measurement,
                      const std::string& split, ComparisonPoint& point);

} // namespace up5::report
