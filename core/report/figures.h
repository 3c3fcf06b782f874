// The figures of a report, painted once for SVG and PDF alike.
#pragma once

#include <optional>
#include <string>

#include "report/document.h"
#include "report/report_data.h"

namespace up5::report {

/// Leak (AUC of the strongest probe where it was measured; user span and all tokens) against hit@k of the
/// sequential task, a panel per AUC: a mark per run, whiskers in both directions, 0.5 marked. nullopt when no
/// point has both figures.
std::optional<Figure> tradeOffFigure(const Audit& audit, int k);

/// AUC of every model on the user span and on all tokens with intervals, 0.5 and the best possible AUC
/// marked. nullopt when nothing was probed.
std::optional<Figure> leakFigure(const Audit& audit);

/// The figure as an SVG document without XML prologue, to be embedded in HTML. Needs a QGuiApplication.
std::string svgOf(const Figure& figure);

} // namespace up5::report
