// Sizes that are derived from the font and follow it.
#pragma once

#include <functional>

class QWidget;

namespace up5::ui {

/// Calls `fit` now and whenever the font of `widget` has changed (as by View ▸ Larger text), as long as the
/// widget lives.
void fitToFont(QWidget& widget, std::function<void()> fit);

} // namespace up5::ui
