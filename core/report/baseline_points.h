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

/// One for each attribute the run was given or probed for. A fair baseline that can remove several attributes
/// is measured as what it is without each single one of them. `split`: "test" or "validation".
std::vector<BaselineMeasurement> baselineMeasurements(const RunRecord& record, const std::string& split);

/// Fills what is special about such a run (model, family, subject, setting, label) and its figures.
void describeBaseline(const RunRecord& record, const BaselineMeasurement& measurement,
                      const std::string& split, ComparisonPoint& point);

} // namespace up5::report
