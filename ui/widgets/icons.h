// The program's own line icons (resources/icons), drawn in the colour of the palette at the time of painting.
#pragma once

#include <QtGui/QIcon>

namespace up5::ui {

/// Icon `name` of resources/icons: text colour normally, muted when disabled, accent when on. Follows theme
/// changes.
QIcon themedIcon(const QString& name);

} // namespace up5::ui
