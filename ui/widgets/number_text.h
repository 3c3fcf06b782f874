// How the window writes numbers for people: as reports and files do, whatever the system's language.
#pragma once

#include <cstdint>

#include <QtCore/QLocale>

namespace up5::ui {

/// 1,000,209 and 0.5. A comma for the point, as German has it, would make 2.560 parameters beside an AUC of
/// 0.634 ambiguous, and the window differ from its reports.
inline const QLocale& numberLocale() {
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

/// 1000209 → "1,000,209".
inline QString countText(std::int64_t count) {
    return numberLocale().toString(static_cast<qlonglong>(count));
}

} // namespace up5::ui
