// The remembered look: shared by the program's start and the View menu.
#pragma once

#include "ui/widgets/settings.h"

namespace up5::ui {

inline const SettingValue<QString> kThemeSetting{"look/theme", QStringLiteral("system")};
/// In points; 0 = the system's.
inline const SettingValue<int> kFontSizeSetting{"look/font_size", 0};

constexpr int kSmallestFont = 8;
constexpr int kLargestFont = 24;

} // namespace up5::ui
