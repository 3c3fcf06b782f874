#include "ui/widgets/palette.h"

#include <array>

namespace up5::ui {

namespace {

ThemeColors makeLight() {
    ThemeColors c;
    c.window = QColor(0xf4, 0xf5, 0xf7);
    c.surface = QColor(0xff, 0xff, 0xff);
    c.raised = QColor(0xe8, 0xeb, 0xef);
    c.border = QColor(0xd5, 0xd9, 0xdf);
    c.text = QColor(0x1b, 0x1f, 0x24);
    c.mutedText = QColor(0x57, 0x60, 0x6b);
    c.accent = QColor(0x00, 0x66, 0xa1);
    c.accentText = QColor(0xff, 0xff, 0xff);
    c.selection = QColor(0xd3, 0xe5, 0xf2);
    c.good = QColor(0x00, 0x78, 0x58);
    c.warning = QColor(0x9a, 0x62, 0x00);
    c.bad = QColor(0xb8, 0x46, 0x00);
    return c;
}

ThemeColors makeDark() {
    ThemeColors c;
    c.window = QColor(0x1a, 0x1d, 0x21);
    c.surface = QColor(0x22, 0x26, 0x2b);
    c.raised = QColor(0x2c, 0x31, 0x38);
    c.border = QColor(0x3b, 0x42, 0x4b);
    c.text = QColor(0xe7, 0xea, 0xee);
    c.mutedText = QColor(0xa3, 0xad, 0xb8);
    c.accent = QColor(0x56, 0xb4, 0xe9);
    c.accentText = QColor(0x0c, 0x1a, 0x24);
    c.selection = QColor(0x1f, 0x41, 0x58);
    c.good = QColor(0x3f, 0xc3, 0x9b);
    c.warning = QColor(0xf0, 0xb4, 0x3c);
    c.bad = QColor(0xff, 0x8a, 0x4c);
    return c;
}

} // namespace

const ThemeColors& themeColors(bool dark) {
    static const ThemeColors light = makeLight();
    static const ThemeColors darkColors = makeDark();
    return dark ? darkColors : light;
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

QPalette makePalette(const ThemeColors& c) {
    QPalette palette(c.text, c.surface, c.surface.lighter(115), c.window.darker(130), c.border, c.text,
                     c.text, c.surface, c.window);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.surface);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.mutedText);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, c.mutedText);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.raised);
    return palette;
}

QColor seriesColor(int index, bool dark) {
    static const std::array<QColor, kSeriesColors> onLight = {
        QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x9e, 0x73),
        QColor(0xe6, 0x9f, 0x00), QColor(0xcc, 0x79, 0xa7), QColor(0x56, 0xb4, 0xe9),
        QColor(0x00, 0x00, 0x00), QColor(0xf0, 0xe4, 0x42)};
    const auto position = static_cast<std::size_t>(((index % kSeriesColors) + kSeriesColors) % kSeriesColors);
    if (!dark) {
        return onLight[position];
    }
    // On dark, blue and sky blue change places, so that the first colour stands out there as well.
    constexpr std::size_t kBlue = 0;
    constexpr std::size_t kSkyBlue = 5;
    constexpr std::size_t kBlack = 6;
    switch (position) {
    case kBlue:
        return onLight[kSkyBlue];
    case kSkyBlue:
        return onLight[kBlue];
    case kBlack:
        return Qt::white;
    default:
        return onLight[position];
    }
}

} // namespace up5::ui
