// A sweep as lines of text: what it will take, and its runs.
#pragma once

#include <QtCore/QString>

#include "jobs/sweep/sweep_estimate.h"
#include "report/sweep_results.h"
#include "text.h"

namespace up5::cli {

/// How many runs, how many of them are there, and how long the others take.
QString estimateText(const jobs::SweepEstimate& estimate, bool isSearch);

/// A line a run: settings, seed, state, AUC and hits on test users; under them what the figures of mixtures
/// are.
void printSweep(const report::SweepResults& results);

} // namespace up5::cli
