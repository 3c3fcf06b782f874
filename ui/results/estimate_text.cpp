#include "ui/results/estimate_text.h"

#include <cmath>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

QString decimalText(double value, int decimals, bool isSigned) {
    if (!std::isfinite(value)) {
        return u"–"_s;
    }
    const QString text = QString::number(std::abs(value), 'f', decimals);
    // The true minus sign is as wide as the plus, so that columns align.
    return value < 0 ? u'\u2212' + text : isSigned ? u'+' + text : text;
}

QString estimateText(const metrics::Estimate& estimate, int decimals, bool isSigned) {
    const QString value = decimalText(estimate.value, decimals, isSigned);
    return std::isfinite(estimate.low) && std::isfinite(estimate.high)
               ? u"%1 [%2, %3]"_s.arg(value, decimalText(estimate.low, decimals, isSigned),
                                      decimalText(estimate.high, decimals, isSigned))
               : value;
}

} // namespace up5::ui
