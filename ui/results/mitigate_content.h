// The trade-off chart beside the sliders: what is measured, and where the chosen λ would probably land.
#pragma once

#include "ui/results/trade_off_content.h"

namespace up5::ui {

/// What the form would train.
struct MitigatePoint {
    report::WantedPrompt prompt;
    double lambda = 0;
    int prefixLength = 0;
    std::vector<double> sweptLambdas; ///< of a sweep, else empty
    std::vector<int> sweptLengths;
    bool isSearch = false; ///< between their ends, instead of at each of them
};

/// Marks of other settings or prefix lengths are dimmed, the others joined in the order of λ; the chosen
/// point stands as a measured cross or an estimate with its band. A sweep shows its range instead, as a thick
/// line for each of its lengths through what is measured or estimated at its λ. The summary says in a
/// sentence what is known of the chosen point or of the sweep's. `points` are those of one backbone and
/// attribute, and of the part that the choice names.
ChartContent mitigateContent(const std::vector<report::ComparisonPoint>& points, const TradeOffChoice& choice,
                             const MitigatePoint& chosen);

} // namespace up5::ui
