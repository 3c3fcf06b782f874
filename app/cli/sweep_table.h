// A sweep as lines of text: what it will take, and its runs.
#pragma once

#include <QtCore/QString>

#include "jobs/sweep/sweep_estimate.h"
#include "text.h"

namespace up5::store {
class Store;
}

namespace up5::cli {

/// How many runs, how many of them are there, and how long the others take.
QString estimateText(const jobs::SweepEstimate& estimate, bool isSearch);

/// A line a run: settings, seed, state, AUC and hits on test users; under them what the figures of mixtures
/// are, and a line for each setting with figures of several seeds: their mean and spread, and how many leak.
/// Throws as report::sweepResults().
void printSweep(store::Store& store, const std::string& sweep);

} // namespace up5::cli
