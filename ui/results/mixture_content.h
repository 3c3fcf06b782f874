// What a mixture's subsets leave readable of every attribute, in the user's language, for the heat map.
#pragma once

#include "report/mixture_seeds.h"
#include "ui/results/heat_map_view.h"

namespace up5::ui {

/// A row per removed subset with its hit@10, the untreated model first where it is known, a column per probed
/// attribute; removed ones are outlined. The summary says which removed attribute is still read best.
HeatMapContent mixtureContent(const report::CrossLeak& leak);

/// Likewise of means over seeds, with those of `points` that are untreated: the summary says in how many
/// seeds that attribute is still read.
HeatMapContent mixtureMeanContent(const report::MixtureMean& mean,
                                  const std::vector<report::ComparisonPoint>& points);

} // namespace up5::ui
