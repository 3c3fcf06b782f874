// Numbers with their intervals as charts, tables and sentences of the result pages write them.
#pragma once

#include <QtCore/QString>

#include "metrics/bootstrap.h"

namespace up5::ui {

/// "0.634"; `isSigned`: with a plus or a true minus sign; "–" for what is not finite.
QString decimalText(double value, int decimals, bool isSigned = false);
/// "0.634 [0.583, 0.686]"; only the value without an interval.
QString estimateText(const metrics::Estimate& estimate, int decimals = 3, bool isSigned = false);

} // namespace up5::ui
