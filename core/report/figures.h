// The figures of a report, painted once for SVG and PDF alike.
#pragma once

#include <optional>
#include <string>

#include "report/document.h"
#include "report/heat_map.h"
#include "report/leak_map.h"
#include "report/published.h"
#include "report/report_data.h"

namespace up5::report {

/// Leak (AUC of the strongest probe where it was measured; user span and all tokens) against hit@k of a
/// task ("sequential" or "direct"), a panel per AUC: a mark per run, whiskers in both directions, the Pareto
/// front, 0.5 marked. nullopt when no point has both figures.
std::optional<Figure> tradeOffFigure(const Audit& audit, int k, const std::string& task = "sequential");

/// AUC of every model: strongest probe, user span and all tokens with intervals, the band of shuffled labels
/// behind them, 0.5 and the best possible AUC marked. nullopt when nothing was probed.
std::optional<Figure> leakFigure(const Audit& audit);

/// Every probe of one model, in rows by target, with the bands of shuffled labels and the raw-history
/// ceiling. nullopt for runs that attacked the two representations only.
std::optional<Figure> leakPanelFigure(const ComparisonPoint& point);

/// Heat maps side by side with one colour scale; nullopt without a cell. Title and description are left to
/// the caller.
std::optional<Figure> heatMapFigure(const HeatMap& map);
/// Of layer × position.
std::optional<Figure> leakMapFigure(const LeakMap& map);

/// Bars of what untreated models give away per attribute, published values beside ours (paper Fig. 2).
std::optional<Figure> attributeFigure(const std::vector<AttributeBar>& bars);

/// The figure as an SVG document without XML prologue, to be embedded in HTML. Needs a QGuiApplication.
std::string svgOf(const Figure& figure);

} // namespace up5::report
