// The window's look: palette, style sheet and font size, following the system's light or dark theme unless
// set.
#pragma once

#include <QtCore/QObject>

class QApplication;

namespace up5::ui {

enum class ThemeChoice { System, Light, Dark };

/// "system", "light", "dark" ↔ ThemeChoice; unknown text gives System.
ThemeChoice themeChoiceFromString(const QString& text);
QString themeChoiceText(ThemeChoice choice);

/// One per program. Charts and icons follow by QEvent::PaletteChange, nobody needs to ask this object.
class Theme : public QObject {
    Q_OBJECT
public:
    /// Remembers the palette and font the platform gave the application; create before any widget.
    explicit Theme(QApplication& application);

    void setChoice(ThemeChoice choice);
    ThemeChoice choice() const { return m_choice; }
    /// Size of the text in points; 0 = the system's.
    void setFontSize(int points);
    int fontSize() const { return m_fontSize; }
    /// What ThemeChoice::System means: first the platform's palette, then what the desktop says.
    void setSystemDark(bool dark);
    int systemFontSize() const { return m_systemFontSize; }

private:
    void apply();

    QApplication& m_application;
    bool m_systemIsDark = false;
    int m_systemFontSize = 10;
    ThemeChoice m_choice = ThemeChoice::System;
    int m_fontSize = 0;
};

} // namespace up5::ui
