// Sweeps in the user's words.
#pragma once

#include <QtCore/QString>

#include "jobs/sweep/sweep_estimate.h"

namespace up5::ui {

/// What varies: "lambda=1,10 · prefix_length=5,10", or the options a search moves. Empty when the run's
/// specification is no readable sweep.
QString sweepTitle(const std::string& spec);

/// Before it starts: how many runs, how many of them are there already, and how long the others take.
QString sweepSentence(const jobs::SweepPlan& plan, const jobs::SweepEstimate& estimate);

} // namespace up5::ui
