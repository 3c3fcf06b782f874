// Colours: those of the window in light and dark, and the colour-blind-safe series of charts (Okabe and Ito
// 2008).
#pragma once

#include <QtGui/QColor>
#include <QtGui/QPalette>

namespace up5::ui {

/// The window's colours for one of its two themes.
struct ThemeColors {
    QColor window;  ///< behind everything
    QColor surface; ///< cards, tables, text fields
    QColor raised;  ///< hovered rows, rail
    QColor border;  ///< hairlines
    QColor text;
    QColor mutedText;          ///< at least 4.5:1 on window and surface
    QColor accent;             ///< selection marks, links, primary buttons
    QColor accentText;         ///< on accent
    QColor selection;          ///< background of selected rows
    QColor good, warning, bad; ///< states; always together with a word or shape
};

const ThemeColors& themeColors(bool dark);

/// Whether a palette (that of a widget or of the application) is dark.
bool isDark(const QPalette& palette);

/// The colours that fit a palette.
inline const ThemeColors& themeColors(const QPalette& palette) {
    return themeColors(isDark(palette));
}

QPalette makePalette(const ThemeColors& colors);

/// Number of distinguishable series colours.
constexpr int kSeriesColors = 8;

/// Series colours in the order in which charts use them: blue, vermilion, bluish green, orange, reddish
/// purple, sky blue, black (white in dark), yellow. Always pair them with a marker shape or a line style.
QColor seriesColor(int index, bool dark);

} // namespace up5::ui
