// AUCs in rows and columns under one colour scale: what heat maps of report and window show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/bootstrap.h"

namespace up5::report {

struct HeatCell {
    std::optional<metrics::Estimate> auc; ///< missing = not measured
    bool marked = false;                  ///< outlined; the foot says what for
};

/// One map beside others with the same rows and columns.
struct HeatMapSide {
    std::string title;                        ///< empty = none
    std::vector<std::vector<HeatCell>> cells; ///< [row][column]
};

struct HeatMap {
    std::vector<std::string> rows, columns; ///< their names
    std::vector<std::string> heads;         ///< of the columns, short
    std::vector<HeatMapSide> sides;
    std::string foot;       ///< what the columns or marks are
    bool intervals = false; ///< a second line in every cell
    double top = 0.6;       ///< AUC of the full colour; 0.5 and less is the background

    /// Takes the largest AUC as the full colour, 0.6 at least.
    void fitScale();
    /// How much of the full colour a value gets, 0 to 1.
    double shade(double auc) const;
};

} // namespace up5::report
