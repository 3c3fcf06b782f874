// Stored series of a run as named curves, in the order in which they are shown.
#pragma once

#include <vector>

#include <QtCore/QPointF>
#include <QtCore/QString>

#include "store/rows.h"

namespace up5::ui {

struct TrainingCurve {
    QString name;                ///< translated
    std::vector<QPointF> points; ///< step, value; ascending steps
    int color = 0;
    int decimals = 3;
    bool isPercent = false; ///< values are shares, shown in per cent
};

/// Losses, then validation AUC, validation hit@1 and adversary accuracy; what was not reported is left out.
std::vector<TrainingCurve> trainingCurves(const std::vector<store::SeriesRow>& series);

} // namespace up5::ui
