#include "ui/widgets/theme.h"

#include <algorithm>

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtGui/QFont>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>

#include "ui/widgets/palette.h"
#include "ui/widgets/system_color_scheme.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Replaces @name@ in the style sheet by colours and sizes of the theme.
QString filledStyleSheet(const ThemeColors& c, int fontSize) {
    QFile file(u":/up5/theme.qss"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    const QHash<QString, QColor> names = {{u"@window@"_s, c.window},
                                          {u"@surface@"_s, c.surface},
                                          {u"@raised@"_s, c.raised},
                                          {u"@border@"_s, c.border},
                                          {u"@text@"_s, c.text},
                                          {u"@muted@"_s, c.mutedText},
                                          {u"@accent@"_s, c.accent},
                                          {u"@accentText@"_s, c.accentText},
                                          {u"@selection@"_s, c.selection},
                                          {u"@good@"_s, c.good},
                                          {u"@warning@"_s, c.warning},
                                          {u"@bad@"_s, c.bad},
                                          {u"@accentHover@"_s, c.accent.lighter(112)}};
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        sheet.replace(name.key(), name.value().name());
    }
    sheet.replace(u"@titleSize@"_s, u"%1pt"_s.arg(1.45 * fontSize, 0, 'f', 1));
    sheet.replace(u"@figureSize@"_s, u"%1pt"_s.arg(1.35 * fontSize, 0, 'f', 1));
    return sheet;
}

} // namespace

ThemeChoice themeChoiceFromString(const QString& text) {
    return text == "light"_L1  ? ThemeChoice::Light
           : text == "dark"_L1 ? ThemeChoice::Dark
                               : ThemeChoice::System;
}

QString themeChoiceText(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::Light:
        return u"light"_s;
    case ThemeChoice::Dark:
        return u"dark"_s;
    case ThemeChoice::System:
        break;
    }
    return u"system"_s;
}

Theme::Theme(QApplication& application)
    : m_application(application), m_systemIsDark(isDark(QApplication::palette())),
      m_systemFontSize(std::max(QApplication::font().pointSize(), 8)) {
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    connect(new SystemColorScheme(this), &SystemColorScheme::wishChanged, this,
            [this](SystemColorScheme::Wish wish) {
                if (wish != SystemColorScheme::Wish::None) {
                    setSystemDark(wish == SystemColorScheme::Wish::Dark);
                }
            });
    apply();
}

void Theme::setChoice(ThemeChoice choice) {
    m_choice = choice;
    apply();
}

void Theme::setSystemDark(bool dark) {
    if (dark != m_systemIsDark) {
        m_systemIsDark = dark;
        apply();
    }
}

void Theme::setFontSize(int points) {
    m_fontSize = points;
    apply();
}

void Theme::apply() {
    const bool dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemIsDark);
    const ThemeColors& colors = themeColors(dark);
    QFont font = QApplication::font();
    font.setPointSize(m_fontSize > 0 ? m_fontSize : m_systemFontSize);
    QApplication::setFont(font);
    QApplication::setPalette(makePalette(colors));
    m_application.setStyleSheet(filledStyleSheet(colors, font.pointSize()));
}

} // namespace up5::ui
